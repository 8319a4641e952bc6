// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.LossPattern;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3611 4.7.2: bursts of loss, and gaps between them")
class LossMeterTest {
    private final LossMeter meter = new LossMeter();

    /** A dot is a packet that was played, an x one that was lost. */
    private LossPattern after(String packets) {
        for (char packet : packets.toCharArray()) {
            if (packet == '.') {
                meter.onPlayed();
            } else {
                meter.onLost(1);
            }
        }
        return meter.pattern(20);
    }

    @Test
    @DisplayName("nothing seen, nothing lost")
    void nothing() {
        assertEquals(LossPattern.NONE, meter.pattern(20));
        LossPattern clean = after(".".repeat(50));
        assertEquals(new LossPattern(50, 0, 0, 0, 0, 1_000, 1), clean);
    }

    @Test
    @DisplayName("a lone loss with 16 packets on each side belongs to the gap")
    void lonely() {
        LossPattern pattern = after(".".repeat(20) + "x" + ".".repeat(19));
        assertEquals(0, pattern.burstMillis());
        assertEquals(1 / 40.0, pattern.gapDensity());
        assertEquals(1 / 40.0, pattern.lossRatio());
    }

    @Test
    @DisplayName("losses less than 16 packets apart are one burst, from the first loss to the last")
    void burst() {
        LossPattern pattern = after(".".repeat(20) + "xx..x" + ".".repeat(15) + "x" + ".".repeat(39));
        assertEquals(4 / 21.0, pattern.burstDensity());
        assertEquals(420, pattern.burstMillis());
        assertEquals(0, pattern.gapDensity());
        assertEquals((20 + 39) * 20 / 2, pattern.gapMillis());
    }

    @Test
    @DisplayName("16 packets end a burst; losses 17 apart are two lone ones")
    void minimumGap() {
        LossPattern pattern = after("x" + ".".repeat(16) + "x" + ".".repeat(16));
        assertEquals(0, pattern.burstMillis());
        assertEquals(2 / 34.0, pattern.gapDensity());
    }

    @Test
    @DisplayName("a burst that goes on counts")
    void open() {
        assertEquals(1, after("...xxx").burstDensity());
        assertEquals(60, meter.pattern(20).burstMillis());
    }

