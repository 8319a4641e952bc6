// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.AllocationProbe;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a pitch period taken out or put in between two frames")
class SpliceTest {
    private static short[] tone(Rates rates, int from, int samples, double hertz) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            int at = (from + i) / rates.channels();
            pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * at / rates.sampleRateHz()));
        }
        return pcm;
    }

    @ParameterizedTest(name = "{0} Hz, {1} channels")
    @CsvSource({"8000, 1", "16000, 1", "16000, 2", "44100, 1", "48000, 2"})
    @DisplayName("a tone of 200 Hz stays a tone of 200 Hz: a whole period of 5 ms is gone, or one more is there")
    void tone(int sampleRateHz, int channels) {
        var rates = new Rates(sampleRateHz, sampleRateHz, channels);
        int frame = rates.samplesIn(20);
        double period = sampleRateHz / 200.0 * channels;
        var splice = new Splice(rates);
        short[] wanted = tone(rates, 0, frame, 200);

        short[] first = tone(rates, 0, frame, 200);
        int gone = splice.takeOut(first, tone(rates, frame, frame, 200), frame);
        assertWholePeriods(gone, period, channels);
        assertNear(wanted, first);

        short[] next = tone(rates, frame, frame, 200);
        int more = splice.putIn(tone(rates, 0, frame, 200), next);
        assertWholePeriods(more, period, channels);
        assertNear(wanted, next);
    }

    private static void assertWholePeriods(int samples, double period, int channels) {
        assertTrue(samples > 0, "nothing fits");
        assertEquals(0, samples % channels);
        double periods = samples / period;
        assertEquals(Math.rint(periods), periods, 0.05);
    }

    private static void assertNear(short[] wanted, short[] got) {
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], got[i], 700, "sample " + i);
        }
    }

    @Test
    @DisplayName("what is put in ends where what is left begins, what is taken out as well: no step at either seam")
    void seams() {
        var rates = new Rates(8_000, 8_000, 1);
        var splice = new Splice(rates);
        short[] first = tone(rates, 0, 160, 130);
        short[] second = tone(rates, 160, 160, 130);
        int gone = splice.takeOut(first, second, 160);
        assertEquals(second[gone], first[159], 1_700);
        short[] next = tone(rates, 160, 160, 130);
        int more = splice.putIn(tone(rates, 0, 160, 130), next);
        assertEquals(second[160 - more], next[159], 1_700);
        assertEquals(second[0], next[0], "where it begins nothing is changed");
    }

    @Test
    @DisplayName("noise, a constant and silence are like themselves nowhere: left as they are")
    void nothingFits() {
        var splice = new Splice(new Rates(8_000, 8_000, 1));
        var random = new Random(4);
        short[] noise = new short[320];
        for (int i = 0; i < 320; i++) {
            noise[i] = (short) (3_000 * random.nextGaussian());
        }
        for (short[] pcm : new short[][] {noise, new short[320], constant()}) {
            short[] first = Arrays.copyOf(pcm, 160);
            short[] second = Arrays.copyOfRange(pcm, 160, 320);
            assertEquals(0, splice.takeOut(first, second, 160));
            assertEquals(0, splice.putIn(first, second));
            assertArrayEquals(Arrays.copyOf(pcm, 160), first);
            assertArrayEquals(Arrays.copyOfRange(pcm, 160, 320), second);
        }
    }

    private static short[] constant() {
        short[] pcm = new short[320];
        Arrays.fill(pcm, (short) 900);
        return pcm;
    }

    @Test
    @DisplayName("no more is taken out than may be: a period that is longer does not fit")
    void most() {
        var rates = new Rates(8_000, 8_000, 1);
        var splice = new Splice(rates);
        short[] first = tone(rates, 0, 160, 100);
        short[] second = tone(rates, 160, 160, 100);
        assertEquals(0, splice.takeOut(first, second, 70));
        assertArrayEquals(tone(rates, 0, 160, 100), first);
        assertEquals(80, splice.takeOut(first, second, 80));
    }

    @Test
    @DisplayName("a pitch of 2.5 to 15 ms is found, by its period; a slower one is not")
    void range() {
        var rates = new Rates(8_000, 8_000, 1);
        var splice = new Splice(rates);
        for (int period : new int[] {20, 77, 119, 120}) {
            short[] first = PcmLine.tone(0, 160, period, 8_000);
            int gone = splice.takeOut(first, PcmLine.tone(160, 160, period, 8_000), 160);
            assertEquals(0, gone % period, "period " + period);
            assertTrue(gone >= period);
            short[] next = PcmLine.tone(160, 160, period, 8_000);
            int more = splice.putIn(PcmLine.tone(0, 160, period, 8_000), next);
            assertEquals(0, more % period, "period " + period);
            assertTrue(more >= period);
        }
        assertEquals(0, splice.takeOut(PcmLine.tone(0, 160, 300, 8_000), PcmLine.tone(160, 160, 300, 8_000), 160));
    }

    @Test
    @DisplayName("left out or repeated: led over in a straight line, from the one to what lies so many samples off")
    void straight() {
        var splice = new Splice(new Rates(8_000, 8_000, 1));
        short[] first = new short[160];
        short[] second = new short[160];
        for (int i = 0; i < 160; i++) {
            first[i] = (short) (i * 10);
            second[i] = (short) (1_600 + i * 10);
        }
        short[] out = first.clone();
        splice.leaveOut(out, second, 40);
        for (int i = 0; i < 160; i++) {
            assertEquals(i * 10 + 400 * i / 160, out[i], 1, "sample " + i);
        }
        short[] next = second.clone();
        splice.repeat(first, next, 40);
        for (int i = 0; i < 160; i++) {
            assertEquals(1_600 + i * 10 - 400 * i / 160, next[i], 1, "sample " + i);
        }
        out = first.clone();
        splice.leaveOut(out, second, 160);
        assertEquals(0, out[0]);
        assertEquals(1_600 + 1_590 - 20, out[159], 15);
    }

    @Test
    @DisplayName("nothing is allocated")
    void allocation() {
        var rates = new Rates(8_000, 8_000, 1);
        var splice = new Splice(rates);
        short[] first = tone(rates, 0, 160, 200);
        short[] second = tone(rates, 160, 160, 200);
        AllocationProbe probe = AllocationProbe.create();
        Runnable work = () -> {
            for (int i = 0; i < 2_000; i++) {
                splice.takeOut(first, second, 160);
                splice.putIn(first, second);
            }
        };
        work.run();
        assertTrue(probe.measure(work) < 2_000);
    }

    /** A tone with a period of 40 samples that grows, around a constant: like itself, but never the same. */
    private static short[] growing(int from) {
        short[] pcm = new short[160];
        for (int i = 0; i < pcm.length; i++) {
            int at = from + i;
            pcm[i] = (short) (3_000 + (2_000 + 5 * at) * Math.sin(2 * Math.PI * at / 40));
        }
        return pcm;
    }

    @Test
    @DisplayName("a period taken out: each sample is led over in a straight line to the one so much later")
    void takenOut() {
        short[] out = growing(0);
        int gone = new Splice(new Rates(8_000, 8_000, 1)).takeOut(out, growing(160), 160);
        assertTrue(gone > 0 && gone % 40 == 0, "gone " + gone);
        short[] first = growing(0);
        short[] later = growing(gone);
        for (int i = 0; i < 160; i++) {
            assertEquals((first[i] * (160 - i) + later[i] * i) / 160, out[i], "sample " + i);
        }
    }

    @Test
    @DisplayName("a period put in: each sample is led over in a straight line to the one so much earlier")
    void putIn() {
        short[] out = growing(160);
        int more = new Splice(new Rates(8_000, 8_000, 1)).putIn(growing(0), out);
        assertTrue(more > 0 && more % 40 == 0, "more " + more);
        short[] next = growing(160);
        short[] earlier = growing(160 - more);
        for (int i = 0; i < 160; i++) {
            assertEquals((next[i] * (160 - i) + earlier[i] * i) / 160, out[i], "sample " + i);
        }
    }

    @Test
    @DisplayName("repeated: what lies before is what was given, not what was joined before")
    void repeated() {
        short[] out = growing(160);
        new Splice(new Rates(8_000, 8_000, 1)).repeat(growing(0), out, 60);
        short[] next = growing(160);
        short[] earlier = growing(100);
        for (int i = 0; i < 160; i++) {
            assertEquals((next[i] * (160 - i) + earlier[i] * i) / 160, out[i], "sample " + i);
        }
    }
}
