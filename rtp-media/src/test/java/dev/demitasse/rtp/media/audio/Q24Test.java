// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.testkit.AllocationProbe;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The limits are those of the Recommendation's table of administrations, the strictest of each row. */
@DisplayName("ITU-T Q.24: which tones are digits")
class Q24Test {
    private static final double SILENT = -100;

    /** White noise so far below two tones of -10 dBm0 each, in dBov. */
    private static double below(double decibels) {
        return -10 - 6.15 + 3 - decibels;
    }

    /** Whether each of the 16 keys is heard once, wherever the tone begins in a look of 5 ms. */
    private static void hears(
            boolean wanted, double toneMillis, double lowFactor, double highFactor, double low, double high) {
        for (int begin = 0; begin < 40; begin += 7) {
            for (char key : DtmfBench.KEYS.toCharArray()) {
                var bench = new DtmfBench();
                bench.lowFactor = lowFactor;
                bench.highFactor = highFactor;
                bench.lowDbm0 = low;
                bench.highDbm0 = high;
                bench.pause(50 + begin / 8.0).tone(key, toneMillis).pause(60);
                String name =
                        key + " of " + toneMillis + " ms, " + lowFactor + ", " + highFactor + ", " + low + ", " + high;
                assertEquals(wanted ? "" + key : "", bench.play(), name);
            }
        }
    }

    @Test
    @DisplayName("duration: 40 ms are a digit, 23 ms are none")
    void duration() {
        hears(true, 40, 1, 1, -10, -10);
        hears(false, 23, 1, 1, -10, -10);
    }

    @Test
    @DisplayName("frequency: off by 1.8 % is a digit, in any direction; off by 3.5 % is none")
    void frequency() {
        for (double low : new double[] {0.982, 1, 1.018}) {
            for (double high : new double[] {0.982, 1, 1.018}) {
                hears(true, 40, low, high, -10, -10);
            }
        }
        for (double off : new double[] {0.965, 1.035}) {
            hears(false, 100, off, 1, -10, -10);
            hears(false, 100, 1, off, -10, -10);
        }
    }

    @Test
    @DisplayName(
            "twist: the higher tone 4 dB stronger or 8 dB weaker is a digit; 8 dB stronger or 12 dB weaker is none")
    void twist() {
        hears(true, 40, 1, 1, -12, -8);
        hears(true, 40, 1, 1, -8, -16);
        hears(false, 100, 1, 1, -16, -8);
        hears(false, 100, 1, 1, -6, -18);
    }

    @Test
    @DisplayName(
            "level: 0 and -25 dBm0 a tone are digits; -35 is none, nor is -32 of one tone alone, nor one tone alone")
    void level() {
        hears(true, 40, 1, 1, -3, -3);
        hears(true, 40, 1, 1, 0, 0);
        hears(true, 40, 1, 1, -25, -25);
        hears(false, 100, 1, 1, -35, -35);
        hears(false, 100, 1, 1, -27, -32);
        hears(false, 100, 1, 1, -32, -28);
        hears(false, 100, 1, 1, -10, -60);
        hears(false, 100, 1, 1, -60, -10);
    }

    @Test
    @DisplayName("breaks: 10 ms do not cut a digit in two, 40 ms do")
    void breaks() {
        for (int begin = 0; begin < 40; begin += 3) {
            var one = new DtmfBench()
                    .pause(50 + begin / 8.0)
                    .tone('7', 60)
                    .pause(10)
                    .tone('7', 60)
                    .pause(80);
            assertEquals("7", one.play());
            var two = new DtmfBench()
                    .pause(50 + begin / 8.0)
                    .tone('7', 60)
                    .pause(40)
                    .tone('7', 60)
                    .pause(80);
            assertEquals("77", two.play());
        }
    }

    @Test
    @DisplayName("rate: 12 digits a second, 40 ms and 43 ms of pause, each once, also with noise 15 dB below")
    void rate() {
        for (int seed = 0; seed < 20; seed++) {
            String digits = DtmfBench.digits(new Random(seed), 40);
            for (double noise : new double[] {SILENT, below(15)}) {
                var bench = new DtmfBench().pause(31);
                digits.chars().forEach(key -> bench.tone((char) key, 40).pause(43));
                assertEquals(digits, bench.pause(50).play(noise, seed), "seed " + seed);
                assertEquals(40, bench.ended.size());
            }
        }
    }

