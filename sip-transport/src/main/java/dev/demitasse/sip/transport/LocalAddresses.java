// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.event.loop.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which local address packets to a peer leave from, when all are bound. Kept for a while. Not thread-safe. */
final class LocalAddresses {
    private static final int MOST = 1_024;
    private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();

    private record Known(InetAddress local, long expiresAt) {}

    private final Network network;
    private final Map<InetAddress, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Known> eldest) {
            return size() > MOST;
        }
    };

    LocalAddresses(Network network) {
        this.network = network;
    }

    InetAddress towards(InetSocketAddress remote, long now) throws IOException {
        Known entry = known.get(remote.getAddress());
        if (entry == null || entry.expiresAt <= now) {
            known.remove(remote.getAddress());
            entry = new Known(network.localAddressTowards(remote), now + KEPT_NANOS);
            known.put(remote.getAddress(), entry);
        }
        return entry.local;
    }
}
