// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.DtmfEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what a digit heard in audio is told with, and when")
class DtmfDetectorTest {
    private static final int HOP = 40;

    private final List<String> log = new ArrayList<>();
    private final DtmfDetector detector = new DtmfDetector(AudioFormat.NARROWBAND, new DtmfDetector.Listener() {
        @Override
        public void onDigitStart(char digit) {
            log.add("start " + digit);
        }

        @Override
        public void onDigitEnd(DtmfEvent event) {
            log.add("end " + event.digit() + " " + event.durationMillis() + " ms " + event.volumeDbm0() + " dBm0");
        }
    });

    /** Both tones of a key, at -10 dBm0 each. */
    private static short[] tone(char key, int millis) {
        return tone(key, millis, -10);
    }

    private static short[] tone(char key, int millis, double dbm0) {
        double[] rows = {697, 770, 852, 941};
        double[] columns = {1_209, 1_336, 1_477, 1_633};
        int index = DtmfBench.KEYS.indexOf(key);
        double amplitude = DtmfBench.amplitude(dbm0);
        short[] pcm = new short[8 * millis];
        for (int i = 0; i < pcm.length; i++) {
            double radians = 2 * Math.PI * i / 8_000;
            pcm[i] = SyntheticSpeech.saturated(amplitude * Math.sin(rows[index / 4] * radians)
                    + amplitude * Math.sin(columns[index % 4] * radians + 1));
        }
        return pcm;
    }

    private void hear(short[] pcm) {
        detector.process(pcm, 0, pcm.length);
    }

    private void silence(int millis) {
        hear(new short[8 * millis]);
    }

    @Test
    @DisplayName("a digit starts at the fifth or sixth look of 5 ms since it began, and is over as many since it ended")
    void times() {
        short[] tone = tone('5', 100);
        int hops = 0;
        while (log.isEmpty()) {
            assertFalse(detector.isDigit());
            detector.process(tone, HOP * hops, HOP);
            hops++;
        }
        assertTrue(detector.isDigit());
        assertTrue(hops == 5 || hops == 6, "look " + hops);
        detector.process(tone, HOP * hops, tone.length - HOP * hops);
        hops = 0;
        while (log.size() == 1) {
            assertTrue(detector.isDigit());
            silence(5);
            hops++;
        }
        assertFalse(detector.isDigit());
        assertTrue(hops == 5 || hops == 6, "look " + hops);
        assertEquals("start 5", log.get(0));
        assertTrue(log.get(1).startsWith("end 5 10"), log::toString);
    }

    @Test
    @DisplayName("its length is told to 10 ms, wherever in a look it begins and ends, a break within it included")
    void lengths() {
        for (int begin = 0; begin < 5; begin++) {
            for (int millis = 40; millis <= 200; millis += 7) {
                var bench = new DtmfBench().pause(20 + begin).tone('8', millis).pause(50);
                assertEquals("8", bench.play());
                assertEquals(millis, bench.ended.get(0).durationMillis(), 10);
            }
            var broken = new DtmfBench()
                    .pause(20 + begin)
                    .tone('8', 60)
                    .pause(10)
                    .tone('8', 60)
                    .pause(50);
            assertEquals("8", broken.play());
            assertEquals(130, broken.ended.get(0).durationMillis(), 10);
        }
    }

    @Test
    @DisplayName("its level is the sum of both tones: 3 dB more than each, and never above 0 dBm0")
    void levels() {
        for (int dbm0 = -25; dbm0 <= 0; dbm0++) {
            log.clear();
            hear(tone('6', 200, dbm0));
            silence(50);
            assertEquals(2, log.size());
            assertEquals("end 6 200 ms " + Math.min(0, dbm0 + 3) + " dBm0", log.get(1));
        }
    }

    @Test
    @DisplayName("the same is heard whatever pieces the stream comes in, and wherever in an array they lie")
    void pieces() {
        var stream = new ArrayList<Short>();
        for (short[] part : List.of(new short[13], tone('3', 80), new short[400], tone('A', 63), new short[500])) {
            for (short sample : part) {
                stream.add(sample);
            }
        }
        for (int piece : new int[] {1, 7, 39, 40, 41, 160, 5_000}) {
            log.clear();
            for (int at = 0; at < stream.size(); at += piece) {
                int length = Math.min(piece, stream.size() - at);
                short[] pcm = tone('9', 2_000);
                for (int i = 0; i < length; i++) {
                    pcm[17 + i] = stream.get(at + i);
                }
                detector.process(pcm, 17, length);
            }
            assertEquals(4, log.size(), log::toString);
            assertEquals(List.of("start 3", "start A"), List.of(log.get(0), log.get(2)));
            assertTrue(log.get(1).startsWith("end 3 8"), log::toString);
            assertTrue(log.get(3).startsWith("end A 6"), log::toString);
        }
    }

    @Test
    @DisplayName("where another digit follows at once, the one before is over first")
    void change() {
        hear(tone('1', 80));
        hear(tone('D', 80));
        silence(50);
        assertEquals(4, log.size(), log::toString);
        assertTrue(log.get(1).startsWith("end 1 "), log::toString);
        assertEquals("start D", log.get(2));
        assertTrue(log.get(3).startsWith("end D "), log::toString);
    }

    @Test
    @DisplayName("reset ends a digit, and forgets what was heard of one that had not yet started")
    void reset() {
        detector.reset();
        assertEquals(List.of(), log);
        hear(tone('2', 23));
        detector.reset();
        hear(tone('2', 23));
        silence(50);
        assertEquals(List.of(), log);
        hear(tone('2', 60));
        detector.reset();
        assertEquals(2, log.size(), log::toString);
        assertFalse(detector.isDigit());
        silence(100);
        assertEquals(2, log.size(), log::toString);
    }

    @Test
    @DisplayName("a tone that changes to another key before it is a digit counts anew")
    void changeTooEarly() {
        hear(tone('1', 22));
        hear(tone('2', 22));
        hear(tone('3', 22));
        silence(50);
        assertEquals(List.of(), log);
    }
}
