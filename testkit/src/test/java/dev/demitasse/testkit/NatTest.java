// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Network address translation, RFC 3489 section 5 and RFC 4787")
class NatTest {
    private static final String INSIDE = "10.0.0.2";
    private static final String PUBLIC = "203.0.113.1";

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(3);
    private final Talk inside = new Talk(network, INSIDE, 5060);
    private final Talk server = new Talk(network, "192.0.2.1", 5060);
    private final Talk sameHost = new Talk(network, "192.0.2.1", 5062);
    private final Talk stranger = new Talk(network, "192.0.2.2", 5060);

    @AfterEach
    void close() {
        network.close();
    }

    /** The public address from which a host sees the socket inside, after it has sent to that one. */
    private InetSocketAddress seenBy(Talk outside) {
        inside.send("out", outside);
        network.runUntilIdle();
        return outside.sources.get(outside.sources.size() - 1);
    }

    private List<String> whoPasses(InetSocketAddress binding) {
        inside.heard.clear();
        server.send("server", binding);
        sameHost.send("same host", binding);
        stranger.send("stranger", binding);
        network.runUntilIdle();
        return inside.texts();
    }

    @Test
    @DisplayName("full cone: one public port, everybody passes")
    void fullCone() {
        network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        InetSocketAddress binding = seenBy(server);
        assertEquals(PUBLIC, binding.getAddress().getHostAddress());
        assertEquals(binding, seenBy(sameHost));
        assertEquals(List.of("server", "same host", "stranger"), whoPasses(binding));
    }

    @Test
    @DisplayName("address restricted: whoever's address was sent to passes")
    void addressRestricted() {
        network.nat(INSIDE, PUBLIC, Nat.Kind.ADDRESS_RESTRICTED);
        assertEquals(List.of("server", "same host"), whoPasses(seenBy(server)));
        assertEquals(
                1,
                network.recording().stream()
                        .filter(packet -> packet.fate() == Fate.NAT_BLOCKED)
                        .count());
    }

    @Test
    @DisplayName("port restricted: whoever's address and port was sent to passes")
    void portRestricted() {
        network.nat(INSIDE, PUBLIC, Nat.Kind.PORT_RESTRICTED);
        InetSocketAddress binding = seenBy(server);
        assertEquals(List.of("server"), whoPasses(binding));
        assertEquals(binding, seenBy(stranger));
        assertEquals(List.of("server", "stranger"), whoPasses(binding));
    }

    @Test
    @DisplayName("symmetric: a public port for each target, who alone passes")
    void symmetric() {
        network.nat(INSIDE, PUBLIC, Nat.Kind.SYMMETRIC);
        InetSocketAddress binding = seenBy(server);
        assertNotEquals(binding, seenBy(sameHost));
        assertEquals(List.of("server"), whoPasses(binding));
        assertEquals(binding, seenBy(server));
    }

    @Test
    @DisplayName("the host inside sees its private address only, and nobody outside reaches that")
    void privateAddress() throws Exception {
        network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        assertEquals(
                INSIDE,
                network.host(INSIDE).localAddressTowards(server.address()).getHostAddress());
        server.send("x", inside.address());
        network.runUntilIdle();
        assertEquals(List.of(), inside.heard);
        assertEquals(Fate.NO_HOST, network.recording().get(0).fate());
    }

    @Test
    @DisplayName("a binding ends two minutes after the last datagram from inside; the next has another port")
    void timeout() {
        Nat nat = network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        InetSocketAddress binding = seenBy(server);
        network.runFor(Duration.ofSeconds(119));
        server.send("in does not refresh", binding);
        network.runFor(Duration.ofSeconds(2));
        server.send("too late", binding);
        network.runUntilIdle();
        assertEquals(List.of("in does not refresh"), inside.texts());
        assertNotEquals(binding, seenBy(server));
        nat.bindingTimeout(Duration.ofSeconds(10));
        InetSocketAddress shorter = seenBy(server);
        network.runFor(Duration.ofSeconds(11));
        assertNotEquals(shorter, seenBy(server));
        assertThrows(IllegalArgumentException.class, () -> nat.bindingTimeout(Duration.ZERO));
    }

    @Test
    @DisplayName("rebinding moves to new public ports and forgets the old ones")
    void rebind() {
        Nat nat = network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        InetSocketAddress before = seenBy(server);
        nat.rebind();
        server.send("to the old one", before);
        network.runUntilIdle();
        assertEquals(List.of(), inside.heard);
        InetSocketAddress after = seenBy(server);
        assertNotEquals(before, after);
        assertEquals(List.of("server", "same host", "stranger"), whoPasses(after));
    }

    @Test
    @DisplayName("hosts behind the same NAT reach each other directly, and through their public ports")
    void hairpin() {
        Nat nat = network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        Talk neighbour = new Talk(network, "10.0.0.3", 5060);
        assertSame(nat, network.nat("10.0.0.3", PUBLIC, Nat.Kind.FULL_CONE));
        neighbour.send("directly", inside);
        network.runUntilIdle();
        assertEquals(neighbour.address(), inside.sources.get(0));
        InetSocketAddress binding = seenBy(server);
        neighbour.send("by the public port", binding);
        network.runUntilIdle();
        assertEquals(List.of("directly", "by the public port"), inside.texts());
        assertEquals(PUBLIC, inside.sources.get(1).getAddress().getHostAddress());
    }

    @Test
    @DisplayName("two NATs in the way are passed one after the other")
    void twoNats() {
        network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        network.nat("192.0.2.2", "203.0.113.2", Nat.Kind.FULL_CONE);
        InetSocketAddress binding = seenBy(server);
        stranger.send("from behind another NAT", binding);
        network.runUntilIdle();
        assertEquals(List.of("from behind another NAT"), inside.texts());
        assertEquals("203.0.113.2", inside.sources.get(0).getAddress().getHostAddress());
    }

    @Test
    @DisplayName("a NAT's address is no host's, and one NAT is of one kind")
    void misuse() {
        network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        assertThrows(IllegalArgumentException.class, () -> network.nat("10.0.0.3", PUBLIC, Nat.Kind.SYMMETRIC));
        assertThrows(IllegalArgumentException.class, () -> network.nat(INSIDE, "192.0.2.1", Nat.Kind.SYMMETRIC));
        assertThrows(IllegalArgumentException.class, () -> network.host(PUBLIC));
        assertTrue(network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE).toString().contains(PUBLIC));
    }

    @Test
    @DisplayName("a socket that comes back takes nothing from the one that has got its old port meanwhile")
    void reusedPort() {
        Nat nat = network.nat(INSIDE, PUBLIC, Nat.Kind.FULL_CONE);
        InetSocketAddress target = new InetSocketAddress("192.0.2.1", 5060);
        InetSocketAddress first = new InetSocketAddress(INSIDE, 1);
        InetSocketAddress second = new InetSocketAddress(INSIDE, 2);
        int port = nat.outbound(first, target).getPort();
        network.runFor(Duration.ofMinutes(3));
        while (nat.outboundConnection().getPort() != 65_535) {
            // until all others have been given once: the next one is the first again
        }
        assertEquals(port, nat.outbound(second, target).getPort());
        assertNotEquals(port, nat.outbound(first, target).getPort());
        assertEquals(second, nat.holder(port));
    }
}
