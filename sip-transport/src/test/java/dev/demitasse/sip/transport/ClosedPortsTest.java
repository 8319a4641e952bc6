// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 18.4: closed ports are told of")
class ClosedPortsTest {
    private static final String PEER = "192.0.2.1";
    private static final InetSocketAddress ANY = new InetSocketAddress("0.0.0.0", 5060);

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(18_4);
    private final EventLoop loop = network.host("192.0.2.2").openLoop("sip");
    private final EventLoop peerLoop = network.host(PEER).openLoop("peer");
    private final List<InetSocketAddress> closed = new ArrayList<>();
    private final ClosedPorts ports = new ClosedPorts(loop, ANY, (peer, now) -> closed.add(peer));

    @AfterEach
    void close() {
        network.runFor(Duration.ofSeconds(3));
        assertTrue(network.recording().size() <= 32);
        network.assertNothingPending();
        loop.close();
        peerLoop.close();
        network.close();
    }

    private void ask(InetSocketAddress peer) {
        loop.execute(() -> ports.ask(peer));
        network.runFor(Duration.ofMillis(100));
    }

    @Test
    @DisplayName("a closed port is told once for each time it is asked about")
    void told() {
        var peer = new InetSocketAddress(PEER, 5060);
        ask(peer);
        assertEquals(List.of(peer), closed);
        ask(peer);
        assertEquals(List.of(peer, peer), closed);
    }

    @Test
    @DisplayName(
            "an open port hears one keepalive from a port of its own, and is not told of; nor is a host that is not there")
    void open() throws IOException {
        List<String> heard = new ArrayList<>();
        try (DatagramEndpoint peer = peerLoop.bindDatagram(
                new InetSocketAddress(PEER, 5060),
                (endpoint, payload, from, now) ->
                        heard.add(StandardCharsets.UTF_8.decode(payload).toString()))) {
            ask(peer.localAddress());
            ask(peer.localAddress());
            ask(new InetSocketAddress("192.0.2.99", 5060));
            assertEquals(List.of("\r\n\r\n"), heard);
            assertEquals(List.of(), closed);
            network.runFor(Duration.ofSeconds(3));
            ask(peer.localAddress());
            assertEquals(2, heard.size());
        }
    }

    @Test
    @DisplayName("at most 32 are asked about at once, for 2 s each; then nothing is left open")
    void bounded() {
        loop.execute(() -> {
            for (int port = 1; port <= 40; port++) {
                ports.ask(new InetSocketAddress("192.0.2.99", port));
            }
        });
        network.runFor(Duration.ofMillis(1_900));
        assertEquals(32, network.recording().size());
    }
}
