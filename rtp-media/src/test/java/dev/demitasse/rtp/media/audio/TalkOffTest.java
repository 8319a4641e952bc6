// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.AudioFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ITU-T Q.24: speech is no digit")
class TalkOffTest {
    @Test
    @DisplayName("talk-off: no digit in 30 minutes of speech, nor in noise, nor in the network's tones")
    void talkOff() {
        for (int seed = 0; seed < 10; seed++) {
            var bench = new DtmfBench();
            bench.hear(new SyntheticSpeech(8_000, 180, -12 - seed, seed).pcm);
            assertEquals("", bench.started.toString(), "seed " + seed);
        }
        var bench = new DtmfBench();
        bench.hear(SyntheticSpeech.noisy(new short[8_000 * 120], -20, 3));
        for (ToneSequence tones : new ToneSequence[] {
            ToneSequence.dial(), ToneSequence.busy(), ToneSequence.ringback(), ToneSequence.specialInformation()
        }) {
            short[] pcm = new short[8_000 * 10];
            new ToneGenerator(tones, AudioFormat.NARROWBAND).generate(pcm, 0, pcm.length);
            bench.hear(pcm);
        }
        assertEquals("", bench.started.toString());
    }
}
