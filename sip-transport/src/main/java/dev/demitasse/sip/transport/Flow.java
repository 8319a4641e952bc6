// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Names a connection, or for UDP a pair of addresses (RFC 5626 section 3.1). Immutable.
 *
 * @param protocol the transport
 * @param local this side's bound address
 * @param remote the other side's address, as seen from here
 */
public record Flow(TransportProtocol protocol, InetSocketAddress local, InetSocketAddress remote) {
    /**
     * Checks that nothing is missing.
     *
     * @param protocol the transport
     * @param local this side's bound address
     * @param remote the other side's address
     * @throws IllegalArgumentException if the remote address is not resolved
     */
    public Flow {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(local, "local");
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException("not resolved: " + remote);
        }
    }
}
