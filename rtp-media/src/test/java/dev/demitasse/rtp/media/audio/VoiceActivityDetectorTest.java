// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.testkit.AllocationProbe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("voice activity: how soon speech is heard, and how seldom noise is taken for it")
class VoiceActivityDetectorTest {
    private static final int SECONDS = 60;
    private static final int BLOCK = 80;

    /** What became of some minutes of speech in noise. */
    private static final class Outcome {
        final List<Integer> onsetMillis = new ArrayList<>();
        int missed;
        int falseBlocks;
        int speechBlocks;
        int heardBlocks;

        int median() {
            return onsetMillis.get(onsetMillis.size() / 2);
        }

        int worst() {
            return onsetMillis.get(onsetMillis.size() - 1);
        }
    }

    /** Four lines of a minute; the first second, in which the floor is learnt, counts for no false alarm. */
    private static Outcome measure(double levelDbov, double snr) {
        var outcome = new Outcome();
        for (int seed = 0; seed < 4; seed++) {
            var speech = new SyntheticSpeech(8_000, SECONDS, levelDbov, seed);
            short[] line = SyntheticSpeech.noisy(speech.pcm, levelDbov - snr, 100 + seed);
            var detector = new VoiceActivityDetector(AudioFormat.NARROWBAND);
            boolean[] heard = new boolean[line.length / BLOCK];
            for (int i = 0; i < heard.length; i++) {
                heard[i] = detector.process(line, i * BLOCK, BLOCK);
            }
            count(speech, heard, outcome);
        }
        Collections.sort(outcome.onsetMillis);
        return outcome;
    }

    private static void count(SyntheticSpeech speech, boolean[] heard, Outcome outcome) {
        boolean[] allowed = new boolean[heard.length + 100];
        for (SyntheticSpeech.Utterance utterance : speech.utterances) {
            int from = utterance.from() / BLOCK;
            int to = Math.min(heard.length, utterance.to() / BLOCK);
            int first = from;
            while (first < to && !heard[first]) {
                first++;
            }
            if (first == to) {
                outcome.missed++;
            } else {
                outcome.onsetMillis.add((first - from + 1) * 10);
            }
            for (int i = from; i < to; i++) {
                outcome.speechBlocks++;
                outcome.heardBlocks += heard[i] ? 1 : 0;
            }
            Arrays.fill(allowed, from, to + 25, true);
        }
        for (int i = 100; i < heard.length; i++) {
            outcome.falseBlocks += heard[i] && !allowed[i] ? 1 : 0;
        }
    }

    @Test
    @DisplayName("20 dB above the noise and better: every phrase within 50 ms, half of them within 40; no false alarm")
    void clean() {
        for (double snr : new double[] {40, 20}) {
            for (double level : new double[] {-20, -30}) {
                Outcome outcome = measure(level, snr);
                assertEquals(0, outcome.missed);
                assertTrue(outcome.median() <= 40, "median " + outcome.median());
                assertTrue(outcome.worst() <= 50, "worst " + outcome.worst());
                assertTrue(outcome.heardBlocks > 0.97 * outcome.speechBlocks);
                assertEquals(0, outcome.falseBlocks);
            }
        }
    }

    @Test
    @DisplayName("10 dB above the noise: every phrase, half of them within 50 ms; no false alarm")
    void noisy() {
        Outcome outcome = measure(-30, 10);
        assertEquals(0, outcome.missed);
        assertTrue(outcome.median() <= 50, "median " + outcome.median());
        assertTrue(outcome.worst() <= 500, "worst " + outcome.worst());
        assertTrue(outcome.heardBlocks > 0.9 * outcome.speechBlocks);
        assertEquals(0, outcome.falseBlocks);
    }

    private static int speechBlocks(VoiceActivityDetector detector, short[] pcm) {
        int speech = 0;
        for (int at = 0; at + BLOCK <= pcm.length; at += BLOCK) {
            speech += detector.process(pcm, at, BLOCK) ? 1 : 0;
        }
        return speech;
    }

    @Test
    @DisplayName("five minutes of noise of any level: no alarm once the floor is known, 2.5 s at the most")
    void noiseAlone() {
        for (double level : new double[] {-70, -60, -50, -40, -30, -20}) {
            var detector = new VoiceActivityDetector(AudioFormat.NARROWBAND);
            speechBlocks(detector, SyntheticSpeech.noisy(new short[20_000], level, 1));
            assertEquals(
                    0,
                    speechBlocks(detector, SyntheticSpeech.noisy(new short[300 * 8_000], level, 2)),
                    level + " dBov");
            assertEquals(Math.max(-75, level), detector.floorDbov(), 5);
        }
    }

