// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Whether an address a peer names may become the target of what this side sends. */
final class MediaTarget {
    private final InetAddress local;

    /** Media leaves from an address, which may be a wildcard. */
    MediaTarget(InetAddress local) {
        this.local = local;
    }

    /**
     * Judges the address of a new description in an established call. Refused are those that are no host's ({@code 0.0.0.0},
     * multicast, link-local, reserved), loopback unless this side is there too, and port 0: a peer that names one of them
     * keeps the target it had.
     */
    boolean accepts(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        if (address == null || target.getPort() == 0) {
            return false;
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLinkLocalAddress()) {
            return false;
        }
        if (address.isLoopbackAddress()) {
            return local.isLoopbackAddress();
        }
        return !(address instanceof Inet4Address) || isUnicast(address.getAddress()[0] & 0xff);
    }

    /** 0/8 is "this network" (RFC 1122 section 3.2.1.3), 240/4 is reserved (RFC 1112 section 4). */
    private static boolean isUnicast(int firstByte) {
        return firstByte != 0 && firstByte < 240;
    }
}
