// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Thirty participants who all hear each other, in virtual time. */
@DisplayName("RFC 3550 6.3: the reports of a whole session keep to its bandwidth")
class RtcpSessionOfManyTest {
    private static final long MILLI = 1_000_000L;
    private static final int PARTICIPANTS = 30;
    private static final int REPORT_BYTES = 128;
    private static final double BANDWIDTH = 100;

    private static final class Participant {
        final int source;
        final RtcpMembers members = new RtcpMembers();
        final RtcpSchedule schedule;
        long lastReport = -1;

        Participant(int source, long seed) {
            this.source = source;
            schedule = new RtcpSchedule(new Random(seed), BANDWIDTH, REPORT_BYTES);
            schedule.start(0);
        }

        boolean reports(long now) {
            if (now < schedule.nextDeadline()) {
                return false;
            }
            members.expire(schedule.receiverIntervalNanos(), now);
            schedule.onMembers(1 + members.count(), 0, false);
            if (!schedule.onTimeout(now)) {
                return false;
            }
            schedule.onSent(REPORT_BYTES, now);
            lastReport = now;
            return true;
        }

        void hears(int other, long now) {
            members.onRtcp(other, now);
            schedule.onReceived(REPORT_BYTES);
        }
    }

    private final List<Participant> all = new ArrayList<>();

    /** Runs the session; returns how many bytes were reported. */
    private long run(long fromMillis, long toMillis) {
        long bytes = 0;
        for (long millis = fromMillis; millis < toMillis; millis += 10) {
            for (Participant one : all) {
                if (one.reports(millis * MILLI)) {
                    bytes += REPORT_BYTES;
                    for (Participant other : all) {
                        if (other != one) {
                            other.hears(one.source, millis * MILLI);
                        }
                    }
                }
            }
        }
        return bytes;
    }

    private void join(long seed) {
        for (int i = 0; i < PARTICIPANTS; i++) {
            all.add(new Participant(i, seed * 1_000 + i));
        }
    }

    @Test
    @DisplayName("6.3.1 to 6.3.3: whoever joins, and all at once too, the bandwidth is kept, and it is made use of")
    void bandwidth() {
        for (long seed = 1; seed <= 5; seed++) {
            all.clear();
            join(seed);
            long first = run(0, 60_000);
            assertTrue(
                    first / 60.0 < 1.5 * BANDWIDTH, "seed " + seed + ": " + first / 60.0 + " B/s in the first minute");
            double later = run(60_000, 1_260_000) / 1_200.0;
            assertTrue(later > 0.6 * BANDWIDTH && later < 1.1 * BANDWIDTH, "seed " + seed + ": " + later + " B/s");
            assertEquals(PARTICIPANTS - 1, all.get(0).members.count());
        }
    }

    @Test
    @DisplayName("6.3.4: when all but two leave, the two report again within 10 s, not after the interval of thirty")
    void reverseReconsideration() {
        join(9);
        run(0, 600_000);
        List<Participant> leaving = List.copyOf(all.subList(2, PARTICIPANTS));
        all.subList(2, PARTICIPANTS).clear();
        for (Participant gone : leaving) {
            for (Participant stays : all) {
                stays.members.onGoodbye(gone.source);
                stays.schedule.onGoodbye(600_000 * MILLI, 1 + stays.members.count());
            }
        }
        run(600_000, 610_000);
        for (Participant stays : all) {
            assertTrue(stays.lastReport >= 600_000 * MILLI, "last report at " + stays.lastReport);
            assertEquals(1, stays.members.count());
        }
    }

    @Test
    @DisplayName("6.3.5: who leaves without a word is forgotten after five intervals")
    void silentLeave() {
        join(10);
        run(0, 300_000);
        all.subList(2, PARTICIPANTS).clear();
        run(300_000, 900_000);
        assertEquals(1, all.get(0).members.count());
        assertEquals(1, all.get(1).members.count());
    }
}
