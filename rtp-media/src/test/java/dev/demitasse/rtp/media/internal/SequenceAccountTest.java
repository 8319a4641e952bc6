// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what is missing is counted as lost when something later is played")
class SequenceAccountTest {
    private final LossMeter losses = new LossMeter();
    private final SequenceAccount account = new SequenceAccount(losses);

    private void came(long... numbers) {
        for (long number : numbers) {
            assertTrue(account.add(number));
        }
    }

    private void assertCounted(long played, long lost) {
        assertEquals(played, losses.pattern(20).played(), "played");
        assertEquals(lost, losses.pattern(20).lost(), "lost");
    }

    @Test
    @DisplayName("what was played in order has lost nothing; a gap is lost, once")
    void gap() {
        account.begin(5);
        came(5, 6, 9);
        account.onPlayed(5);
        account.onPlayed(6);
        assertCounted(2, 0);
        assertTrue(account.nothingMissingBefore(7));
        assertFalse(account.nothingMissingBefore(9));
        assertFalse(account.nothingMissing());
        account.onPlayed(9);
        assertCounted(3, 2);
        assertTrue(account.nothingMissing());
        came(10);
        account.onPlayed(10);
        assertCounted(4, 2);
    }

    @Test
    @DisplayName("what is played from before what was played loses nothing")
    void behind() {
        account.begin(5);
        came(5, 9);
        account.onPlayed(9);
        assertCounted(1, 4 - 1);
        came(7);
        account.onPlayed(7);
        assertCounted(2, 3);
        assertTrue(account.nothingMissingBefore(10));
        came(10);
        account.onPlayed(10);
        assertCounted(3, 3);
    }

    @Test
    @DisplayName("what begins anew counts from there")
    void begin() {
        account.begin(5);
        came(5, 100);
        account.begin(100);
        account.onPlayed(100);
        assertCounted(1, 0);
        assertFalse(account.isHighest(5));
        assertTrue(account.isHighest(100));
    }

    @Test
    @DisplayName("what is thrown away before its time is lost itself, and so is what is missing before it")
    void dropped() {
        account.begin(5);
        came(5, 8, 9);
        account.onPlayed(5);
        account.onDropped(8);
        assertCounted(1, 3);
        account.onPlayed(9);
        assertCounted(2, 3);
    }

    @Test
    @DisplayName("what was recovered right before the next is heard; lost packets before that are one run")
    void recovered() {
        account.begin(1);
        came(1, 5, 6);
        account.onPlayed(1);
        account.onRecovered(1);
        account.onPlayed(5);
        assertCounted(1 + 1 + 1, 2);
        account.onPlayed(6);
        assertCounted(4, 2);
        came(8);
        account.onRecovered(3);
        account.onPlayed(8);
        assertCounted(6, 2);
    }

    @Test
    @DisplayName("what was recovered before playing began anew does not count")
    void recoveredBefore() {
        account.begin(1);
        came(1, 4);
        account.onRecovered(1);
        account.begin(2);
        account.onPlayed(4);
        assertCounted(1, 2);
    }

    @Test
    @DisplayName("recovered where nothing is missing, nothing more was heard")
    void recoveredNothing() {
        account.begin(1);
        came(1, 2, 4);
        account.onRecovered(1);
        account.onPlayed(1);
        assertCounted(1, 0);
        account.onPlayed(2);
        account.onPlayed(4);
        assertCounted(3, 1);
    }

    @Test
    @DisplayName("packets without audio are not missing, however many; what is missing among them is")
    void others() {
        account.begin(1);
        came(1);
        account.onPlayed(1);
        for (long n = 2; n < 200; n++) {
            if (n != 20 && n != 150) {
                assertTrue(account.addOther(n));
            }
        }
        assertFalse(account.addOther(199));
        assertFalse(account.endsWithOther());
        came(200);
        account.onPlayed(200);
        assertCounted(2, 2);
        came(201);
        account.onPlayed(201);
        assertCounted(3, 2);
        assertTrue(account.addOther(202));
        assertTrue(account.endsWithOther());
    }

    @Test
    @DisplayName("packets without audio that come before what is before them is played are known all the same")
    void othersAhead() {
        account.begin(1);
        came(1, 2, 3);
        for (long n = 4; n < 50; n++) {
            assertTrue(account.addOther(n));
        }
        account.onPlayed(1);
        account.onPlayed(2);
        account.onPlayed(3);
        for (long n = 50; n < 100; n++) {
            assertTrue(account.addOther(n));
        }
        came(101);
        account.onPlayed(101);
        assertCounted(4, 1);
        came(300);
        account.onPlayed(300);
        assertCounted(5, 1 + 198);
    }

    @Test
    @DisplayName("those from before what was played do not make up for what is missing after it")
    void othersBefore() {
        account.begin(10);
        came(10);
        account.onPlayed(10);
        assertTrue(account.addOther(9));
        assertTrue(account.addOther(8));
        came(200);
        account.onPlayed(200);
        assertCounted(2, 189);
    }

    @Test
    @DisplayName(
            "the highest number whose packet was malformed may come again; it is lost only when something later is played")
    void malformed() {
        account.begin(1);
        came(1, 2);
        account.onPlayed(1);
        account.onMalformed(2);
        assertCounted(1, 0);
        came(2, 3);
        account.onMalformed(2);
        account.onPlayed(3);
        assertCounted(2, 1);
    }

    @Test
    @DisplayName("nothing but malformed packets: what the window forgets is counted, exactly once")
    void allMalformed() {
        account.begin(0);
        came(0);
        account.onPlayed(0);
        for (long n = 1; n < 64; n++) {
            came(n);
            account.onMalformed(n);
        }
        assertCounted(1, 0);
        came(64);
        account.onMalformed(64);
        assertCounted(1, 63);
        came(65);
        account.onPlayed(65);
        assertCounted(2, 64);
    }

    @Test
    @DisplayName("what is taken back may come again, unless it is too old by then")
    void takeBack() {
        came(1, 2);
        account.takeBack(1);
        came(1);
        assertFalse(account.isTooOld(2));
        came(70);
        assertTrue(account.isTooOld(2));
        assertFalse(account.add(2));
        assertTrue(account.nothingMissingBetween(0, 1));
    }

    @Test
    @DisplayName("a malformed packet costs no other: those before it that come later are heard")
    void malformedAhead() {
        account.begin(100);
        came(100, 103);
        account.onPlayed(100);
        account.onMalformed(103);
        came(101, 102, 104);
        account.onPlayed(101);
        account.onPlayed(102);
        assertCounted(3, 0);
        account.onPlayed(104);
        assertCounted(4, 1);
    }
}
