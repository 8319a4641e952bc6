// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 8.2: from which hosts our SSRC has come")
class ConflictingHostsTest {
    private final ConflictingHosts hosts = new ConflictingHosts();

    private static InetAddress host(int last) {
        return SourceLockTest.address(last).getAddress();
    }

    @Test
    @DisplayName("once from each it is a collision, then our own packets")
    void once() {
        for (int turn = 0; turn < 3; turn++) {
            assertEquals(turn == 0, hosts.isNew(host(1)));
            assertEquals(turn == 0, hosts.isNew(host(2)));
        }
    }

    @Test
    @DisplayName("from four at the most: whoever knows our SSRC does not make us change it for ever")
    void bounded() {
        for (int n = 0; n < 4; n++) {
            assertTrue(hosts.isNew(host(n)), "host " + n);
        }
        assertFalse(hosts.isNew(host(4)));
    }
}