    @Test
    @DisplayName("G.107: the burst ratio is 1 for random loss, and the mean run over the expected one for bursts")
    void burstRatio() {
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            after(random.nextInt(10) == 0 ? "x" : ".");
        }
        assertEquals(1, meter.pattern(20).burstRatio(), 0.25);
        var bursty = new LossMeter();
        for (int i = 0; i < 900; i++) {
            bursty.onPlayed();
            if (i % 27 == 0) {
                bursty.onLost(3);
            }
        }
        assertEquals(2.7, bursty.pattern(20).burstRatio(), 0.05);
    }

    @Test
    @DisplayName("a jump of the numbers is not a burst of thousands")
    void jump() {
        after("....");
        meter.onLost(50_000);
        assertEquals(0, meter.pattern(20).lost());
        assertTrue(meter.pattern(20).burstRatio() == 1);
    }

    @Test
    @DisplayName("a single loss at the end is of the gap, until another comes near: then both are a burst")
    void loneAtTheEnd() {
        LossPattern pattern = after("xx" + ".".repeat(16) + "x");
        assertEquals(1, pattern.burstDensity());
        assertEquals(40, pattern.burstMillis());
        assertEquals(1 / 17.0, pattern.gapDensity());
        assertEquals(170, pattern.gapMillis());
        pattern = after("..x");
        assertEquals(4 / 6.0, pattern.burstDensity());
        assertEquals(60, pattern.burstMillis(), "6 packets in two bursts of 20 ms each");
        assertEquals(0, pattern.gapDensity());
    }

    @Test
    @DisplayName("the lengths of bursts and of gaps are means: two bursts of 2 and 4 packets, three gaps of 16")
    void means() {
        LossPattern pattern = after(".".repeat(16) + "xx" + ".".repeat(16) + "xxxx" + ".".repeat(16));
        assertEquals(60, pattern.burstMillis());
        assertEquals(320, pattern.gapMillis());
        assertEquals(1, pattern.burstDensity());
        assertEquals(54, pattern.played() + pattern.lost());
        assertEquals(3 * 48 / 54.0, pattern.burstRatio(), 1e-9);
    }

    @Test
    @DisplayName("what is lost in a row is one run, however it is told (regression); what was played ends the run")
    void runs() {
        after("..........");
        meter.onLost(4);
        meter.onLost(0);
        meter.onLost(1);
        assertEquals(5 * 10 / 15.0, meter.pattern(20).burstRatio(), 1e-9);
        after(".x");
        assertEquals(6 / 2.0 * 11 / 17.0, meter.pattern(20).burstRatio(), 1e-9);
        after("...");
        meter.onLost(0);
        assertEquals(6 / 2.0 * 14 / 20.0, meter.pattern(20).burstRatio(), 1e-9);
        var lostAtFirst = new LossMeter();
        lostAtFirst.onLost(4);
        lostAtFirst.onPlayed();
        assertEquals(4 / 5.0, lostAtFirst.pattern(20).lossRatio());
        lostAtFirst.onPlayed();
        assertEquals(4 * 2 / 6.0, lostAtFirst.pattern(20).burstRatio(), 1e-9);
    }

    @Test
    @DisplayName("nothing lost changes nothing; 3,000 in a row are an outage, 3,001 a jump of the numbers")
    void longestRun() {
        after("xx....");
        meter.onLost(0);
        meter.onLost(-1);
        after("..x");
        assertEquals(9, meter.pattern(1).burstMillis());
        meter.onLost(3_000);
        assertEquals(3_003, meter.pattern(20).lost());
        meter.onLost(3_001);
        assertEquals(3_003, meter.pattern(20).lost());
    }

    @Test
    @DisplayName("all lost: one burst, no gap, and no ratio to judge by")
    void allLost() {
        LossPattern pattern = after("xxxxx");
        assertEquals(new LossPattern(0, 5, 1, 0, 100, 0, 1), pattern);
    }

    @Test
    @DisplayName("a burst ends with its source: what is counted since has none of it, and the whole has both")
    void source() {
        after(".".repeat(20) + "xx.x");
        meter.endBurst();
        LossMeter.Counts before = meter.counts();
        assertEquals(LossPattern.NONE, meter.counts().since(before).pattern(20));
        after("x" + ".".repeat(19));
        LossPattern since = meter.counts().since(before).pattern(20);
        assertEquals(1 / 20.0, since.gapDensity());
        assertEquals(0, since.burstMillis());
        assertEquals(20, since.played() + since.lost());
        assertEquals(1, since.burstRatio());
        LossPattern whole = meter.pattern(20);
        assertEquals(80, whole.burstMillis());
        assertEquals(3 / 4.0, whole.burstDensity());
        assertEquals(4, whole.lost());
    }

    @Test
    @DisplayName(
            "regression: what a source has lost from its beginning on is a run of its own, whatever the one before ended with")
    void runOfTheNext() {
        after("....x");
        meter.endBurst();
        LossMeter.Counts before = meter.counts();
        after("xx" + ".".repeat(18));
        assertEquals(2 * 18 / 20.0, meter.counts().since(before).pattern(20).burstRatio(), 1e-9);
    }

    @Test
    @DisplayName("a lone loss at a source's end and one at the next one's beginning are no burst")
    void lonelyAtBothEnds() {
        after(".".repeat(20) + "x");
        meter.endBurst();
        LossPattern whole = after("x" + ".".repeat(20));
        assertEquals(0, whole.burstMillis());
        assertEquals(2 / 42.0, whole.gapDensity());
    }
}
