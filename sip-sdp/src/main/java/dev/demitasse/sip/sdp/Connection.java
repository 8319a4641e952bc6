// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.net.InetAddress;

/**
 * A {@code c=} line, RFC 8866 section 5.7: where media is to be sent. Immutable.
 *
 * @param networkType the network type, {@code IN}
 * @param addressType the address type, {@code IP4} or {@code IP6}
 * @param address an IP literal or a host name
 * @param timeToLive the multicast TTL, 0 to 255, or -1 when none is written
 * @param addressCount the number of contiguous multicast addresses, at least 1
 */
public record Connection(String networkType, String addressType, String address, int timeToLive, int addressCount) {
    /** The value of {@link #timeToLive} when the line has none. */
    public static final int NO_TIME_TO_LIVE = -1;

    /**
     * Checks each field against the grammar.
     *
     * @param networkType the network type, {@code IN}
     * @param addressType the address type, {@code IP4} or {@code IP6}
     * @param address an IP literal or a host name
     * @param timeToLive the multicast TTL, 0 to 255, or -1 when none is written
     * @param addressCount the number of contiguous multicast addresses, at least 1
     * @throws IllegalArgumentException when one of them does not fit
     */
    public Connection {
        Text.require(networkType, Text.TOKEN, "network type");
        Text.require(addressType, Text.TOKEN, "address type");
        Text.require(address, Text.NON_WS, "connection address");
        if (address.indexOf('/') >= 0) {
            throw new IllegalArgumentException("connection address must not contain '/': " + address);
        }
        Text.requireRange(timeToLive, NO_TIME_TO_LIVE, 255, "TTL");
        Text.requireRange(addressCount, 1, 65_535, "number of addresses");
        boolean ipv6 = addressType.equals("IP6");
        if (ipv6 && timeToLive != NO_TIME_TO_LIVE || !ipv6 && timeToLive == NO_TIME_TO_LIVE && addressCount != 1) {
            throw new IllegalArgumentException("IPv4 has a TTL before the number of addresses, IPv6 has no TTL");
        }
    }

    /**
     * A unicast connection.
     *
     * @param address an IPv4 or IPv6 literal, or a host name (taken for IPv4)
     * @return the connection
     * @throws IllegalArgumentException when the address is empty or holds white space
     */
    public static Connection of(String address) {
        return new Connection("IN", IpLiteral.addressType(address), address, NO_TIME_TO_LIVE, 1);
    }

    /**
     * Whether the address is {@code 0.0.0.0} or {@code ::}, which asks that no media be sent: the old form of hold, RFC
     * 3264 section 8.4.
     *
     * @return whether the address is the unspecified one
     */
    public boolean isUnspecified() {
        return IpLiteral.parse(address).map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    /** The line without its line end. */
    @Override
    public String toString() {
        var line = new StringBuilder("c=")
                .append(networkType)
                .append(' ')
                .append(addressType)
                .append(' ');
        line.append(address);
        if (timeToLive != NO_TIME_TO_LIVE) {
            line.append('/').append(timeToLive);
        }
        if (addressCount != 1) {
            line.append('/').append(addressCount);
        }
        return line.toString();
    }
}
