// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.rtp.media.internal.RtcpSchedule.State;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 6.3 and A.7: when RTCP is sent")
class RtcpScheduleTest {
    private static final double COMPENSATION = Math.E - 1.5;
    private static final double SECOND = 1e9;

    /** Always gives 0.5, so that the random factor is 1. */
    private static final RandomGenerator MIDDLE = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MIN_VALUE;
        }
    };

    private static RtcpSchedule schedule(RandomGenerator random) {
        return new RtcpSchedule(random, 500, 100);
    }

    @Test
    @DisplayName(
            "6.2: the first report comes after half the least interval, the next after the whole, both over e - 1.5")
    void intervals() {
        var schedule = schedule(MIDDLE);
        assertEquals(State.IDLE, schedule.state());
        assertEquals(Deadlines.NEVER, schedule.nextDeadline());
        schedule.start(0);
        assertEquals(State.INITIAL, schedule.state());
        assertEquals(2.5 / COMPENSATION, schedule.nextDeadline() / SECOND, 1e-6);
        long first = schedule.nextDeadline();
        assertFalse(schedule.onTimeout(first - 1));
        assertTrue(schedule.onTimeout(first));
        schedule.onSent(120, first);
        assertEquals(State.REGULAR, schedule.state());
        assertEquals(5 / COMPENSATION, (schedule.nextDeadline() - first) / SECOND, 1e-6);
    }

    @Test
    @DisplayName("6.2: a least interval of one's own counts for reports; for who is still there, 5 s at the least")
    void ownMinimum() {
        var shorter = new RtcpSchedule(MIDDLE, Duration.ofSeconds(1));
        shorter.start(0);
        assertEquals(0.5 / COMPENSATION, shorter.nextDeadline() / SECOND, 1e-6);
        long first = shorter.nextDeadline();
        assertTrue(shorter.onTimeout(first));
        shorter.onSent(100, first);
        assertEquals(1 / COMPENSATION, (shorter.nextDeadline() - first) / SECOND, 1e-6);
        assertEquals(5, shorter.receiverIntervalNanos() / SECOND);
        var longer = new RtcpSchedule(MIDDLE, Duration.ofMinutes(1));
        longer.start(0);
        assertEquals(30 / COMPENSATION, longer.nextDeadline() / SECOND, 1e-6);
        assertEquals(60, longer.receiverIntervalNanos() / SECOND);
    }

    @Test
    @DisplayName("6.2: the bandwidth is 500 bytes/s: two members whose reports take 200 bytes wait 0.8 s")
    void bandwidthOfACall() {
        var schedule = new RtcpSchedule(MIDDLE, Duration.ofMillis(500));
        schedule.onReceived(1_700);
        schedule.onMembers(2, 2, true);
        schedule.start(0);
        assertEquals(0.8 / COMPENSATION, schedule.nextDeadline() / SECOND, 1e-6);
    }

    @Test
    @DisplayName("6.3.1: intervals are 0.5 to 1.5 times that, at random; on the average 5 s with reconsideration")
    void randomised() {
        var schedule = schedule(new Random(3));
        schedule.onMembers(2, 2, true);
        schedule.start(0);
        long last = 0;
        long now = 0;
        int reports = 0;
        double shortest = 1e9;
        while (reports < 2_000) {
            now = schedule.nextDeadline();
            if (schedule.onTimeout(now)) {
                schedule.onSent(120, now);
                shortest = reports > 0 ? Math.min(shortest, (now - last) / SECOND) : shortest;
                last = now;
                reports++;
            }
        }
        assertEquals(5, now / SECOND / reports, 0.25);
        assertTrue(shortest >= 2.5 / COMPENSATION, "shortest " + shortest);
    }

    @Test
    @DisplayName("6.2: with many members the bandwidth sets the interval; a quarter of it is the senders'")
    void bandwidth() {
        var receiver = schedule(MIDDLE);
        receiver.onMembers(1_000, 1, false);
        receiver.start(0);
        assertEquals(100 * 999 / (500 * 0.75) / COMPENSATION, receiver.nextDeadline() / SECOND, 1e-3);
        var sender = schedule(MIDDLE);
        sender.onMembers(1_000, 1, true);
        sender.start(0);
        assertEquals(2.5 / COMPENSATION, sender.nextDeadline() / SECOND, 1e-6);
        var many = schedule(MIDDLE);
        many.onMembers(1_000, 500, true);
        many.start(0);
        assertEquals(100 * 1_000 / 500.0 / COMPENSATION, many.nextDeadline() / SECOND, 1e-3);
    }

    @Test
    @DisplayName("6.3.6: when the group has grown by the time, the report is put off")
    void reconsideration() {
        var schedule = schedule(MIDDLE);
        schedule.start(0);
        long first = schedule.nextDeadline();
        schedule.onMembers(1_000, 0, false);
        assertFalse(schedule.onTimeout(first));
        assertEquals(100 * 1_000 / 375.0 / COMPENSATION, schedule.nextDeadline() / SECOND, 1e-3);
    }

    @Test
    @DisplayName("6.3.4: when members leave, the report comes sooner")
    void reverseReconsideration() {
        var schedule = schedule(MIDDLE);
        schedule.onMembers(1_000, 0, false);
        schedule.start(0);
        assertFalse(schedule.onTimeout(schedule.nextDeadline() - 1));
        long due = schedule.nextDeadline();
        assertTrue(schedule.onTimeout(due));
        schedule.onSent(100, due);
        long next = schedule.nextDeadline();
        long now = due + (next - due) / 2;
        schedule.onGoodbye(now, 100);
        assertEquals((next - now) * 0.1, schedule.nextDeadline() - now, 10);
    }

    @Test
    @DisplayName("6.3.3: the average size follows what is sent and received by a sixteenth")
    void averageSize() {
        var schedule = schedule(MIDDLE);
        schedule.onReceived(1_700);
        schedule.onMembers(1_000, 0, false);
        schedule.start(0);
        assertEquals(200 * 1_000 / 375.0 / COMPENSATION, schedule.nextDeadline() / SECOND, 1e-3);
    }

    @Test
    @DisplayName("who has left sends nothing more")
    void leave() {
        var schedule = schedule(MIDDLE);
        schedule.start(0);
        schedule.leave();
        assertEquals(State.LEFT, schedule.state());
        assertEquals(Deadlines.NEVER, schedule.nextDeadline());
        assertFalse(schedule.onTimeout(Long.MAX_VALUE - 1));
    }

    private static double nextSeconds(RtcpSchedule schedule) {
        return schedule.nextDeadline() / SECOND * COMPENSATION;
    }

    @Test
    @DisplayName("6.3.1: receivers share three quarters of the bandwidth where a quarter or less of the members send")
    void receiversShare() {
        var nobodySends = schedule(MIDDLE);
        nobodySends.onMembers(1_000, 0, false);
        nobodySends.start(0);
        assertEquals(100 * 1_000 / 375.0, nextSeconds(nobodySends), 1e-3, "none of them does (regression)");
        var aQuarter = schedule(MIDDLE);
        aQuarter.onMembers(1_000, 250, false);
        aQuarter.start(0);
        assertEquals(100 * 750 / 375.0, nextSeconds(aQuarter), 1e-3);
        var more = schedule(MIDDLE);
        more.onMembers(1_000, 251, false);
        more.start(0);
        assertEquals(100 * 1_000 / 500.0, nextSeconds(more), 1e-3);
    }

    @Test
    @DisplayName("6.3.1: senders share a quarter of the bandwidth")
    void sendersShare() {
        var schedule = new RtcpSchedule(MIDDLE, 500, 1_000);
        schedule.onMembers(1_000, 10, true);
        schedule.start(0);
        assertEquals(1_000 * 10 / 125.0, nextSeconds(schedule), 1e-3);
    }

    @Test
    @DisplayName("6.3.3: a report of our own counts for the average size, from the next interval on")
    void averageSizeOfOurs() {
        var schedule = schedule(MIDDLE);
        schedule.onMembers(1_000, 500, true);
        schedule.start(0);
        schedule.onSent(1_700, 0);
        assertEquals(200 * 1_000 / 500.0, nextSeconds(schedule), 1e-3);
    }

    @Test
    @DisplayName("6.3.4: tp moves as tn does: tc - (members / pmembers) * (tc - tp)")
    void reverseReconsiderationOfTheLast() {
        var schedule = schedule(MIDDLE);
        schedule.onMembers(1_000, 500, false);
        schedule.start(0);
        long due = schedule.nextDeadline();
        assertTrue(schedule.onTimeout(due));
        schedule.onSent(100, due);
        long half = (schedule.nextDeadline() - due) / 2;
        long now = due + half;
        schedule.onGoodbye(now, 100);
        long next = schedule.nextDeadline();
        assertEquals(half * 0.1, next - now, 10);
        schedule.onMembers(500, 400, false);
        assertFalse(schedule.onTimeout(next));
        assertEquals(now - half * 0.1 + 100 / COMPENSATION * SECOND, schedule.nextDeadline(), 1e4);
    }

    @Test
    @DisplayName(
            "6.3.4: while there are more members than at the last report, a BYE brings nothing forward, nor puts it off")
    void goodbyeInAGrownGroup() {
        var schedule = schedule(MIDDLE);
        schedule.start(0);
        long due = schedule.nextDeadline();
        schedule.onMembers(100, 0, false);
        schedule.onGoodbye(due / 2, 99);
        assertEquals(due, schedule.nextDeadline());
    }

    @Test
    @DisplayName("6.3.7: a BYE after we have left, or before we began, starts nothing")
    void goodbyeOutside() {
        var left = schedule(MIDDLE);
        left.onMembers(1_000, 0, false);
        left.start(0);
        left.onTimeout(left.nextDeadline());
        left.leave();
        left.onGoodbye(5, 100);
        assertEquals(Deadlines.NEVER, left.nextDeadline());
        var idle = schedule(MIDDLE);
        idle.onMembers(2, 0, false);
        idle.onGoodbye(5, 1);
        assertEquals(Deadlines.NEVER, idle.nextDeadline());
    }

    @Test
    @DisplayName("6.3.5: members time out by the interval of a receiver, without its random factor, 5 s at the least")
    void receiverInterval() {
        var schedule = new RtcpSchedule(new Random(1), 500, 100);
        assertEquals(5 * SECOND, schedule.receiverIntervalNanos());
        schedule.onMembers(1_000, 10, true);
        assertEquals(100 * 990 / 375.0 * SECOND, schedule.receiverIntervalNanos(), 1);
    }
}
