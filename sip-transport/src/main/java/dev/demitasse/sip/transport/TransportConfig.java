// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.sip.message.SipParserLimits;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a {@link SipTransport} binds and what it says of itself. Immutable.
 *
 * @param bind a resolved address; the wildcard binds all, port 0 any free one
 * @param advertised the address to write into Via and Contact instead of the local one; its host may be a name, and port 0
 *     stands for the bound one
 * @param limits how much to take of a message
 */
public record TransportConfig(InetSocketAddress bind, Optional<InetSocketAddress> advertised, SipParserLimits limits) {
    /**
     * Checks the addresses.
     *
     * @param bind a resolved address
     * @param advertised the address to write into Via and Contact
     * @param limits how much to take of a message
     * @throws IllegalArgumentException if the bind address is not resolved, or a wildcard is to be advertised
     */
    public TransportConfig {
        Objects.requireNonNull(limits, "limits");
        if (bind.isUnresolved()) {
            throw new IllegalArgumentException("bind address is not resolved: " + bind);
        }
        if (advertised.isPresent()
                && !advertised.get().isUnresolved()
                && advertised.get().getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("a wildcard cannot be advertised: " + advertised.get());
        }
    }

    /**
     * An address to bind, nothing advertised, the limits of a UDP datagram.
     *
     * @param bind a resolved address
     * @return the configuration
     * @throws IllegalArgumentException if it is not resolved
     */
    public static TransportConfig bind(InetSocketAddress bind) {
        return new TransportConfig(bind, Optional.empty(), SipParserLimits.DEFAULT);
    }

    /**
     * The same with an advertised address.
     *
     * @param address what to write into Via and Contact
     * @return the new configuration
     * @throws IllegalArgumentException if it is a wildcard
     */
    public TransportConfig withAdvertised(InetSocketAddress address) {
        return new TransportConfig(bind, Optional.of(address), limits);
    }
}
