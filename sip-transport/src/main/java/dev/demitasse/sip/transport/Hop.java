// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Where a request may be sent: one result of server location (RFC 3263). Immutable.
 *
 * @param protocol the transport
 * @param address a resolved address
 */
public record Hop(TransportProtocol protocol, InetSocketAddress address) {
    /**
     * Checks the address.
     *
     * @param protocol the transport
     * @param address a resolved address
     * @throws IllegalArgumentException if it is not resolved
     */
    public Hop {
        Objects.requireNonNull(protocol, "protocol");
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("not resolved: " + address);
        }
    }
}
