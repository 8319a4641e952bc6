// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static dev.demitasse.testkit.ContractHarness.anyPort;
import static dev.demitasse.testkit.ContractHarness.bytes;
import static dev.demitasse.testkit.ContractHarness.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramCounters;
import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramEndpoint.SendResult;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Tick;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of datagram endpoints. */
interface DatagramContract extends ContractHarness {
    /** Writes down what it hears. */
    final class Ear implements DatagramHandler {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final List<InetSocketAddress> sources = new CopyOnWriteArrayList<>();

        @Override
        public void onDatagram(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {
            heard.add(text(payload));
            sources.add(from);
        }

        @Override
        public void onUnreachable(DatagramEndpoint endpoint, long now) {
            heard.add("unreachable");
        }
    }

    @Test
    @DisplayName("a datagram comes with its bytes, boundaries and source; the payload is consumed")
    default void sendAndReceive() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        DatagramEndpoint a = loop.bindDatagram(anyPort(), new Ear());
        DatagramEndpoint b = loop.bindDatagram(anyPort(), ear);
        on(loop, () -> {
            ByteBuffer payload = bytes("-one-").position(1).limit(4);
            assertEquals(SendResult.SENT, a.send(payload, b.localAddress()));
            assertEquals(0, payload.remaining());
            a.send(ByteBuffer.allocate(0), b.localAddress());
            return a.send(bytes("three"), b.localAddress());
        });
        drive(() -> ear.heard.size() == 3);
        assertEquals(List.of("one", "", "three"), ear.heard);
        assertEquals(a.localAddress(), ear.sources.get(0));
        assertEquals(new DatagramCounters(0, 3, 0, 0), on(loop, a::counters));
        assertEquals(new DatagramCounters(3, 0, 0, 0), on(loop, b::counters));
    }

    @Test
    @DisplayName("port 0 takes a free port; a port in use is refused with a BindException until it is closed")
    default void bind() throws Exception {
        EventLoop loop = loop();
        DatagramEndpoint first = loop.bindDatagram(anyPort(), new Ear());
        InetSocketAddress taken = first.localAddress();
        assertNotEquals(0, taken.getPort());
        assertThrows(BindException.class, () -> loop.bindDatagram(taken, new Ear()));
        assertThrows(BindException.class, () -> loop.bindDatagram(new InetSocketAddress("192.0.2.77", 0), new Ear()));
        first.close();
        first.close();
        on(loop, () -> null);
        loop.bindDatagram(taken, new Ear()).close();
    }

