// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the figures: jitter (RFC 3550 A.8), MOS (G.107), the three rates")
class StatisticsTest {
    @Test
    @DisplayName("A.8: the jitter moves a sixteenth of the way to each difference of transit times")
    void jitter() {
        var jitter = new InterarrivalJitter();
        jitter.onPacket(0, 1_000);
        jitter.onPacket(160, 1_160);
        assertEquals(0, jitter.ticks());
        jitter.onPacket(320, 1_320 + 16);
        assertEquals(1, jitter.ticks(), 1e-9);
        jitter.onPacket(480, 1_480);
        assertEquals(1 + 15 / 16.0, jitter.ticks(), 1e-9);
    }

    @Test
    @DisplayName("A.8: a wrap of the timestamps is no jitter")
    void jitterWrap() {
        var jitter = new InterarrivalJitter();
        jitter.onPacket(-80, 0xFFFF_FFFFL);
        jitter.onPacket(80, 0xFFFF_FFFFL + 160);
        assertEquals(0, jitter.ticks());
        jitter.rebase();
        jitter.onPacket(5_000_000, 7);
        assertEquals(0, jitter.ticks());
    }

    @Test
    @DisplayName("MOS of G.711 with concealment: 4.41 at best, by loss and delay as G.107 has it")
    void mos() {
        assertEquals(4.41, EModel.mos(0, 1, 0), 0.01);
        assertEquals(4.33, EModel.mos(0, 1, 150), 0.03);
        assertEquals(4.22, EModel.mos(0.02, 1, 20), 0.05);
        assertEquals(3.9, EModel.mos(0.05, 1, 20), 0.05);
        assertEquals(3.39, EModel.mos(0.1, 1, 20), 0.05);
        assertEquals(1, EModel.mos(1, 1, 3_000));
        assertEquals(EModel.mos(0, 1, 0), EModel.mos(-1, 1, -5));
    }

    @Test
    @DisplayName("G.107: R is 93.2 at best, falls by 0.024 a millisecond at first, and is never below 0")
    void rating() {
        assertEquals(93.2, EModel.rating(0, 1, 0), 1e-9);
        assertEquals(93.2 - 2.4, EModel.rating(0, 1, 100), 1e-9);
        assertEquals(93.2 - 0.024 * 277.3 - 11, EModel.rating(0, 1, 277.3), 1e-9);
        assertEquals(93.2 - 95 * 5 / (5 + 25.1), EModel.rating(0.05, 1, 0), 1e-9);
        assertEquals(0, EModel.rating(1, 1, 3_000));
    }

    @Test
    @DisplayName("G.107: the same loss in bursts sounds worse than at random")
    void mosOfBursts() {
        assertEquals(3.57, EModel.mos(0.05, 2, 20), 0.3);
        assertTrue(EModel.mos(0.05, 3, 20) < EModel.mos(0.05, 2, 20));
        assertTrue(EModel.mos(0.05, 2, 20) < EModel.mos(0.05, 1, 20));
        assertEquals(EModel.mos(0.05, 1, 20), EModel.mos(0.05, 0.5, 20));
    }

    @Test
    @DisplayName("MOS never rises with loss or delay")
    void mosFalls() {
        for (int delay = 0; delay < 1_000; delay += 10) {
            for (int loss = 0; loss < 100; loss++) {
                double here = EModel.mos(loss / 100.0, 1, delay);
                assertTrue(here >= 1 && here <= 4.5);
                assertTrue(EModel.mos((loss + 1) / 100.0, 1, delay) <= here);
                assertTrue(EModel.mos(loss / 100.0, 1, delay + 10) <= here);
            }
        }
    }

    @Test
    @DisplayName("G.722 counts 160 ticks for its 320 samples of 20 ms; stereo counts both channels")
    void rates() {
        var g722 = new Rates(8_000, 16_000, 1);
        assertEquals(320, g722.samplesIn(20));
        assertEquals(160, g722.ticks(320));
        assertEquals(320, g722.samples(160));
        var opus = new Rates(48_000, 48_000, 2);
        assertEquals(1_920, opus.samplesIn(20));
        assertEquals(960, opus.ticks(1_920));
        assertEquals(20_000_000L, opus.nanos(960));
        assertEquals(960, opus.ticksOfNanos(20_000_000L));
        assertEquals(-125_000L, g722.nanos(-1));
    }

    @Test
    @DisplayName(
            "G.107 by hand: R 93.2, less 0.024 a millisecond, 0.11 more beyond 177.3, less 95 Ppl / (Ppl / BurstR + 25.1)")
    void mosByHand() {
        assertEquals(4.409285824, EModel.mos(0, 1, 0), 1e-9);
        assertEquals(4.312298470, EModel.mos(0, 1, 177.3), 1e-9);
        assertEquals(3.845097121, EModel.mos(0, 1, 277.3), 1e-9);
        assertEquals(3.410881295, EModel.mos(0.1, 1, 0), 1e-9);
        assertEquals(3.184469612, EModel.mos(0.1, 2, 0), 1e-9);
        assertEquals(1.176862406, EModel.mos(1, 1, 0), 1e-9);
    }
}
