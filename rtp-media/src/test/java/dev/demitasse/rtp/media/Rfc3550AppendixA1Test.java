// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.SequenceNumbers.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 A.1 and A.3: sequence numbers and loss")
class Rfc3550AppendixA1Test {
    private static SequenceNumbers from(int first) {
        return new SequenceNumbers(first, 0);
    }

    private static void run(SequenceNumbers numbers, int first, int count) {
        for (int i = 0; i < count; i++) {
            numbers.update(first + i & 0xFFFF);
        }
    }

    @Test
    @DisplayName("numbers go on across the wrap, one cycle further")
    void wrap() {
        var numbers = from(65_534);
        run(numbers, 65_534, 4);
        assertEquals(65_537, numbers.extended());
        assertEquals(0x1_0001L, numbers.highestExtended());
        assertEquals(4, numbers.expected());
        assertEquals(0, numbers.lost());
    }

    @Test
    @DisplayName("a source that begins at 0 has wrapped nowhere")
    void beginsAtZero() {
        var numbers = from(0);
        assertEquals(Result.AHEAD, numbers.update(0));
        assertEquals(0, numbers.extended());
        assertEquals(0, numbers.highestExtended());
        assertEquals(1, numbers.expected());
    }

    @Test
    @DisplayName("what is missing is lost")
    void lost() {
        var numbers = from(10);
        numbers.update(10);
        numbers.update(13);
        assertEquals(4, numbers.expected());
        assertEquals(2, numbers.lost());
    }

    @Test
    @DisplayName("a packet out of order is behind, with its own extended number, also across the wrap")
    void reordered() {
        var numbers = from(65_534);
        numbers.update(65_534);
        numbers.update(1);
        assertEquals(Result.BEHIND, numbers.update(65_535));
        assertEquals(65_535, numbers.extended());
        assertEquals(65_537, numbers.highestExtended());
        assertEquals(1, numbers.lost());
    }

    @Test
    @DisplayName("duplicates make the number lost negative")
    void duplicate() {
        var numbers = from(5);
        numbers.update(5);
        assertEquals(Result.BEHIND, numbers.update(5));
        assertEquals(-1, numbers.lost());
    }

    @Test
    @DisplayName("2,999 ahead is a gap, 3,000 is out of sequence")
    void dropout() {
        var near = from(0);
        near.update(0);
        assertEquals(Result.AHEAD, near.update(2_999));
        var far = from(0);
        far.update(0);
        assertEquals(Result.OUT_OF_SEQUENCE, far.update(3_000));
        assertEquals(1, far.received());
    }

    @Test
    @DisplayName("99 behind is misordered, 100 is out of sequence")
    void misorder() {
        var numbers = from(1_000);
        numbers.update(1_000);
        assertEquals(Result.BEHIND, numbers.update(901));
        assertEquals(Result.OUT_OF_SEQUENCE, numbers.update(900));
    }

    @Test
    @DisplayName("two packets in sequence far away are a restart; what was counted stays")
    void restart() {
        var numbers = from(100);
        run(numbers, 100, 10);
        assertEquals(Result.OUT_OF_SEQUENCE, numbers.update(40_000));
        assertEquals(Result.RESTARTED, numbers.update(40_001));
        assertEquals(40_001, numbers.extended());
        assertEquals(11, numbers.received());
        assertEquals(11, numbers.expected());
        assertEquals(Result.AHEAD, numbers.update(40_002));
    }

    @Test
    @DisplayName("a single stray packet far away changes nothing")
    void stray() {
        var numbers = from(100);
        run(numbers, 100, 10);
        numbers.update(40_000);
        assertEquals(Result.AHEAD, numbers.update(110));
        assertEquals(Result.OUT_OF_SEQUENCE, numbers.update(40_001));
        assertEquals(110, numbers.highestExtended());
    }

    @Test
    @DisplayName("a source on probation is valid after two packets in sequence")
    void probation() {
        var numbers = new SequenceNumbers(7, SequenceNumbers.MINIMUM_SEQUENTIAL);
        assertEquals(Result.ON_PROBATION, numbers.update(7));
        assertEquals(Result.ON_PROBATION, numbers.update(9));
        assertEquals(Result.AHEAD, numbers.update(10));
        assertEquals(1, numbers.received());
        assertEquals(10, numbers.extended());
    }

    @Test
    @DisplayName("A.3: the fraction lost is of the interval, and asking for the loss does not change it")
    void fraction() {
        var numbers = from(0);
        run(numbers, 0, 75);
        numbers.update(99);
        assertEquals(24, numbers.lost());
        assertEquals(24, numbers.lost());
        assertEquals(24 * 256 / 100, numbers.closeInterval());
        run(numbers, 100, 100);
        assertEquals(0, numbers.closeInterval());
        assertEquals(24, numbers.lost());
    }

    @Test
    @DisplayName("an interval with nothing expected, or more received than expected, lost nothing")
    void emptyInterval() {
        var numbers = from(0);
        assertEquals(0, numbers.closeInterval());
        numbers.update(0);
        numbers.update(0);
        numbers.update(0);
        assertEquals(0, numbers.closeInterval());
    }

    @Test
    @DisplayName("differences are taken the shorter way around")
    void difference() {
        assertEquals(3, SequenceNumbers.difference(1, 65_534));
        assertEquals(-3, SequenceNumbers.difference(65_534, 1));
        assertEquals(0, SequenceNumbers.difference(9, 9));
    }

    @Test
    @DisplayName(
            "A.1: until a source is valid nothing was expected of it, and then what counts begins with that packet")
    void probationCountsNothing() {
        var numbers = new SequenceNumbers(65_533, SequenceNumbers.MINIMUM_SEQUENTIAL);
        numbers.update(65_533);
        numbers.update(65_535);
        assertEquals(0, numbers.expected());
        assertEquals(0, numbers.received());
        assertEquals(Result.AHEAD, numbers.update(0));
        assertEquals(1, numbers.expected());
        assertEquals(0, numbers.lost());
        assertEquals(0, numbers.highestExtended());
    }

    @Test
    @DisplayName("A.3: each interval has a fraction of its own; of 100 with 20 lost it is 51, of all but one lost 254")
    void fractionOfEachInterval() {
        var numbers = from(0);
        run(numbers, 0, 100);
        assertEquals(0, numbers.closeInterval());
        run(numbers, 100, 79);
        numbers.update(199);
        assertEquals(51, numbers.closeInterval());
        numbers.update(399);
        assertEquals(199 * 256 / 200, numbers.closeInterval());
        numbers.update(400);
        assertEquals(0, numbers.closeInterval());
        assertEquals(20 + 199, numbers.lost());
    }

    @Test
    @DisplayName("A.3: duplicates hide no more than their number of losses, and an interval without packets has none")
    void fractionWithDuplicates() {
        var numbers = from(0);
        numbers.update(0);
        numbers.update(3);
        numbers.update(3);
        assertEquals(64, numbers.closeInterval());
        assertEquals(0, numbers.closeInterval());
        numbers.update(3);
        assertEquals(0, numbers.closeInterval());
    }
}
