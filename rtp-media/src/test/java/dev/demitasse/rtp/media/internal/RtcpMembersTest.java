// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 6.3.3 to 6.3.5: members and senders")
class RtcpMembersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long INTERVAL = 5 * SECOND;

    private final RtcpMembers members = new RtcpMembers();

    @Test
    @DisplayName("6.3.3: a source is counted once, whether its RTP or RTCP was heard; a sender by its RTP")
    void counts() {
        members.onRtcp(1, 0);
        members.onRtcp(2, 0);
        members.onRtp(2, 0);
        members.onRtp(2, 1);
        assertEquals(2, members.count());
        assertEquals(1, members.senders());
    }

    @Test
    @DisplayName("6.3.4: who says good-bye is gone; an unknown one changes nothing")
    void goodbye() {
        members.onRtp(1, 0);
        members.onRtcp(2, 0);
        members.onGoodbye(9);
        assertEquals(2, members.count());
        members.onGoodbye(1);
        assertEquals(1, members.count());
        assertEquals(0, members.senders());
        members.onGoodbye(2);
        assertEquals(0, members.count());
    }

    @Test
    @DisplayName("6.3.5: a sender times out after two intervals, a member after five")
    void timeouts() {
        members.onRtp(1, 0);
        members.onRtcp(2, 20 * SECOND);
        members.expire(INTERVAL, 10 * SECOND);
        assertEquals(1, members.senders());
        members.expire(INTERVAL, 10 * SECOND + 1);
        assertEquals(0, members.senders());
        members.expire(INTERVAL, 25 * SECOND);
        assertEquals(2, members.count());
        members.expire(INTERVAL, 25 * SECOND + 1);
        assertEquals(1, members.count());
        members.expire(INTERVAL, 50 * SECOND);
        assertEquals(0, members.count());
    }

    @Test
    @DisplayName("no number of invented sources takes more room")
    void bounded() {
        for (int i = 0; i < 1_000; i++) {
            members.onRtcp(i, i);
        }
        assertEquals(RtcpMembers.MAXIMUM, members.count());
        members.onGoodbye(3);
        members.onRtp(2_000, 0);
        assertEquals(RtcpMembers.MAXIMUM, members.count());
        assertEquals(1, members.senders());
    }

    @Test
    @DisplayName("6.3.5: each source has times of its own, told by what was heard of it last")
    void ownTimes() {
        members.onRtcp(1, 0);
        members.onRtcp(2, 0);
        members.onRtp(3, 8 * SECOND);
        members.expire(INTERVAL, 10 * SECOND);
        assertEquals(1, members.senders());
        members.onRtcp(2, 20 * SECOND);
        members.expire(INTERVAL, 26 * SECOND);
        assertEquals(2, members.count());
        members.onGoodbye(1);
        assertEquals(2, members.count(), "it was gone already");
        members.onGoodbye(2);
        assertEquals(1, members.count());
    }

    @Test
    @DisplayName("6.3.4: a second good-bye of the same source changes nothing")
    void goodbyeTwice() {
        members.onRtcp(1, 0);
        members.onRtcp(2, 0);
        members.onGoodbye(2);
        members.onGoodbye(2);
        assertEquals(1, members.count());
    }

    @Test
    @DisplayName("a source there is no room for keeps none of the others alive, and makes no sender of one")
    void noRoom() {
        for (int i = 0; i < RtcpMembers.MAXIMUM; i++) {
            members.onRtcp(i, 0);
        }
        members.onRtcp(99, 25 * SECOND);
        members.onRtp(98, 25 * SECOND);
        assertEquals(0, members.senders());
        members.expire(INTERVAL, 25 * SECOND + 1);
        assertEquals(0, members.count());
    }
}
