// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of a shared port under all their keys. Only calls have keys, 19 each at the most, so nothing that arrives
 * makes it grow. To look something up allocates nothing. Not thread-safe.
 */
final class CallIndex {
    private static final List<SharedCall> NONE = List.of();

    private final Map<CallKey, List<SharedCall>> calls = new HashMap<>();
    private final CallKey probe = new CallKey(CallKey.Kind.WILDCARD, CallKey.ANYWHERE, 0, 0);

    /** The calls with a key, of a stream those with the better claim first, then the oldest; the list changes with the index. */
    private List<SharedCall> at(CallKey.Kind kind, InetAddress host, int port, int ssrc) {
        return calls.getOrDefault(probe.set(kind, host, port, ssrc), NONE);
    }

    List<SharedCall> stream(InetSocketAddress from, int ssrc) {
        return at(CallKey.Kind.STREAM, from.getAddress(), from.getPort(), ssrc);
    }

    List<SharedCall> address(CallKey.Kind kind, InetSocketAddress from) {
        return at(kind, from.getAddress(), from.getPort(), 0);
    }

    List<SharedCall> host(CallKey.Kind kind, InetAddress host, int ssrc) {
        return at(kind, host, 0, ssrc);
    }

    List<SharedCall> anywhere(CallKey.Kind kind, int ssrc) {
        return at(kind, CallKey.ANYWHERE, 0, ssrc);
    }

    /** Puts a call under other keys than before. */
    void put(SharedCall call, List<CallKey> keys) {
        remove(call);
        for (CallKey key : keys) {
            List<SharedCall> there = calls.computeIfAbsent(key, unused -> new ArrayList<>(1));
            int at = there.size();
            while (at > 0 && isBefore(call, there.get(at - 1), key)) {
                at--;
            }
            there.add(at, call);
        }
        call.keys = keys;
    }

    private static boolean isBefore(SharedCall call, SharedCall other, CallKey key) {
        int byClaim =
                key.kind() == CallKey.Kind.STREAM ? call.claimTo(key.ssrc()).compareTo(other.claimTo(key.ssrc())) : 0;
        return byClaim < 0 || byClaim == 0 && call.order() < other.order();
    }

    void remove(SharedCall call) {
        for (CallKey key : call.keys) {
            List<SharedCall> there = calls.get(key);
            there.remove(call);
            if (there.isEmpty()) {
                calls.remove(key);
            }
        }
        call.keys = List.of();
    }

    /** How many keys there are. */
    int size() {
        return calls.size();
    }
}
