// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.Arrays;

/** The encoder of ITU-T G.722 clause 3: two bands of 8000 samples a second, six bits and two. Not thread-safe. */
final class G722Encoder implements AudioEncoder {
    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();
    private final int[] history = new int[G722Tables.TAPS];

    @Override
    public int encode(short[] pcm, int offset, int samples, byte[] payload, int payloadOffset) {
        if (samples % 2 != 0) {
            throw new IllegalArgumentException("G.722 codes pairs of samples, not " + samples);
        }
        for (int i = 0; i < samples / 2; i++) {
            System.arraycopy(history, 2, history, 0, G722Tables.TAPS - 2);
            history[G722Tables.TAPS - 2] = pcm[offset + 2 * i];
            history[G722Tables.TAPS - 1] = pcm[offset + 2 * i + 1];
            int even = G722Tables.even(history);
            int odd = G722Tables.odd(history);
            int low = encodeLow(even + odd >> 14);
            int high = encodeHigh(odd - even >> 14);
            payload[payloadOffset + i] = (byte) (high << 6 | low);
        }
        return samples / 2;
    }

    private int encodeLow(int sample) {
        int difference = G722Band.saturate(sample - lower.prediction());
        int step = lower.step();
        int code = G722Tables.fineCode(magnitude(difference, step), difference < 0);
        int coarse = code >> 2;
        int quantized = step * G722Tables.coarse(coarse) >> 15;
        lower.adaptStep(G722Tables.weight(coarse));
        lower.adaptPredictor(quantized);
        return code;
    }

    private static int magnitude(int difference, int step) {
        int size = difference >= 0 ? difference : ~difference;
        int from = 0;
        int to = G722Tables.FINE_DECISIONS.length;
        while (from < to) {
            int middle = (from + to) / 2;
            if (size < G722Tables.FINE_DECISIONS[middle] * step >> 12) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private int encodeHigh(int sample) {
        int difference = G722Band.saturate(sample - higher.prediction());
        int step = higher.step();
        int size = difference >= 0 ? difference : ~difference;
        boolean great = size >= G722Tables.HIGH_DECISION * step >> 12;
        int code = (difference < 0 ? 0 : 2) + (great ? 0 : 1);
        int quantized = step * G722Tables.high(code) >> 15;
        higher.adaptStep(G722Tables.highWeight(code));
        higher.adaptPredictor(quantized);
        return code;
    }

    @Override
    public void reset() {
        lower.reset();
        higher.reset();
        Arrays.fill(history, 0);
    }
}
