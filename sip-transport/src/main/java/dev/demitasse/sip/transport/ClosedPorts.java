// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Finds out that a peer's port is closed: RFC 3261 section 18.4 wants ICMP errors to reach the transport user, but they reach
 * connected sockets only, and the one that hears everybody is not connected. So a socket of its own is connected to the peer
 * for a while and sends a keepalive (RFC 5626 section 3.5.1), which SIP elements pass over. Confined to the loop.
 */
final class ClosedPorts implements DatagramHandler {
    private static final int MOST = 32;
    private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final byte[] KEEP_ALIVE = {'\r', '\n', '\r', '\n'};

    private record Probe(DatagramEndpoint endpoint, long expiresAt) {}

    private final EventLoop loop;
    private final InetSocketAddress local;
    private final ObjLongConsumer<InetSocketAddress> closed;
    private final Deadline deadline;
    private final Map<InetSocketAddress, Probe> probes = new LinkedHashMap<>();

    ClosedPorts(EventLoop loop, InetSocketAddress bound, ObjLongConsumer<InetSocketAddress> closed) {
        this.loop = loop;
        this.closed = closed;
        local = new InetSocketAddress(bound.getAddress(), 0);
        deadline = loop.newDeadline(this::onDeadline);
    }

    /** Asks, unless it is being asked or too much is: it is a hint, and a retransmission asks again. */
    void ask(InetSocketAddress peer) {
        if (probes.size() >= MOST || probes.containsKey(peer)) {
            return;
        }
        try {
            DatagramEndpoint endpoint = loop.bindDatagram(local, this);
            probes.put(peer, new Probe(endpoint, loop.now() + KEPT_NANOS));
            endpoint.connect(peer);
            endpoint.send(ByteBuffer.wrap(KEEP_ALIVE));
        } catch (IOException | RuntimeException nothingLearned) {
            forget(peer);
        }
        schedule();
    }

    @Override
    public void onDatagram(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {
        // An answer to a keepalive, if it is anything.
    }

    @Override
    public void onUnreachable(DatagramEndpoint endpoint, long now) {
        endpoint.peer().filter(probes::containsKey).ifPresent(peer -> {
            forget(peer);
            schedule();
            closed.accept(peer, now);
        });
    }

    private void onDeadline(long now) {
        for (Iterator<Probe> oldest = probes.values().iterator(); oldest.hasNext(); ) {
            Probe probe = oldest.next();
            if (probe.expiresAt > now) {
                break;
            }
            probe.endpoint.close();
            oldest.remove();
        }
        schedule();
    }

    private void forget(InetSocketAddress peer) {
        Probe probe = probes.remove(peer);
        if (probe != null) {
            probe.endpoint.close();
        }
    }

    private void schedule() {
        deadline.set(
                probes.isEmpty() ? Deadlines.NEVER : probes.values().iterator().next().expiresAt);
    }
}
