// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.StreamEndpoint;
import dev.demitasse.event.loop.StreamHandler;
import dev.demitasse.event.loop.StreamListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a line does to streams")
class StreamLinesTest {
    private static final String LEFT = "192.0.2.1";
    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.2", 5060);
    private static final long MILLI = 1_000_000;

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(11);
    private final EventLoop left = network.host(LEFT).openLoop("left");
    private final EventLoop right = network.host("192.0.2.2").openLoop("right");
    private final Ear client = new Ear();
    private final Ear server = new Ear();
    private StreamListener listener;

    /** Checks that the bytes it gets count up, and writes down what happens and when. */
    private final class Ear implements StreamHandler {
        private final List<String> events = new ArrayList<>();
        private StreamEndpoint endpoint;
        private int count;
        private long lastAt;

        @Override
        public void onConnected(StreamEndpoint connected, long now) {
            events.add(now / MILLI + " connected");
        }

        @Override
        public void onReceived(StreamEndpoint from, ByteBuffer bytes, long now) {
            while (bytes.hasRemaining()) {
                assertEquals((byte) count++, bytes.get());
            }
            lastAt = now / MILLI;
        }

        @Override
        public void onClosed(StreamEndpoint closed, Optional<IOException> cause, long now) {
            events.add(now / MILLI + " closed"
                    + cause.map(why -> ": " + why.getMessage()).orElse(""));
        }
    }

    @BeforeEach
    void listen() throws IOException {
        listener = right.listen(SERVER, (accepted, now) -> {
            server.endpoint = accepted;
            return server;
        });
    }

    @AfterEach
    void close() {
        network.close();
    }

    private StreamEndpoint connect() throws IOException {
        return left.connect(SERVER, client);
    }

    private static ByteBuffer counting(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (int i = 0; i < bytes; i++) {
            buffer.put((byte) i);
        }
        return buffer.flip();
    }

    private void both(LinkConditions conditions) {
        network.conditionsEverywhere(conditions);
    }

    @Test
    @DisplayName("latency delays the opening by the way there and back, and bytes by the way there")
    void latency() throws IOException {
        both(LinkConditions.builder().latency(Duration.ofMillis(25)).build());
        StreamEndpoint stream = connect();
        network.runUntilIdle();
        assertEquals(List.of("50 connected"), client.events);
        left.execute(() -> stream.send(counting(100)));
        network.runUntilIdle();
        assertEquals(75, server.lastAt);
        assertEquals(LEFT, server.endpoint.remoteAddress().getAddress().getHostAddress());
    }

    @Test
    @DisplayName("loss delays, and neither loses nor reorders a byte")
    void loss() throws IOException {
        both(LinkConditions.builder()
                .latency(Duration.ofMillis(5))
                .jitter(Duration.ofMillis(20))
                .loss(0.2)
                .build());
        StreamEndpoint stream = connect();
        left.execute(() -> stream.send(counting(200_000)));
        network.runUntilIdle();
        assertEquals(200_000, server.count);
        assertTrue(server.lastAt > 200, "it took " + server.lastAt + " ms");
    }

    @Test
    @DisplayName("a window of bytes is on its way; a large transfer waits for the reader's answers")
    void window() throws IOException {
        both(LinkConditions.builder().latency(Duration.ofMillis(100)).build());
        StreamEndpoint stream = connect();
        left.execute(() -> stream.send(counting(900_000)));
        network.runUntilIdle();
        assertEquals(900_000, server.count);
        // Connected after 200 ms; four windows of 256 KiB, 200 ms apart, the last one 100 ms on its way.
        assertEquals(900, server.lastAt);
    }

    @Test
    @DisplayName("a cut shorter than a minute delays; retransmissions find the line mended")
    void shortCut() throws IOException {
        StreamEndpoint stream = connect();
        network.runUntilIdle();
        both(LinkConditions.CUT);
        left.execute(() -> stream.send(counting(5000)));
        network.runFor(Duration.ofSeconds(30));
        assertEquals(0, server.count);
        both(LinkConditions.PERFECT);
        network.runUntilIdle();
        assertEquals(5000, server.count);
        assertEquals(List.of("0 connected"), client.events);
    }

    @Test
    @DisplayName("a longer cut ends the connection for who sends")
    void longCut() throws IOException {
        StreamEndpoint stream = connect();
        network.runUntilIdle();
        both(LinkConditions.CUT);
        left.execute(() -> stream.send(counting(10)));
        network.runUntilIdle();
        assertEquals(2, client.events.size());
        assertTrue(client.events.get(1).endsWith("closed: Connection timed out"), client.events.get(1));
        assertEquals(List.of(), server.events);
    }