    @Test
    @DisplayName("a line that grows louder by 25 dB is noise again within 2.5 s; one that grows quieter at once")
    void step() {
        var detector = new VoiceActivityDetector(AudioFormat.NARROWBAND);
        speechBlocks(detector, SyntheticSpeech.noisy(new short[40_000], -60, 1));
        int alarm = speechBlocks(detector, SyntheticSpeech.noisy(new short[80_000], -35, 2));
        assertTrue(alarm > 0 && alarm < 250, alarm * 10 + " ms");
        assertFalse(detector.isSpeech());
        assertEquals(0, speechBlocks(detector, SyntheticSpeech.noisy(new short[80_000], -60, 3)));
        var again = new SyntheticSpeech(8_000, 10, -35, 5);
        assertTrue(speechBlocks(detector, SyntheticSpeech.noisy(again.pcm, -60, 4)) > 100);
    }

    @Test
    @DisplayName("a call that begins with a word: it is heard at once")
    void beginsWithAWord() {
        var speech = new SyntheticSpeech(8_000, 10, -20, 1);
        int from = speech.utterances.get(0).from();
        var detector = new VoiceActivityDetector(AudioFormat.NARROWBAND);
        boolean heard = false;
        for (int at = from; at < from + 10 * BLOCK && !heard; at += BLOCK) {
            heard = detector.process(speech.pcm, at, BLOCK);
        }
        assertTrue(heard);
    }

    @Test
    @DisplayName("silence, 50 Hz hum and clicks of 10 ms are no speech")
    void noSpeech() {
        var detector = new VoiceActivityDetector(AudioFormat.NARROWBAND);
        assertEquals(0, speechBlocks(detector, new short[80_000]));
        short[] pcm = new short[80_000];
        for (int i = 0; i < pcm.length; i++) {
            double hum = i < 40_000 ? 0 : 300 * Math.sin(2 * Math.PI * 50 * i / 8_000);
            pcm[i] = (short) (hum + (i % 8_000 < 60 ? 8_000 * Math.sin(i) : 0));
        }
        assertEquals(0, speechBlocks(detector, SyntheticSpeech.noisy(pcm, -65, 8)));
    }

    @Test
    @DisplayName("speech goes on for the hangover after its last block, and ends then")
    void hangover() {
        for (int millis : new int[] {0, 200, 500}) {
            var detector = new VoiceActivityDetector(AudioFormat.NARROWBAND, 9, millis);
            speechBlocks(detector, SyntheticSpeech.noisy(new short[16_000], -60, 1));
            assertTrue(speechBlocks(detector, SyntheticSpeech.noisy(new short[4_000], -20, 2)) > 40);
            assertTrue(detector.isSpeech());
            assertTrue(detector.levelDbov() > -25);
            int after = speechBlocks(detector, SyntheticSpeech.noisy(new short[16_000], -60, 3));
            // The window of four blocks that tells an onset holds it for one block longer.
            assertEquals(millis / 10 + 1, after, 1);
        }
    }

    @Test
    @DisplayName("pieces of any length say the same; other rates and channels hear the same; reset forgets the line")
    void pieces() {
        var speech = new SyntheticSpeech(16_000, 10, -25, 3);
        short[] stereo = new short[2 * speech.pcm.length];
        for (int i = 0; i < speech.pcm.length; i++) {
            stereo[2 * i] = speech.pcm[i];
        }
        var one = new VoiceActivityDetector(new AudioFormat(16_000, 1));
        var two = new VoiceActivityDetector(new AudioFormat(16_000, 2));
        int speaking = 0;
        for (int at = 0; at + 320 <= speech.pcm.length; at += 320) {
            one.process(speech.pcm, at, 100);
            boolean heard = one.process(speech.pcm, at + 100, 220);
            assertEquals(heard, two.process(stereo, 2 * at, 640));
            speaking += heard ? 1 : 0;
        }
        assertTrue(speaking > 100);
        one.reset();
        assertFalse(one.isSpeech());
        assertEquals(LevelMeter.SILENCE_DBOV, one.levelDbov());
    }

    @Test
    @DisplayName("what makes no sense is refused; nothing is allocated")
    void bounds() {
        AudioFormat format = AudioFormat.NARROWBAND;
        assertThrows(IllegalArgumentException.class, () -> new VoiceActivityDetector(format, 2, 200));
        assertThrows(IllegalArgumentException.class, () -> new VoiceActivityDetector(format, Double.NaN, 200));
        assertThrows(IllegalArgumentException.class, () -> new VoiceActivityDetector(format, 9, -1));
        assertThrows(IllegalArgumentException.class, () -> new VoiceActivityDetector(format, 9, 5_001));
        var detector = new VoiceActivityDetector(format);
        short[] frame = new short[160];
        Runnable listen = () -> {
            for (int i = 0; i < 500; i++) {
                detector.process(frame, 0, 160);
            }
        };
        for (int i = 0; i < 50; i++) {
            listen.run();
        }
        assertEquals(0, AllocationProbe.create().measure(listen) / 500);
    }
}