    @Test
    @DisplayName("digits that follow on each other without a pause are heard, each once")
    void withoutPause() {
        assertEquals(
                "159D",
                new DtmfBench()
                        .tone('1', 80)
                        .tone('5', 80)
                        .tone('9', 80)
                        .tone('D', 80)
                        .pause(60)
                        .play());
    }

    @Test
    @DisplayName("all at once: 1.8 % off, twisted, quiet, short, and noise 15 dB below")
    void allAtOnce() {
        int heard = 0;
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var bench = new DtmfBench();
            bench.lowFactor = 1 + 0.018 * (random.nextInt(3) - 1);
            bench.highFactor = 1 + 0.018 * (random.nextInt(3) - 1);
            bench.lowDbm0 = -18;
            bench.highDbm0 = -18 + random.nextInt(10) - 6;
            String digits = DtmfBench.digits(random, 5);
            digits.chars().forEach(key -> bench.pause(40 + random.nextDouble()).tone((char) key, 45));
            heard += bench.pause(60).play(-18 - 6.15 - 15, seed).equals(digits) ? 1 : 0;
        }
        assertTrue(heard >= 198, heard + " of 200");
    }

    @Test
    @DisplayName("every rate of a codec: 8, 16, 24, 44.1 and 48 kHz")
    void rates() {
        for (int rate : new int[] {8_000, 16_000, 24_000, 44_100, 48_000}) {
            var bench = new DtmfBench(rate).pause(31);
            DtmfBench.KEYS.chars().forEach(key -> bench.tone((char) key, 45).pause(45));
            assertEquals(DtmfBench.KEYS, bench.play(below(18), rate), rate + " Hz");
        }
    }

    @Test
    @DisplayName("an event has the digit's length to 15 ms and its level to 1 dB, and comes within 40 ms of its end")
    void event() {
        for (int millis : new int[] {45, 100, 160, 1_000}) {
            var bench = new DtmfBench().pause(33).tone('#', millis).pause(40);
            bench.play();
            DtmfEvent event = bench.ended.get(0);
            assertEquals('#', event.digit());
            assertEquals(millis, event.durationMillis(), 15);
            assertEquals(-7, event.volumeDbm0(), 1, "two tones of -10 dBm0");
        }
    }

    @Test
    @DisplayName("a digit begins within 45 ms of its tone; reset ends it")
    void startsEarly() {
        var bench = new DtmfBench().pause(33).tone('4', 45);
        assertEquals("4", bench.play());
        assertEquals(0, bench.ended.size());
        var heard = new StringBuilder();
        var detector = new DtmfDetector(AudioFormat.NARROWBAND, event -> heard.append(event.digit()));
        short[] pcm = new short[800];
        new ToneGenerator(ToneSequence.dtmf("4"), AudioFormat.NARROWBAND).generate(pcm, 0, 800);
        detector.process(pcm, 0, 800);
        assertTrue(detector.isDigit());
        detector.reset();
        assertFalse(detector.isDigit());
        assertEquals("4", heard.toString());
    }

    @Test
    @DisplayName("of two channels the first is heard; nothing is allocated without digits")
    void channelsAndAllocation() {
        var heard = new StringBuilder();
        var detector = new DtmfDetector(new AudioFormat(16_000, 2), event -> heard.append(event.digit()));
        var generator = new ToneGenerator(ToneSequence.dtmf("A8"), new AudioFormat(16_000, 1));
        short[] mono = new short[16_000];
        generator.generate(mono, 0, mono.length);
        short[] stereo = new short[32_000];
        for (int i = 0; i < mono.length; i++) {
            stereo[2 * i] = mono[i];
        }
        detector.process(stereo, 0, stereo.length);
        assertEquals("A8", heard.toString());
        short[] speech = new SyntheticSpeech(8_000, 5, -20, 4).pcm;
        var narrow = new DtmfDetector(AudioFormat.NARROWBAND, event -> {});
        Runnable listen = () -> narrow.process(speech, 0, speech.length);
        for (int i = 0; i < 10; i++) {
            listen.run();
        }
        assertEquals(0, AllocationProbe.create().measure(listen) / 250);
    }
}
