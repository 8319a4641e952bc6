// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

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

    private record Ended(CallKey stream, long until) {}

    private final Map<CallKey, Long> until = new HashMap<>();
    private final ArrayDeque<Ended> inOrder = new ArrayDeque<>();
    private final CallKey probe = new CallKey(CallKey.Kind.STREAM, CallKey.ANYWHERE, 0, 0);

    void add(InetSocketAddress from, int ssrc, long now) {
        if (inOrder.size() == MOST) {
            forgetOldest();
        }
        var ended =
                new Ended(new CallKey(CallKey.Kind.STREAM, from.getAddress(), from.getPort(), ssrc), now + REST_NANOS);
        inOrder.add(ended);
        until.put(ended.stream(), ended.until());
    }

    boolean contains(InetSocketAddress from, int ssrc, long now) {
        while (!inOrder.isEmpty() && inOrder.peek().until() <= now) {
            forgetOldest();
        }
        return !inOrder.isEmpty()
                && until.containsKey(probe.set(CallKey.Kind.STREAM, from.getAddress(), from.getPort(), ssrc));
    }

    private void forgetOldest() {
        Ended oldest = inOrder.remove();
        until.remove(oldest.stream(), oldest.until());
    }

    int size() {
        return inOrder.size();
    }
}
