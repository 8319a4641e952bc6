// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.internal.CallKey.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The streams of calls that have ended, so that their last packets meet no other call: what the quarantine of a port is
 * where each call has its own. Each rests until nothing of it has come for 1 s, 1,024 at the most. Not thread-safe.
 */
final class EndedStreams {
    static final long REST_NANOS = 1_000_000_000L;
    static final int MOST = 1_024;

    private static final class Ended {
        private final CallKey stream;
        private final CallKey rtcp;
        private final long longAgo;
        private long until;

        Ended(InetSocketAddress from, int ssrc, long now) {
            stream = new CallKey(Kind.STREAM, from.getAddress(), from.getPort(), ssrc);
            rtcp = new CallKey(Kind.RTCP_SENDER, from.getAddress(), 0, ssrc);
            longAgo = now + REST_NANOS;
            until = longAgo;
        }
    }

    /** By their streams, those heard of longest ago first. */
    private final LinkedHashMap<CallKey, Ended> streams = new LinkedHashMap<>(16, 0.75f, true);
    /** By their senders, of several the one heard of last. */
    private final Map<CallKey, Ended> senders = new HashMap<>();

    private final CallKey probe = new CallKey(Kind.STREAM, CallKey.ANYWHERE, 0, 0);

    void add(InetSocketAddress from, int ssrc, long now) {
        forget(now);
        var ended = new Ended(from, ssrc, now);
        streams.put(ended.stream, ended);
        senders.put(ended.rtcp, ended);
    }

    /** Forgets those that are over, and the first if there are too many. */
    private void forget(long now) {
        Iterator<Ended> oldest = streams.values().iterator();
        while (oldest.hasNext()) {
            Ended ended = oldest.next();
            if (ended.until > now && streams.size() < MOST) {
                return;
            }
            oldest.remove();
            senders.remove(ended.rtcp, ended);
        }
    }

    /** Whether RTP of this source is of an ended call; if so, it rests for another 1 s. */
    boolean contains(InetSocketAddress from, int ssrc, long now) {
        Ended ended = streams.get(probe.set(Kind.STREAM, from.getAddress(), from.getPort(), ssrc));
        if (ended == null) {
            return false;
        }
        if (ended.until <= now) {
            streams.remove(ended.stream);
            senders.remove(ended.rtcp, ended);
            return false;
        }
        ended.until = now + REST_NANOS;
        senders.put(ended.rtcp, ended);
        return true;
    }

    /** Whether the call of this source, which is contained, has ended 1 s ago or more. */
    boolean isLongAgo(InetSocketAddress from, int ssrc, long now) {
        return now >= streams.get(probe.set(Kind.STREAM, from.getAddress(), from.getPort(), ssrc)).longAgo;
    }

    /** Whether RTCP of this sender is of an ended call. */
    boolean containsSender(InetAddress host, int ssrc, long now) {
        Ended ended = senders.get(probe.set(Kind.RTCP_SENDER, host, 0, ssrc));
        return ended != null && ended.until > now;
    }

    int size() {
        return streams.size() + senders.size();
    }
}
