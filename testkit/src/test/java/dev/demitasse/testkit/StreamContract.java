// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static dev.demitasse.testkit.ContractHarness.anyPort;
import static dev.demitasse.testkit.ContractHarness.bytes;
import static dev.demitasse.testkit.ContractHarness.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.StreamEndpoint;
import dev.demitasse.event.loop.StreamHandler;
import dev.demitasse.event.loop.StreamListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of streams. */
interface StreamContract extends ContractHarness {
    /** Writes down what it hears. */
    final class StreamEar implements StreamHandler {
        final StringBuffer heard = new StringBuffer();
        final List<String> events = new CopyOnWriteArrayList<>();
        final AtomicReference<StreamEndpoint> endpoint = new AtomicReference<>();
        final AtomicInteger count = new AtomicInteger();

        @Override
        public void onConnected(StreamEndpoint connected, long now) {
            events.add("connected");
        }

        @Override
        public void onReceived(StreamEndpoint from, ByteBuffer bytes, long now) {
            count.addAndGet(bytes.remaining());
            heard.append(text(bytes));
        }

        @Override
        public void onClosed(StreamEndpoint closed, Optional<IOException> cause, long now) {
            events.add("closed " + cause.isPresent());
        }

        StreamHandler accepted(StreamEndpoint accepted) {
            endpoint.set(accepted);
            return this;
        }
    }

    @Test
    @DisplayName("bytes go both ways in order; an orderly close is told without a cause")
    default void both() throws Exception {
        EventLoop loop = loop();
        StreamEar server = new StreamEar();
        StreamEar client = new StreamEar();
        StreamListener listener = loop.listen(anyPort(), (accepted, now) -> server.accepted(accepted));
        StreamEndpoint stream = loop.connect(listener.localAddress(), client);
        on(loop, () -> stream.send(bytes("sent before it stands, ")));
        drive(() -> client.events.size() == 1 && server.endpoint.get() != null);
        on(loop, () -> stream.send(bytes("and after")));
        on(loop, () -> server.endpoint.get().send(bytes("answer")));
        drive(() -> server.heard.length() == 32 && client.heard.length() == 6);
        assertEquals("sent before it stands, and after", server.heard.toString());
        assertEquals(stream.localAddress(), server.endpoint.get().remoteAddress());
        assertEquals(listener.localAddress(), server.endpoint.get().localAddress());
        assertEquals(listener.localAddress(), stream.remoteAddress());
        stream.close();
        stream.close();
        drive(() -> server.events.size() == 1);
        settle();
        assertEquals(List.of("closed false"), server.events);
        assertEquals(List.of("connected"), client.events);
        assertFalse(on(loop, () -> stream.send(bytes("late"))));
        assertFalse(on(loop, () -> server.endpoint.get().send(bytes("late"))));
    }

    @Test
    @DisplayName("a large transfer arrives whole; closing sends what is queued first")
    default void large() throws Exception {
        EventLoop loop = loop();
        EventLoop other = loop();
        StreamEar server = new StreamEar();
        StreamListener listener = loop.listen(anyPort(), (accepted, now) -> server.accepted(accepted));
        StreamEndpoint stream = other.connect(listener.localAddress(), new StreamEar());
        assertTrue(on(other, () -> stream.send(ByteBuffer.allocate(1_000_000))));
        drive(() -> server.count.get() > 0);
        stream.close();
        drive(() -> server.events.size() == 1);
        assertEquals(1_000_000, server.count.get());
        assertEquals(List.of("closed false"), server.events);
    }

    @Test
    @DisplayName("what an acceptor sends before it closes arrives whole")
    default void closedWhenAccepted() throws Exception {
        EventLoop loop = loop();
        EventLoop other = loop();
        int large = StreamEndpoint.MAXIMUM_QUEUED_BYTES;
        StreamListener listener = loop.listen(anyPort(), (accepted, now) -> {
            assertTrue(accepted.send(ByteBuffer.allocate(large)));
            accepted.close();
            return new StreamEar();
        });
        StreamEar client = new StreamEar();
        other.connect(listener.localAddress(), client);
        drive(() -> client.events.contains("closed false"));
        assertEquals(large, client.count.get());
        assertEquals(List.of("connected", "closed false"), client.events);
    }

    @Test
    @DisplayName("a refused connection is told with its cause")
    default void refused() throws Exception {
        EventLoop loop = loop();
        StreamListener gone = loop.listen(anyPort(), (accepted, now) -> new StreamEar());
        InetSocketAddress closedPort = gone.localAddress();
        gone.close();
        on(loop, () -> null);
        StreamEar client = new StreamEar();
        loop.connect(closedPort, client);
        drive(() -> client.events.size() == 1);
        assertEquals(List.of("closed true"), client.events);
    }

    @Test
    @DisplayName("a listener's port is refused to others, and free again when it is closed")
    default void listenerPort() throws Exception {
        EventLoop loop = loop();
        StreamListener first = loop.listen(anyPort(), (accepted, now) -> new StreamEar());
        InetSocketAddress taken = first.localAddress();
        assertThrows(BindException.class, () -> loop.listen(taken, (accepted, now) -> new StreamEar()));
        first.close();
        first.close();
        on(loop, () -> null);
        loop.listen(taken, (accepted, now) -> new StreamEar()).close();
    }

    @Test
    @DisplayName("who does not read slows the sender down, until too much is queued")
    default void backPressure() throws Exception {
        EventLoop loop = loop();
        StreamEar server = new StreamEar();
        StreamEar client = new StreamEar();
        StreamListener listener = loop.listen(anyPort(), (accepted, now) -> {
            accepted.reading(false);
            return server.accepted(accepted);
        });
        StreamEndpoint stream = loop.connect(listener.localAddress(), client);
        drive(() -> client.events.size() == 1 && server.endpoint.get() != null);
        on(loop, () -> stream.send(ByteBuffer.allocate(50_000)));
        settle();
        assertEquals(0, server.count.get());
        on(loop, () -> {
            server.endpoint.get().reading(true);
            return null;
        });
        drive(() -> server.count.get() == 50_000);
        on(loop, () -> {
            server.endpoint.get().reading(false);
            return null;
        });
        AtomicInteger accepted = new AtomicInteger();
        while (accepted.get() < 1000 && on(loop, () -> stream.send(ByteBuffer.allocate(100_000)))) {
            accepted.incrementAndGet();
        }
        assertTrue(accepted.get() >= 10 && accepted.get() < 1000, "100 kB was queued " + accepted + " times");
        drive(() -> client.events.size() == 2);
        assertEquals(List.of("connected", "closed true"), client.events);
    }

    @Test
    @DisplayName("a closing loop closes its connections; the peer hears of it, its own handler does not")
    default void loopCloses() throws Exception {
        EventLoop loop = loop();
        EventLoop other = loop();
        StreamEar server = new StreamEar();
        StreamEar client = new StreamEar();
        StreamListener listener = loop.listen(anyPort(), (accepted, now) -> server.accepted(accepted));
        other.connect(listener.localAddress(), client);
        drive(() -> client.events.size() == 1 && server.endpoint.get() != null);
        other.close();
        drive(() -> server.events.size() == 1);
        assertEquals(List.of("connected"), client.events);
    }
}
