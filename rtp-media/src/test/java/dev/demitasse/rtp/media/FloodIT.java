// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a call over real sockets while foreign packets come, up to 100,000 a second for 10 s")
class FloodIT {
    private static final int SECONDS = 10;
    private static final int PER_MILLISECOND = 100;

    private static RtpSession session(Network network, RtpPorts ports, RtpPorts to) {
        RtpSession session = RtpSession.builder(
                        network, ports, Pair.pcmu().remote(to.rtpAddress()).build())
                .processor((received, toSend, now) -> true)
                .build();
        session.start();
        return session;
    }

    private static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Sends as many as the machine makes, but no more than 100 a millisecond; tells how many. */
    private static long flood(InetSocketAddress to) throws IOException {
        long sent = 0;
        try (DatagramChannel channel = DatagramChannel.open()) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(172);
            long began = System.nanoTime();
            long elapsed = 0;
            while (elapsed < SECONDS * 1_000_000_000L) {
                if (sent >= elapsed / 1_000_000 * PER_MILLISECOND) {
                    LockSupport.parkNanos(200_000);
                } else {
                    bytes.clear();
                    RtpPacket.writeHeader(bytes, 0, false, (int) sent & 0xFFFF, (int) sent * 160, 77);
                    channel.send(bytes.position(172).flip(), to);
                    sent++;
                }
                elapsed = System.nanoTime() - began;
            }
        }
        return sent;
    }

    @Test
    @DisplayName("MOS falls by 0.1 at most, memory grows by 10 % at most")
    void flooded() throws IOException, InterruptedException {
        try (Network network = Network.system()) {
            InetAddress local = InetAddress.getLoopbackAddress();
            RtpPorts here = RtpPorts.bind(network, local);
            RtpPorts there = RtpPorts.bind(network, local);
            try (RtpSession a = session(network, here, there);
                    RtpSession b = session(network, there, here)) {
                Thread.sleep(3_000);
                double before = b.statistics().mos().orElseThrow();
                long heap = heapBytes();
                long sent = flood(there.rtpAddress());
                long grown = heapBytes() - heap;
                RtpStatistics after = b.statistics();
                String figures = String.format(
                        Locale.ROOT,
                        "%d foreign packets a second, heap %d kB and %+d kB, MOS %.2f and then %s",
                        sent / SECONDS,
                        heap / 1_024,
                        grown / 1_024,
                        before,
                        after);
                System.out.println(figures);
                assertTrue(after.mos().orElseThrow() >= before - 0.1, figures);
                assertTrue(grown <= heap / 10, figures);
                assertTrue(after.received().packets() >= 50 * (SECONDS + 2), figures);
                assertTrue(a.statistics().sent().packets() >= 50 * (SECONDS + 2), figures);
            }
        }
    }
}
