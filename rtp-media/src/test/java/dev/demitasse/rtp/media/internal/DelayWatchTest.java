// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DelayWatch.Adjustment.NONE;
import static dev.demitasse.rtp.media.internal.DelayWatch.Adjustment.SHRINK;
import static dev.demitasse.rtp.media.internal.DelayWatch.Adjustment.SHRINK_IF_QUIET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.DelayWatch.Adjustment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("when the delay is to be another")
class DelayWatchTest {
    private static final long MILLI = 1_000_000L;
    private static final double MUCH = 1_000;

    private final DelayWatch watch = new DelayWatch();

    private Adjustment frame(double excessMillis, double spareMillis) {
        return watch.onFrame(1, (long) (excessMillis * MILLI), (long) (spareMillis * MILLI), MILLI);
    }

    /** So many frames in a row; the first that want something, as {@code frame:what}. */
    private String frames(int count, double excessMillis, double spareMillis) {
        var log = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            Adjustment wanted = frame(excessMillis, spareMillis);
            if (wanted != NONE && log.length() < 60) {
                log.append(i).append(':').append(wanted).append(' ');
            }
        }
        return log.toString().trim();
    }

    @Test
    @DisplayName("what the phases of the two sides explain is left as it is, for ever")
    void phases() {
        for (double phase : new double[] {0, 10, 18, 20}) {
            watch.begin();
            assertEquals("", frames(1_000, phase, MUCH));
        }
    }

    @Test
    @DisplayName(
            "more than 35 ms too long: after 200 ms it is tried every fifth frame to take something out where it is not heard, after 1 s anyway")
    void over() {
        frame(0, MUCH);
        assertEquals("", frames(9, 35.1, MUCH));
        for (int i = 10; i < 50; i++) {
            assertEquals(i % 5 == 0 ? SHRINK_IF_QUIET : NONE, frame(35.1, MUCH), "frame " + i);
        }
        assertEquals(SHRINK, frame(35.1, MUCH));
        assertEquals(SHRINK, frame(35.1, MUCH));
        assertEquals(NONE, frame(10, MUCH));
        assertEquals("", frames(9, 35.1, MUCH), "counted anew");
    }

    @Test
    @DisplayName("35 ms and no more is not yet that")
    void notOver() {
        frame(0, MUCH);
        assertEquals("", frames(249, 35, MUCH));
    }

    @Test
    @DisplayName("more than 80 ms too long: after 100 ms a frame goes")
    void urgent() {
        frame(0, MUCH);
        assertEquals("", frames(4, 80.1, MUCH));
        assertEquals(SHRINK, frame(80.1, MUCH));
        watch.adjusted();
        assertEquals("", frames(9, 80, MUCH));
        assertEquals(SHRINK_IF_QUIET, frame(80, MUCH));
    }

    @Test
    @DisplayName("nothing goes that packets need: a frame can be spared only if they are there 20 ms earlier")
    void spared() {
        frame(0, 0);
        assertEquals("", frames(249, 100, 20.9));
        assertFalse(watch.sparesFrame());
        watch.begin();
        frame(0, 0);
        assertEquals("5:SHRINK", frames(5, 100, 21));
        assertTrue(watch.sparesFrame());
    }

    @Test
    @DisplayName("drift: 18 ms more than aimed at, for 5 s; then it is tried every fifth frame")
    void standing() {
        frame(0, MUCH);
        assertEquals("250:SHRINK_IF_QUIET 255:SHRINK_IF_QUIET", frames(259, 18.1, MUCH));
        assertEquals(SHRINK_IF_QUIET, frame(18.1, MUCH));
        watch.adjusted();
        assertEquals("", frames(249, 18.1, MUCH));
        assertEquals(NONE, frame(18, MUCH));
        assertEquals("", frames(249, 18.1, MUCH));
        assertEquals(SHRINK_IF_QUIET, frame(18.1, 0), "also where no frame can be spared: less may fit");
    }

    @Test
    @DisplayName("drift is more than the wait was at first, by 4 ms")
    void standingFromFirst() {
        frame(19, MUCH);
        assertEquals("", frames(400, 23, MUCH));
        assertEquals("250:SHRINK_IF_QUIET", frames(250, 23.1, MUCH));
        watch.adjusted();
        assertEquals("", frames(400, 23, MUCH), "what was first stays so when the delay was changed");
        watch.begin();
        frame(0, MUCH);
        assertEquals("250:SHRINK_IF_QUIET", frames(250, 23, MUCH), "and is forgotten when playing begins");
    }

    @Test
    @DisplayName("drift: 3 ms less than aimed at, for half a second; then it is tried every fifth frame")
    void under() {
        frame(0, MUCH);
        assertEquals("", frames(300, -3, MUCH));
        assertEquals("25:STRETCH_IF_QUIET 30:STRETCH_IF_QUIET", frames(34, -3.1, MUCH));
        watch.adjusted();
        assertEquals("", frames(24, -3.1, MUCH));
        assertEquals(NONE, frame(0, MUCH));
        assertEquals("25:STRETCH_IF_QUIET", frames(25, -3.1, MUCH));
    }

    @Test
    @DisplayName("drift is 17 ms less than the wait was at first, too; more than a frame does not count as first")
    void underFromFirst() {
        frame(19, MUCH);
        assertEquals("", frames(300, 2, MUCH));
        assertEquals("25:STRETCH_IF_QUIET", frames(25, 1.9, MUCH));
        watch.begin();
        frame(30, MUCH);
        assertEquals("", frames(300, 3, MUCH));
        assertEquals("25:STRETCH_IF_QUIET", frames(25, 2.9, MUCH));
        watch.begin();
        frame(-30, MUCH);
        assertEquals("24:STRETCH_IF_QUIET", frames(25, -3.1, MUCH));
        watch.adjusted();
        assertEquals("", frames(400, 18, MUCH));
    }

    @Test
    @DisplayName(
            "half a second and five frames are that also where it is asked for every third frame, as with packets of 60 ms")
    void everyThirdFrame() {
        frame(0, MUCH);
        assertEquals("9:STRETCH_IF_QUIET 11:STRETCH_IF_QUIET 13:STRETCH_IF_QUIET", framesOf(3, 14, -3.1));
        frame(0, MUCH);
        assertEquals("5:STRETCH_IF_QUIET 6:STRETCH_IF_QUIET", framesOf(6, 6, -3.1));
        watch.adjusted();
        assertEquals("5:STRETCH_IF_QUIET", framesOf(6, 5, -3.1));
    }

    private String framesOf(int frames, int count, double excessMillis) {
        var log = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            Adjustment what = watch.onFrame(frames, (long) (excessMillis * MILLI), (long) (MUCH * MILLI), MILLI);
            log.append(what == NONE ? "" : i + ":" + what + " ");
        }
        return log.toString().trim();
    }

    @Test
    @DisplayName("packets that come later than needed make the delay grow, however long audio waits")
    void late() {
        frame(10, MUCH);
        assertEquals("", frames(300, 10, -1));
        assertEquals("25:STRETCH_IF_QUIET", frames(25, 10, -1.1));
    }
}
