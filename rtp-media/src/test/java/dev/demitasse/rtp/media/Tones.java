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
