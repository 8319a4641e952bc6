// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.SystemOptions;
import dev.demitasse.testkit.AllocationProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("shared ports on this machine's network, on loopback")
class SharedRtpPortsIT {
    private static final int PHONES = 12;
    private static final int ON_TRUNK = 12;

    private final Network network = Network.system(new SystemOptions(2, 2, 16, Duration.ofSeconds(5)));
    private final InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private final List<RtpSession> sessions = new ArrayList<>();
    private final List<ToneBadge> badges = new ArrayList<>();

    @AfterEach
    void close() {
        network.close();
    }

    private RtpSession session(RtpPorts ports, RtpPorts to) {
        var badge = new ToneBadge(badges.size() / 2);
        badges.add(badge);
        RtpSession session = RtpSession.builder(
                        network, ports, Pair.pcmu().remote(to.rtpAddress()).build())
                .processor(badge)
                .build();
        sessions.add(session);
        return session;
    }

    /** Two sides of a call, which tell each other their SSRCs. */
    private void call(RtpPorts here, RtpPorts there) {
        RtpSession a = session(here, there);
        RtpSession b = session(there, here);
        name(a, b);
        name(b, a);
        a.start();
        b.start();
    }

    private static void name(RtpSession session, RtpSession peer) {
        session.update(Pair.pcmu()
                .remote(peer.ports().rtpAddress())
                .remoteSsrc(peer.statistics().localSsrc())
                .build());
    }

    private static void flood(InetSocketAddress to) throws IOException {
        var random = new Random(1);
        try (DatagramChannel channel = DatagramChannel.open()) {
            for (int i = 0; i < 200; i++) {
                ByteBuffer bytes = ByteBuffer.allocate(172);
                RtpPacket.writeHeader(bytes, 0, false, i, i * 160, random.nextInt());
                channel.send(bytes.position(0), to);
            }
        }
    }

    @Test
    @DisplayName(
            "24 calls on one port, half of them of one address, among foreign packets: each hears its own tone and no other")
    void calls() throws IOException, InterruptedException {
        SharedRtpPorts shared = SharedRtpPorts.bind(network, any);
        SharedRtpPorts gateway = SharedRtpPorts.bind(network, any);
        for (int n = 0; n < PHONES; n++) {
            call(shared.newCall(), RtpPorts.bind(network, InetAddress.getLoopbackAddress()));
        }
        for (int n = 0; n < ON_TRUNK; n++) {
            call(shared.newCall(), gateway.newCall());
        }
        for (int i = 0; i < 50; i++) {
            flood(shared.rtpAddress());
            Thread.sleep(100);
        }
        sessions.forEach(RtpSession::close);
        shared.close();
        gateway.close();
        for (int i = 0; i < sessions.size(); i++) {
            ToneBadge badge = badges.get(i);
            RtpStatistics statistics = sessions.get(i).statistics();
            String seen = badge + " " + statistics;
            assertEquals(0, badge.foreign, seen);
            assertTrue(badge.ours >= 200, seen);
            assertEquals(
                    sessions.get(i ^ 1).statistics().localSsrc(),
                    statistics.remoteSsrc().orElseThrow(),
                    seen);
        }
        assertTrue(shared.counters().foreign() >= 5_000, shared.counters()::toString);
        assertEquals(0, gateway.counters().foreign(), gateway.counters()::toString);
    }

    /** The least that the loop of some ports allocates in a half second: in the others there are reports, which allocate. */
    private long leastAllocated(RtpPorts ports) throws InterruptedException {
        AllocationProbe probe = AllocationProbe.create();
        var loopThread = new CompletableFuture<Thread>();
        ports.loop().execute(() -> loopThread.complete(Thread.currentThread()));
        assertTrue(network.await(loopThread, Duration.ofSeconds(5)));
        Thread.sleep(4_000);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            long before = probe.allocatedBytes(loopThread.getNow(null));
            Thread.sleep(500);
            least = Math.min(least, probe.allocatedBytes(loopThread.getNow(null)) - before);
        }
        return least;
    }

    @Test
    @DisplayName("a trunk allocates nothing on its loop")
    void allocation() throws IOException, InterruptedException {
        SharedRtpPorts shared = SharedRtpPorts.bind(network, any);
        SharedRtpPorts gateway = SharedRtpPorts.bind(network, any);
        for (int n = 0; n < 3; n++) {
            call(shared.newCall(), gateway.newCall());
        }
        assertEquals(0, leastAllocated(sessions.get(0).ports()), "bytes in 500 ms");
        sessions.forEach(session -> assertTrue(session.statistics().received().packets() > 300));
    }

    @Test
    @DisplayName("phones cost what the JDK makes of each source that is not the one before: below 200 bytes a packet")
    void allocationOfSources() throws IOException, InterruptedException {
        SharedRtpPorts shared = SharedRtpPorts.bind(network, any);
        RtpPorts first = shared.newCall();
        for (int n = 0; n < 3; n++) {
            RtpPorts there = RtpPorts.bind(network, InetAddress.getLoopbackAddress());
            while (there.loop() == first.loop()) {
                there = RtpPorts.bind(network, InetAddress.getLoopbackAddress());
            }
            call(n == 0 ? first : shared.newCall(), there);
        }
        long packets = 3 * 25;
        assertTrue(leastAllocated(first) <= 200 * packets);
    }

    @Test
    @DisplayName("closed, both ports are free again")
    void free() throws IOException, InterruptedException {
        SharedRtpPorts shared = SharedRtpPorts.bind(network, any);
        InetSocketAddress address = shared.rtpAddress();
        RtpPorts call = shared.newCall();
        shared.close();
        call.close();
        for (int i = 0; i < 100 && shared.calls() > 0; i++) {
            Thread.sleep(10);
        }
        Thread.sleep(100);
        SharedRtpPorts.bind(network, address).close();
        assertEquals(0, shared.calls());
    }
}
