// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.demitasse.rtp.media.internal.CallKey.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("by what a call on a shared port is found")
class CallKeyTest {
    private static final InetAddress HOST = host(1);

    private static InetAddress host(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private final CallKey key = new CallKey(Kind.STREAM, HOST, 4_000, 7);

    @Test
    @DisplayName("keys are equal that agree in kind, host, port and SSRC, and not where one differs")
    void equality() {
        CallKey probe = new CallKey(Kind.OURS, CallKey.ANYWHERE, 0, 0);
        assertEquals(key, probe.set(Kind.STREAM, host(1), 4_000, 7));
        assertEquals(key.hashCode(), probe.hashCode());
        assertNotEquals(key, new CallKey(Kind.ADDRESS, HOST, 4_000, 7));
        assertNotEquals(key, new CallKey(Kind.STREAM, host(2), 4_000, 7));
        assertNotEquals(key, new CallKey(Kind.STREAM, HOST, 4_001, 7));
        assertNotEquals(key, new CallKey(Kind.STREAM, HOST, 4_000, 8));
        assertNotEquals(key, "STREAM 10.0.0.1:4000 7");
        assertEquals("STREAM 10.0.0.1:4000 7", key.toString());
    }

    @Test
    @DisplayName("no two SSRCs of one address have the same hash: who chooses them makes no map slow")
    void hashOfSsrcs() {
        Set<Integer> hashes = new HashSet<>();
        for (int n = 0; n < 1_000; n++) {
            hashes.add(new CallKey(Kind.STREAM, HOST, 4_000, n).hashCode());
            hashes.add(new CallKey(Kind.STREAM, HOST, 4_000, ~(n << 16)).hashCode());
        }
        assertEquals(2_000, hashes.size());
    }

    @Test
    @DisplayName("nor have neighbouring hosts and ports, nor the kinds of one address")
    void hashOfAddresses() {
        Set<Integer> hashes = new HashSet<>();
        for (int last = 0; last < 4; last++) {
            for (int port = 4_000; port < 4_004; port++) {
                for (Kind kind : Kind.values()) {
                    hashes.add(new CallKey(kind, host(last), port, 7).hashCode());
                }
            }
        }
        assertEquals(4 * 4 * Kind.values().length, hashes.size());
    }
}