    @Test
    @DisplayName("a wildcard address hears what is sent to the host")
    default void wildcard() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        DatagramEndpoint a = loop.bindDatagram(anyPort(), new Ear());
        DatagramEndpoint b = loop.bindDatagram(new InetSocketAddress("0.0.0.0", 0), ear);
        assertTrue(b.localAddress().getAddress().isAnyLocalAddress());
        on(
                loop,
                () -> a.send(
                        bytes("x"),
                        new InetSocketAddress("127.0.0.1", b.localAddress().getPort())));
        drive(() -> ear.heard.size() == 1);
    }

    @Test
    @DisplayName("a connected endpoint hears its peer only, and sends to its peer only")
    default void connected() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        Ear peerEar = new Ear();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), ear);
        DatagramEndpoint peer = loop.bindDatagram(anyPort(), peerEar);
        DatagramEndpoint other = loop.bindDatagram(anyPort(), new Ear());
        on(loop, () -> {
            assertThrows(IllegalStateException.class, () -> endpoint.send(bytes("x")));
            endpoint.connect(peer.localAddress());
            assertEquals(Optional.of(peer.localAddress()), endpoint.peer());
            assertEquals(SendResult.SENT, endpoint.send(bytes("out")));
            assertEquals(SendResult.SENT, endpoint.send(bytes("out too"), peer.localAddress()));
            assertEquals(SendResult.FAILED, endpoint.send(bytes("x"), other.localAddress()));
            other.send(bytes("from another"), endpoint.localAddress());
            return peer.send(bytes("from the peer"), endpoint.localAddress());
        });
        drive(() -> ear.heard.size() == 1 && peerEar.heard.size() == 2);
        settle();
        assertEquals(List.of("from the peer"), ear.heard);
        on(loop, () -> {
            endpoint.disconnect();
            endpoint.disconnect();
            assertEquals(Optional.empty(), endpoint.peer());
            return other.send(bytes("again"), endpoint.localAddress());
        });
        drive(() -> ear.heard.size() == 2);
        assertEquals(List.of("from the peer", "again"), ear.heard);
    }

    @Test
    @DisplayName("connecting hands on first what has come before, whatever its source")
    default void connectDrains() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), ear);
        DatagramEndpoint peer = loop.bindDatagram(anyPort(), new Ear());
        DatagramEndpoint other = loop.bindDatagram(anyPort(), new Ear());
        List<String> before = on(loop, () -> {
            other.send(bytes("1"), endpoint.localAddress());
            peer.send(bytes("2"), endpoint.localAddress());
            other.send(bytes("3"), endpoint.localAddress());
            endpoint.connect(peer.localAddress());
            return new ArrayList<>(ear.heard);
        });
        assertEquals(List.of("1", "2", "3"), before);
        settle();
        assertEquals(before, ear.heard);
    }

    @Test
    @DisplayName("a handler may connect the endpoint to the source of the datagram it has got")
    default void connectInHandler() throws Exception {
        EventLoop loop = loop();
        List<String> heard = new CopyOnWriteArrayList<>();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), (own, payload, from, now) -> {
            if (own.peer().isEmpty() && heard.isEmpty()) {
                heard.add("connecting");
                try {
                    own.connect(from);
                } catch (java.io.IOException failed) {
                    throw new AssertionError(failed);
                }
            }
            heard.add(text(payload));
        });
        DatagramEndpoint peer = loop.bindDatagram(anyPort(), new Ear());
        on(loop, () -> {
            peer.send(bytes("a"), endpoint.localAddress());
            return peer.send(bytes("b"), endpoint.localAddress());
        });
        drive(() -> heard.size() == 3);
        assertEquals(List.of("connecting", "b", "a"), heard);
    }

    @Test
    @DisplayName("a connected endpoint hears that its peer's port is closed, at once when it waits")
    default void unreachableHeard() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), ear);
        InetSocketAddress closedPort = closedPort(loop);
        on(loop, () -> {
            endpoint.connect(closedPort);
            return endpoint.send(bytes("x"));
        });
        drive(() -> ear.heard.size() == 1);
        assertEquals(List.of("unreachable"), ear.heard);
        assertEquals(new DatagramCounters(0, 1, 0, 1), on(loop, endpoint::counters));
    }

    @Test
    @DisplayName("what was said of a closed port is told once: here to the next send, which is lost")
    default void unreachableOnSend() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), ear);
        InetSocketAddress closedPort = closedPort(loop);
        List<SendResult> results = on(loop, () -> {
            endpoint.connect(closedPort);
            return List.of(endpoint.send(bytes("x")), endpoint.send(bytes("x")));
        });
        assertEquals(List.of(SendResult.SENT, SendResult.UNREACHABLE), results);
        settle();
        assertEquals(List.of(), ear.heard);
        assertEquals(new DatagramCounters(0, 1, 1, 1), on(loop, endpoint::counters));
    }

    @Test
    @DisplayName("an endpoint that is not connected never hears of closed ports")
    default void unreachableUnconnected() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), ear);
        InetSocketAddress closedPort = closedPort(loop);
        List<SendResult> results =
                on(loop, () -> List.of(endpoint.send(bytes("x"), closedPort), endpoint.send(bytes("x"), closedPort)));
        settle();
        assertEquals(List.of(SendResult.SENT, SendResult.SENT), results);
        assertEquals(List.of(), ear.heard);
    }

    @Test
    @DisplayName("what is larger than UDP can carry is TOO_LARGE")
    default void tooLarge() throws Exception {
        EventLoop loop = loop();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), new Ear());
        DatagramEndpoint other = loop.bindDatagram(anyPort(), new Ear());
        assertEquals(
                SendResult.TOO_LARGE, on(loop, () -> endpoint.send(ByteBuffer.allocate(65_508), other.localAddress())));
        assertEquals(SendResult.SENT, on(loop, () -> endpoint.send(ByteBuffer.allocate(60_000), other.localAddress())));
        assertEquals(new DatagramCounters(0, 1, 1, 0), on(loop, endpoint::counters));
    }

    @Test
    @DisplayName("a closed endpoint sends nothing and hears nothing")
    default void closed() throws Exception {
        EventLoop loop = loop();
        Ear ear = new Ear();
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), ear);
        DatagramEndpoint other = loop.bindDatagram(anyPort(), new Ear());
        SendResult result = on(loop, () -> {
            other.send(bytes("x"), endpoint.localAddress());
            endpoint.close();
            return endpoint.send(bytes("x"), other.localAddress());
        });
        settle();
        assertEquals(SendResult.CLOSED, result);
        assertEquals(List.of(), ear.heard);
    }

    @Test
    @DisplayName("while a tick is open, datagrams are read on ticks")
    default void readOnTicks() throws Exception {
        EventLoop loop = loop();
        EventLoop sending = loop();
        Ear ear = new Ear();
        Tick tick = loop.openTick(Duration.ofMillis(20));
        DatagramEndpoint endpoint = loop.bindDatagram(anyPort(), ear);
        DatagramEndpoint other = sending.bindDatagram(anyPort(), new Ear());
        on(loop, () -> null);
        on(sending, () -> {
            other.send(bytes("a"), endpoint.localAddress());
            return other.send(bytes("b"), endpoint.localAddress());
        });
        drive(() -> ear.heard.size() == 2);
        assertEquals(List.of("a", "b"), ear.heard);
        tick.close();
    }

    /** A port that nobody has. */
    private InetSocketAddress closedPort(EventLoop loop) throws Exception {
        DatagramEndpoint gone = loop.bindDatagram(anyPort(), new Ear());
        gone.close();
        on(loop, () -> null);
        return gone.localAddress();
    }
}
