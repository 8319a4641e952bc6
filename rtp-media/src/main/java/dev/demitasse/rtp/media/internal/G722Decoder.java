// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.Arrays;

/** The decoder of ITU-T G.722 clause 4, in mode 1 (64 kbit/s). Not thread-safe. */
final class G722Decoder implements AudioDecoder {
    private static final int BAND_LIMIT = 16_384;

    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();
    private final int[] history = new int[G722Tables.TAPS];

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm) {
        if (2 * length > pcm.length) {
            return MALFORMED;
        }
        for (int i = 0; i < length; i++) {
            int octet = payload[offset + i];
            int low = decodeLow(octet & 63);
            int high = decodeHigh(octet >> 6 & 3);
            System.arraycopy(history, 2, history, 0, G722Tables.TAPS - 2);
            history[G722Tables.TAPS - 2] = low + high;
            history[G722Tables.TAPS - 1] = low - high;
            pcm[2 * i] = (short) G722Band.saturate(G722Tables.odd(history) >> 11);
            pcm[2 * i + 1] = (short) G722Band.saturate(G722Tables.even(history) >> 11);
        }
        return 2 * length;
    }

    private int decodeLow(int code) {
        int step = lower.step();
        int sample = limit(lower.prediction() + (step * G722Tables.fine(code) >> 15));
        int coarse = code >> 2;
        int quantized = step * G722Tables.coarse(coarse) >> 15;
        lower.adaptStep(G722Tables.weight(coarse));
        lower.adaptPredictor(quantized);
        return sample;
    }

    private int decodeHigh(int code) {
        int quantized = higher.step() * G722Tables.high(code) >> 15;
        int sample = limit(higher.prediction() + quantized);
        higher.adaptStep(G722Tables.highWeight(code));
        higher.adaptPredictor(quantized);
        return sample;
    }

    private static int limit(int sample) {
        return Math.max(-BAND_LIMIT, Math.min(BAND_LIMIT - 1, sample));
    }

    @Override
    public void reset() {
        lower.reset();
        higher.reset();
        Arrays.fill(history, 0);
    }
}
