// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the streams of calls that have just ended")
class EndedStreamsTest {
    private final InetSocketAddress from = address(1, 4_000);
    private final EndedStreams ended = new EndedStreams();

    @Test
    @DisplayName("rest for 1 s, each by address, port and SSRC")
    void rest() {
        ended.add(from, 1, 0);
        ended.add(from, 2, EndedStreams.REST_NANOS / 2);
        assertFalse(ended.contains(address(1, 4_001), 1, 0));
        assertFalse(ended.contains(address(2, 4_000), 1, 0));
        assertFalse(ended.contains(from, 3, 0));
        assertTrue(ended.containsSender(from.getAddress(), 1, EndedStreams.REST_NANOS - 1));
        assertFalse(ended.containsSender(from.getAddress(), 1, EndedStreams.REST_NANOS));
        assertFalse(ended.contains(from, 1, EndedStreams.REST_NANOS));
        assertTrue(ended.containsSender(from.getAddress(), 2, EndedStreams.REST_NANOS));
        assertTrue(ended.contains(from, 2, EndedStreams.REST_NANOS));
        assertFalse(ended.containsSender(address(2, 4_000).getAddress(), 2, EndedStreams.REST_NANOS));
        assertEquals(2, ended.size());
        ended.add(from, 3, EndedStreams.REST_NANOS * 2);
        assertEquals(2, ended.size());
    }

    @Test
    @DisplayName("go on resting while their packets come, and are told from those that ended a moment ago")
    void renewed() {
        ended.add(from, 1, 0);
        long now = 0;
        for (int n = 0; n < 10; n++) {
            now += EndedStreams.REST_NANOS - 1;
            assertTrue(ended.contains(from, 1, now));
            assertEquals(n > 0, ended.isLongAgo(from, 1, now));
        }
        assertTrue(ended.containsSender(from.getAddress(), 1, now + EndedStreams.REST_NANOS - 1));
        assertFalse(ended.contains(from, 1, now + EndedStreams.REST_NANOS));
        assertEquals(0, ended.size());
    }

    @Test
    @DisplayName("one that ended twice rests from the second time on")
    void twice() {
        ended.add(from, 1, 0);
        ended.add(from, 1, EndedStreams.REST_NANOS / 2);
        assertTrue(ended.contains(from, 1, EndedStreams.REST_NANOS));
        assertFalse(ended.contains(from, 1, EndedStreams.REST_NANOS * 2));
    }

    @Test
    @DisplayName("are 1,024 at the most: the one heard of longest ago is forgotten")
    void bounded() {
        for (int n = 0; n < EndedStreams.MOST; n++) {
            ended.add(from, n, 0);
        }
        assertTrue(ended.contains(from, 0, 0));
        ended.add(from, EndedStreams.MOST, 0);
        assertEquals(2 * EndedStreams.MOST, ended.size());
        assertFalse(ended.contains(from, 1, 0));
        assertTrue(ended.contains(from, 0, 0));
        assertTrue(ended.contains(from, EndedStreams.MOST, 0));
    }

    @Test
    @DisplayName("a call ended long ago when 1 s has gone by since its end, whatever came of it meanwhile")
    void longAgo() {
        ended.add(from, 1, 7);
        assertTrue(ended.contains(from, 1, EndedStreams.REST_NANOS));
        assertFalse(ended.isLongAgo(from, 1, 7 + EndedStreams.REST_NANOS - 1));
        assertTrue(ended.isLongAgo(from, 1, 7 + EndedStreams.REST_NANOS));
    }
}
