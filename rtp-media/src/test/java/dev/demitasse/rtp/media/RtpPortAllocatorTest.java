// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 11: pairs of ports, bound when allocated")
class RtpPortAllocatorTest {
    private final SimulatedNetwork network = SimulatedNetwork.withSeed(1);
    private final InetAddress local = InetAddress.getLoopbackAddress();

    @AfterEach
    void close() {
        network.runFor(Duration.ofMillis(1));
        network.assertNothingPending();
        network.close();
    }

    private RtpPortAllocator allocator(int first, int last) {
        return new RtpPortAllocator(network, local, first, last, Duration.ofSeconds(2));
    }

    private static int port(RtpPorts ports) {
        assertEquals(ports.rtpAddress().getPort() + 1, ports.rtcpAddress().getPort());
        return ports.rtpAddress().getPort();
    }

    @Test
    @DisplayName("in sequence, RTP on even ports, around the end, past those in use")
    void sequence() throws IOException {
        var allocator = new RtpPortAllocator(network, local, 9_999, 10_005, Duration.ZERO);
        RtpPorts one = allocator.allocate();
        RtpPorts two = allocator.allocate();
        assertEquals(10_000, port(one));
        assertEquals(10_002, port(two));
        one.close();
        RtpPorts three = allocator.allocate();
        RtpPorts four = allocator.allocate();
        assertEquals(10_004, port(three));
        assertEquals(10_000, port(four));
        assertEquals(3, allocator.inUse());
        assertThrows(PortsExhaustedException.class, allocator::allocate);
        List.of(two, three, four).forEach(RtpPorts::close);
        assertEquals(0, allocator.inUse());
    }

    @Test
    @DisplayName("a pair given back rests in quarantine, by the network's clock")
    void quarantine() throws IOException {
        var allocator = allocator(10_000, 10_001);
        RtpPorts ports = allocator.allocate();
        ports.close();
        ports.close();
        assertEquals(1, allocator.inQuarantine());
        var exhausted = assertThrows(PortsExhaustedException.class, allocator::allocate);
        assertEquals(0, exhausted.inUse());
        assertEquals(1, exhausted.inQuarantine());
        network.runFor(Duration.ofMillis(1_999));
        assertThrows(PortsExhaustedException.class, allocator::allocate);
        network.runFor(Duration.ofMillis(1));
        assertEquals(0, allocator.inQuarantine());
        RtpPorts again = allocator.allocate();
        assertEquals(10_000, port(again));
        again.close();
    }

    @Test
    @DisplayName("ports that others have bound are passed over, also when it is the odd one only")
    void takenByOthers() throws IOException {
        EventLoop loop = network.openLoop("other");
        loop.bindDatagram(new InetSocketAddress(local, 10_000), (endpoint, payload, from, now) -> {});
        loop.bindDatagram(new InetSocketAddress(local, 10_003), (endpoint, payload, from, now) -> {});
        var allocator = allocator(10_000, 10_007);
        RtpPorts ports = allocator.allocate();
        assertEquals(10_004, port(ports));
        assertEquals(1, allocator.inUse());
        loop.close();
        RtpPorts next = allocator.allocate();
        RtpPorts again = allocator.allocate();
        assertEquals(10_006, port(next));
        assertEquals(10_000, port(again));
        List.of(ports, next, again).forEach(RtpPorts::close);
    }

    @Test
    @DisplayName("all taken by others is exhaustion too")
    void allTaken() throws IOException {
        EventLoop loop = network.openLoop("other");
        loop.bindDatagram(new InetSocketAddress(local, 10_001), (endpoint, payload, from, now) -> {});
        var exhausted = assertThrows(PortsExhaustedException.class, allocator(10_000, 10_001)::allocate);
        assertEquals(0, exhausted.inUse());
        loop.close();
    }

    @Test
    @DisplayName("waiting for a pair ends when one is given back and has rested (regression: not only with the limit)")
    void waiting() throws IOException {
        var allocator = allocator(10_000, 10_001);
        RtpPorts ports = allocator.allocate();
        assertThrows(PortsExhaustedException.class, () -> allocator.allocate(Duration.ofSeconds(1)));
        assertEquals(Duration.ofSeconds(1).toNanos(), network.now());
        network.applicationThreads().start("closer", () -> {
            network.newSignal().await(() -> false, Duration.ofSeconds(4).toNanos());
            ports.close();
        });
        RtpPorts next = allocator.allocate(Duration.ofSeconds(60));
        assertEquals(Duration.ofSeconds(6).toNanos(), network.now());
        next.close();
    }

    @Test
    @DisplayName("sessions are spread over all phases of a frame, on each media loop")
    void phases() throws IOException {
        var allocator = allocator(10_000, 20_000);
        Map<EventLoop, List<Integer>> phases = new HashMap<>();
        List<RtpPorts> all = new ArrayList<>();
        for (int i = 0; i < RtpEngine.PHASES * network.mediaLoopCount(); i++) {
            RtpPorts ports = allocator.allocate();
            all.add(ports);
            phases.computeIfAbsent(ports.loop(), loop -> new ArrayList<>()).add(ports.phase());
        }
        assertEquals(network.mediaLoopCount(), phases.size());
        phases.values()
                .forEach(list ->
                        assertEquals(RtpEngine.PHASES, list.stream().distinct().count()));
        all.forEach(RtpPorts::close);
    }

    @Test
    @DisplayName("a range without a pair, or a negative quarantine, is refused")
    void misuse() {
        assertThrows(IllegalArgumentException.class, () -> allocator(10_001, 10_002));
        assertThrows(IllegalArgumentException.class, () -> allocator(0, 100));
        assertThrows(IllegalArgumentException.class, () -> allocator(10_000, 70_000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RtpPortAllocator(network, local, 10_000, 10_010, Duration.ofSeconds(-1)));
    }

    @Test
    @DisplayName("a pair of ports that the machine chooses")
    void anyPorts() throws IOException {
        RtpPorts ports = RtpPorts.bind(network, local);
        assertEquals(ports.rtpAddress().getPort() + 1, ports.rtcpAddress().getPort());
        ports.close();
    }
}
