// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.internal.CallKey.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The streams of calls that have just ended, so that their last packets meet no other call: what the quarantine of a port is
 * where each call has its own. Each rests for 1 s, 1,024 at the most. Not thread-safe.
 */
final class EndedStreams {
    static final long REST_NANOS = 1_000_000_000L;
    static final int MOST = 1_024;

    private record Ended(CallKey stream, CallKey rtcp, long until) {}

    private final Map<CallKey, Long> until = new HashMap<>();
    private final ArrayDeque<Ended> inOrder = new ArrayDeque<>();
    private final CallKey probe = new CallKey(Kind.STREAM, CallKey.ANYWHERE, 0, 0);

    void add(InetSocketAddress from, int ssrc, long now) {
        if (inOrder.size() == MOST) {
            forgetOldest();
        }
        var ended = new Ended(
                new CallKey(Kind.STREAM, from.getAddress(), from.getPort(), ssrc),
                new CallKey(Kind.RTCP_SENDER, from.getAddress(), 0, ssrc),
                now + REST_NANOS);
        inOrder.add(ended);
        until.put(ended.stream(), ended.until());
        until.put(ended.rtcp(), ended.until());
    }

    /** Whether RTP of this source is to be dropped. */
    boolean contains(InetSocketAddress from, int ssrc, long now) {
        return contains(Kind.STREAM, from.getAddress(), from.getPort(), ssrc, now);
    }

    /** Whether RTCP of this sender is of an ended call. */
    boolean containsSender(InetAddress host, int ssrc, long now) {
        return contains(Kind.RTCP_SENDER, host, 0, ssrc, now);
    }

    private boolean contains(Kind kind, InetAddress host, int port, int ssrc, long now) {
        while (!inOrder.isEmpty() && inOrder.peek().until() <= now) {
            forgetOldest();
        }
        return !inOrder.isEmpty() && until.containsKey(probe.set(kind, host, port, ssrc));
    }

    private void forgetOldest() {
        Ended oldest = inOrder.remove();
        until.remove(oldest.stream(), oldest.until());
        until.remove(oldest.rtcp(), oldest.until());
    }

    int size() {
        return until.size();
    }
}
