// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A host and port as they are written into Via and Contact. Immutable.
 *
 * @param host a name or a literal address, an IPv6 one in brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /**
     * Checks the port.
     *
     * @param host a name or a literal address
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the port is out of range
     */
    public HostPort {
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /** The text of an address, without the zone that only this machine understands. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    static HostPort of(InetSocketAddress address, int port) {
        if (address.isUnresolved()) {
            return new HostPort(address.getHostString(), port);
        }
        String text = literal(address.getAddress());
        return new HostPort(text.indexOf(':') < 0 ? text : "[" + text + "]", port);
    }

    /** As in a Via: {@code host:port}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
