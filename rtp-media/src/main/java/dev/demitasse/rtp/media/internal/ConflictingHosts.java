// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * From which hosts our SSRC has come (RFC 3550 section 8.2): at first it is a collision; later, from whatever port, it is our own
 * packets that come back. Not thread-safe.
 */
final class ConflictingHosts {
    /** Ours met with more often is no chance. */
    static final int MAXIMUM = 4;

    private final Set<InetAddress> hosts = new HashSet<>();

    /** Our SSRC has come from a host; tells whether that is a collision. */
    boolean isNew(InetAddress host) {
        return hosts.size() < MAXIMUM && hosts.add(host);
    }
}
