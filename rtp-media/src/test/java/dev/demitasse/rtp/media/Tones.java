// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.spi.AudioCodec;

/** Audio for tests. */
final class Tones {
    private Tones() {}

    static short[] sine(double hertz, int sampleRateHz, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / sampleRateHz));
        }
        return pcm;
    }

    /** Voiced syllables of gliding pitch, with pauses: what concealment and a jitter buffer are made for. */
    static short[] voice(int seconds) {
        short[] pcm = new short[seconds * 8_000];
        double[] weights = {1, 0.8, 0.9, 0.5, 0.3, 0.2, 0.25, 0.3, 0.15, 0.1};
        double phase = 0;
        for (int i = 0; i < pcm.length; i++) {
            double t = i / 8_000.0;
            phase += 2
                    * Math.PI
                    * (120 + 30 * StrictMath.sin(2 * Math.PI * 0.7 * t) + 10 * StrictMath.sin(2 * Math.PI * 2.3 * t))
                    / 8_000;
            double syllable = Math.max(0, StrictMath.sin(2 * Math.PI * 3.1 * t)) * (t % 2.5 < 2 ? 1 : 0);
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                double formant = 1 + 0.6 * StrictMath.sin(2 * Math.PI * (0.9 * t + 0.13 * k));
                sum += weights[k] * formant * StrictMath.sin((k + 1) * phase + k * k);
            }
            pcm[i] = (short) (3_500 * syllable * sum);
        }
        return coded(pcm);
    }

    /** What is left of audio when it has gone through PCMU. */
    static short[] coded(short[] pcm) {
        AudioCodec codec = AudioCodecs.installed().named("PCMU");
        byte[] payload = new byte[pcm.length];
        codec.newEncoder("").encode(pcm, 0, pcm.length, payload, 0);
        short[] back = new short[pcm.length];
        codec.newDecoder("").decode(payload, 0, payload.length, back);
        return back;
    }
}
