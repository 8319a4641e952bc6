// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("which of the last 64 numbers have come")
class ReceivedWindowTest {
    private final ReceivedWindow window = new ReceivedWindow();

    private void add(long... numbers) {
        for (long number : numbers) {
            assertTrue(window.add(number), "number " + number);
        }
    }

    @Test
    @DisplayName("before the first nothing has come, and nothing is too old")
    void empty() {
        assertFalse(window.isTooOld(-1_000));
        assertEquals(2, window.missingBetween(-3, 0));
        window.remove(0);
        assertTrue(window.add(-5));
        assertEquals(-5, window.highest());
    }

    @Test
    @DisplayName("a number is new once, in any order")
    void once() {
        add(10, 12, 11);
        assertFalse(window.add(10));
        assertFalse(window.add(11));
        assertFalse(window.add(12));
        assertFalse(window.addOther(12));
        assertEquals(12, window.highest());
        add(9, 13);
        assertEquals(13, window.highest());
    }

    @Test
    @DisplayName("what is 64 behind is too old, what is 63 behind is not")
    void tooOld() {
        add(100);
        assertFalse(window.isTooOld(37));
        assertTrue(window.isTooOld(36));
        assertFalse(window.add(36));
        add(37);
        assertFalse(window.add(37));
    }

    @Test
    @DisplayName("a jump of 63 keeps what came, a jump of 64 forgets it")
    void jump() {
        add(100, 163);
        assertFalse(window.add(100));
        assertEquals(62, window.missingBetween(100, 163));
        add(227);
        assertFalse(window.add(163));
        assertEquals(63, window.missingBetween(163, 227));
        add(1_000);
        assertEquals(63, window.missingBetween(936, 1_000));
        add(937);
    }

    @Test
    @DisplayName("between two numbers those count as missing that have not come, or are too old to be known")
    void missing() {
        add(10, 11, 13, 14, 16);
        assertEquals(2, window.missingBetween(10, 16));
        assertEquals(2, window.missingBetween(11, 16));
        assertEquals(0, window.missingBetween(13, 14));
        assertEquals(0, window.missingBetween(14, 14));
        assertTrue(window.hasAllBetween(9, 12));
        assertFalse(window.hasAllBetween(9, 13));
        assertTrue(window.hasAllBetween(12, 15));
        for (long number = 17; number <= 200; number++) {
            add(number);
        }
        assertEquals(136 - 100, window.missingBetween(100, 200));
        assertEquals(0, window.missingBetween(136, 200));
        assertTrue(window.hasAllBetween(136, 200));
        assertFalse(window.hasAllBetween(135, 200));
        assertEquals(19, window.missingBetween(100, 120), "all of them are too old");
    }

    @Test
    @DisplayName("what lies above the highest has not come")
    void above() {
        add(10);
        assertEquals(2, window.missingBetween(10, 13));
        assertFalse(window.hasAllBetween(10, 12));
        assertTrue(window.hasAllBetween(10, 11));
    }

    @Test
    @DisplayName("what is taken back has not come, and may come again; what never came changes nothing")
    void remove() {
        add(10, 11, 12);
        window.remove(11);
        window.remove(13);
        window.remove(-100);
        assertEquals(1, window.missingBetween(10, 12));
        add(11);
        window.remove(9);
        assertFalse(window.add(10));
        assertFalse(window.add(12));
        assertEquals(0, window.missingBetween(10, 12));
    }

    @Test
    @DisplayName("silence by a packet without audio: it is the highest, and none is missing since what was played")
    void endsWithOther() {
        add(10);
        assertFalse(window.endsWithOther(10));
        assertTrue(window.addOther(11));
        assertTrue(window.endsWithOther(10));
        assertTrue(window.addOther(13));
        assertFalse(window.endsWithOther(10));
        assertTrue(window.endsWithOther(12));
        assertTrue(window.addOther(12));
        assertTrue(window.endsWithOther(10));
        assertFalse(window.addOther(13));
        add(9);
        assertTrue(window.endsWithOther(10), "what comes late ends nothing");
        add(14);
        assertFalse(window.endsWithOther(10));
        assertTrue(window.addOther(8));
        assertFalse(window.endsWithOther(10), "nor does it begin silence");
    }

    @Test
    @DisplayName("a duplicate of the highest makes audio of no silence, nor silence of audio")
    void duplicateKind() {
        add(10);
        assertFalse(window.addOther(10));
        assertFalse(window.endsWithOther(9));
        assertTrue(window.addOther(11));
        assertFalse(window.add(11));
        assertTrue(window.endsWithOther(10));
    }

    @Test
    @DisplayName("one number behind the window, or above the highest, is not taken for the other end of it")
    void edges() {
        for (long number = 1; number <= 64; number++) {
            add(number);
        }
        window.remove(0);
        window.remove(65);
        assertEquals(0, window.missingBetween(0, 65));
        assertTrue(window.hasAllBetween(0, 65), "64 numbers are known, and all have come");
        assertFalse(window.hasAllBetween(-1, 65));
        assertFalse(window.hasAllBetween(0, 66));
        assertEquals(1, window.missingBetween(64, 66));
        assertFalse(window.hasAllBetween(64, 66));
        window.remove(1);
        assertEquals(1, window.missingBetween(0, 65));
        window.remove(64);
        assertEquals(2, window.missingBetween(0, 65));
        assertEquals(2, window.missingBetween(-1, 64));
    }
}
