// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The system's loop allocates, per datagram sent and received,")
@Timeout(300)
class AllocationIT {
    private static final int MEASURED = 20_000;
    private static final int ROUNDS = 6;

    /** In all, for the measuring and the JIT; not for a datagram. */
    private static final long ENOUGH_BYTES = MEASURED / 2;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    @DisplayName("nothing on connected endpoints, waiting for events")
    void connectedOnEvents() throws IOException {
        assertNothing(true, false);
    }

    @Test
    @DisplayName("nothing on connected endpoints, on a tick")
    void connectedOnTick() throws IOException {
        assertNothing(true, true);
    }

    @Test
    @DisplayName("nothing while source and target repeat")
    void repeatedSource() throws IOException {
        assertNothing(false, false);
    }

    private void assertNothing(boolean connected, boolean tick) throws IOException {
        try (Network network = Network.system()) {
            EventLoop loop = network.openLoop("measured");
            if (tick) {
                loop.openTick(Duration.ofNanos(100_000));
            }
            var measured = new CompletableFuture<Long>();
            var pingPong = new PingPong(loop, connected, measured);
            loop.execute(pingPong::start);
            assertTrue(network.await(measured, Duration.ofMinutes(4)), "it did not end");
            double bytes = measured.join() / (double) MEASURED;
            assertTrue(measured.join() < ENOUGH_BYTES, bytes + " bytes a datagram");
        }
    }

    /** Two endpoints of one loop that answer each other. */
    private final class PingPong implements DatagramHandler {
        private final EventLoop loop;
        private final boolean connected;
        private final CompletableFuture<Long> measured;
        private final DatagramEndpoint left;
        private final DatagramEndpoint right;
        private final InetSocketAddress leftAddress;
        private final InetSocketAddress rightAddress;
        private final ByteBuffer payload = ByteBuffer.allocateDirect(172);
        private long start;
        private long least = Long.MAX_VALUE;
        private int count;

        PingPong(EventLoop loop, boolean connected, CompletableFuture<Long> measured) throws IOException {
            this.loop = loop;
            this.connected = connected;
            this.measured = measured;
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            left = loop.bindDatagram(any, this);
            right = loop.bindDatagram(any, this);
            leftAddress = left.localAddress();
            rightAddress = right.localAddress();
        }

        void start() {
            try {
                if (connected) {
                    left.connect(rightAddress);
                    right.connect(leftAddress);
                }
            } catch (IOException failed) {
                measured.completeExceptionally(failed);
            }
            send(left, rightAddress);
        }

        private void send(DatagramEndpoint from, InetSocketAddress to) {
            payload.clear();
            if (connected) {
                from.send(payload);
            } else {
                from.send(payload, to);
            }
        }

        @Override
        public void onDatagram(DatagramEndpoint endpoint, ByteBuffer received, InetSocketAddress from, long now) {
            count++;
            if (count % MEASURED == 0 && endRound()) {
                return;
            }
            send(endpoint, endpoint == left ? rightAddress : leftAddress);
        }

        /** The first round warms up; then the least counts, for code may be compiled late on a busy machine. */
        private boolean endRound() {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            if (count > MEASURED) {
                least = Math.min(least, allocated - start);
            }
            start = allocated;
            boolean over = least < ENOUGH_BYTES || count == ROUNDS * MEASURED;
            if (over) {
                measured.complete(least);
            }
            return over;
        }
    }
}