    @Test
    @DisplayName("nobody there: the opening is given up after 127 s")
    void nobody() throws IOException {
        left.connect(new InetSocketAddress("192.0.2.99", 5060), client);
        network.runUntilIdle();
        assertEquals(List.of("127000 closed: Connection timed out"), client.events);
    }

    @Test
    @DisplayName("the opening is tried again over a line that was cut")
    void openingOverCut() throws IOException {
        both(LinkConditions.CUT);
        connect();
        network.runFor(Duration.ofSeconds(2));
        both(LinkConditions.PERFECT);
        network.runUntilIdle();
        assertEquals(List.of("3000 connected"), client.events);
    }

    @Test
    @DisplayName("sending to an end that is closed resets the connection")
    void reset() throws IOException {
        both(LinkConditions.builder().latency(Duration.ofMillis(10)).build());
        StreamEndpoint stream = connect();
        network.runUntilIdle();
        right.execute(() -> server.endpoint.close());
        left.execute(() -> stream.send(counting(10)));
        network.runUntilIdle();
        assertEquals(List.of("20 connected", "30 closed"), client.events);
        assertEquals(0, server.count);
    }

    @Test
    @DisplayName("a closed listener refuses, what it accepted stays")
    void refused() throws IOException {
        StreamEndpoint stream = connect();
        network.runUntilIdle();
        listener.close();
        left.connect(SERVER, client);
        left.execute(() -> stream.send(counting(10)));
        network.runUntilIdle();
        assertEquals(List.of("0 connected", "0 closed: Connection refused"), client.events);
        assertEquals(10, server.count);
    }

    @Test
    @DisplayName("a handler that throws while accepting closes the connection, and fails the test")
    void acceptorThrows() throws IOException {
        InetSocketAddress address = new InetSocketAddress("192.0.2.2", 7);
        right.listen(address, (accepted, now) -> {
            throw new IllegalStateException("not wanted");
        });
        left.connect(address, client);
        AssertionError failed = assertThrows(AssertionError.class, network::runUntilIdle);
        assertEquals("not wanted", failed.getCause().getMessage());
        network.runUntilIdle();
        assertEquals(List.of("0 connected", "0 closed"), client.events);
    }

    @Test
    @DisplayName("behind a NAT the server sees its address; nobody connects to it from outside")
    void nat() throws IOException {
        network.nat(LEFT, "203.0.113.1", Nat.Kind.FULL_CONE);
        StreamEndpoint stream = connect();
        network.runUntilIdle();
        assertEquals("203.0.113.1", server.endpoint.remoteAddress().getAddress().getHostAddress());
        right.execute(() -> server.endpoint.send(counting(300)));
        network.runUntilIdle();
        assertEquals(300, client.count);
        left.listen(new InetSocketAddress(LEFT, 80), (accepted, now) -> new Ear());
        Ear outside = new Ear();
        right.connect(new InetSocketAddress(LEFT, 80), outside);
        network.runUntilIdle();
        assertTrue(outside.events.get(0).endsWith("Connection timed out"), () -> outside.events.get(0));
        stream.close();
    }

    @Test
    @DisplayName("who closes without being read is done after a second")
    void closeLimit() throws IOException {
        StreamEndpoint stream = connect();
        network.runUntilIdle();
        right.execute(() -> server.endpoint.reading(false));
        left.execute(() -> stream.send(counting(700_000)));
        network.runUntilIdle();
        stream.close();
        network.runUntilIdle();
        assertEquals(1000, network.now() / MILLI);
        right.execute(() -> server.endpoint.reading(true));
        network.runUntilIdle();
        assertEquals(256 * 1024, server.count);
        assertEquals(List.of("1000 closed"), server.events);
        listener.close();
        network.assertNothingPending();
    }

    @Test
    @DisplayName("a loop that is closed while its connection is answered leaves no half of it at the server")
    void loopClosesWhileConnecting() throws IOException {
        network.conditionsEverywhere(
                LinkConditions.builder().latency(Duration.ofMillis(10)).build());
        connect();
        network.runFor(Duration.ofMillis(15));
        left.close();
        network.runUntilIdle();
        assertEquals(List.of("30 closed"), server.events);
        listener.close();
        network.assertNothingPending();
    }
}
