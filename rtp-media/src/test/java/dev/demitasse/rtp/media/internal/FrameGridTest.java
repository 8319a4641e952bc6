// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("where packets begin within frames, and what that asks of the delay")
class FrameGridTest {
    private static final long MILLI = 1_000_000L;

    @ParameterizedTest(name = "packets of {0} ticks, the next after {1}: {2} off, the last begins at {3}")
    @CsvSource({
        "160, 0, 0, 0",
        "160, 72, 72, 72",
        "160, 160, 0, 0",
        "160, 200, 40, 40",
        "320, 0, 0, 0",
        "320, 300, 140, 140",
        "480, 330, 10, 10",
        "80, 0, 0, 80",
        "80, 72, 72, 152",
        "80, 100, 20, 100",
        "240, 0, 0, 80",
        "240, 90, 10, 90",
        "37, 0, 0, 159",
        "37, 5, 0, 159"
    })
    @DisplayName("as the lengths of packets and frames have a common measure")
    void grid(long packetTicks, long ahead, long offset, long latest) {
        var grid = new FrameGrid(Playing.RATES);
        grid.onPacket(packetTicks);
        grid.onPacket(packetTicks);
        assertEquals(offset, grid.offset(ahead));
        assertEquals(latest, grid.latest(ahead));
    }

    @Test
    @DisplayName("before the first packet they are as long as frames; another length counts from then on")
    void changes() {
        var grid = new FrameGrid(Playing.RATES);
        assertEquals(150, grid.latest(150));
        grid.onPacket(80);
        assertEquals(150, grid.latest(150));
        assertEquals(70, grid.offset(150));
        grid.onPacket(160);
        assertEquals(150, grid.offset(150));
    }

    @Test
    @DisplayName(
            "the wait of a frame's first sample counts, and that of the last packet it needs: too little is more delay")
    void control() {
        var target = new DelayTarget();
        var control = new DelayControl(Playing.RATES, target);
        target.onPacket(0, 0);
        control.begin();
        // 5 ms are needed; a packet that begins 18 ms into the frame is there 4 ms before it.
        for (int i = 0; i < 24; i++) {
            assertEquals(DelayWatch.Adjustment.NONE, control.onFrame(0, 144, 22 * MILLI));
        }
        assertEquals(DelayWatch.Adjustment.STRETCH_IF_QUIET, control.onFrame(0, 144, 22 * MILLI));
        control.adjusted();
        for (int i = 0; i < 100; i++) {
            assertEquals(DelayWatch.Adjustment.NONE, control.onFrame(160, 0, 42 * MILLI));
        }
        control.onPacketLength(80);
        assertEquals(80, control.spareTicks(0) + 80);
        assertEquals(72, control.offset(152));
    }

    @Test
    @DisplayName("a frame may go only with 20 ms to spare; what brings packets back to where frames begin always")
    void spare() {
        var target = new DelayTarget();
        var control = new DelayControl(Playing.RATES, target);
        target.onPacket(0, 0);
        long tolerance = target.neededNanos() / 8;
        control.onFrame(0, 40, 30 * MILLI + tolerance - 1);
        assertEquals(40, control.spareTicks(40));
        control.onFrame(0, 40, 30 * MILLI + tolerance);
        assertEquals(160, control.spareTicks(40));
        assertEquals(40, control.offset(40));
    }
}
