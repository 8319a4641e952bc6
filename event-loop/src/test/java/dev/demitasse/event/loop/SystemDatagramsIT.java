// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static dev.demitasse.event.loop.OneLoop.bytes;
import static dev.demitasse.event.loop.OneLoop.loopback;
import static dev.demitasse.event.loop.OneLoop.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Datagrams of the system's network, on real sockets")
@Timeout(120)
class SystemDatagramsIT {
    private final OneLoop one = new OneLoop();
    private final EventLoop loop = one.loop;

    @AfterEach
    void close() {
        one.close();
    }

    @Test
    @DisplayName("a datagram arrives with its source and its bytes")
    void datagram() throws IOException {
        List<String> got = new CopyOnWriteArrayList<>();
        var receiver = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> got.add(from + text(payload)));
        var sender = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        assertEquals(
                DatagramEndpoint.SendResult.SENT,
                one.onLoop(() -> sender.send(bytes("hello"), receiver.localAddress())));
        one.until(() -> got.size() == 1);
        assertEquals(sender.localAddress() + "hello", got.get(0));
        assertEquals(1, one.onLoop(receiver::counters).received());
        assertEquals(1, one.onLoop(sender::counters).sent());
    }

    @Test
    @DisplayName("a port in use is a BindException")
    void inUse() throws IOException {
        var first = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        assertThrows(
                BindException.class,
                () -> loop.bindDatagram(first.localAddress(), (endpoint, payload, from, now) -> {}));
    }

    @Test
    @DisplayName("connect hands on what was queued before, from whomever, and hears only the peer afterwards")
    void connectDrains() throws IOException {
        List<String> got = new CopyOnWriteArrayList<>();
        var receiver = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> got.add(text(payload)));
        var friend = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        var stranger = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        one.onLoop(() -> {
            friend.send(bytes("f1"), receiver.localAddress());
            stranger.send(bytes("s1"), receiver.localAddress());
            receiver.connect(friend.localAddress());
            stranger.send(bytes("s2"), receiver.localAddress());
            friend.send(bytes("f2"), receiver.localAddress());
            return null;
        });
        one.until(() -> got.contains("f2"));
        assertEquals(List.of("f1", "s1", "f2"), got);
        assertEquals(Optional.of(friend.localAddress()), one.onLoop(receiver::peer));
    }

    @Test
    @DisplayName("many that wait are handed on in order, and one at another endpoint does not wait for all of them")
    void turns() throws IOException {
        List<String> got = new CopyOnWriteArrayList<>();
        var busy = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> got.add(text(payload)));
        var quiet = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> got.add("quiet"));
        var sender = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        List<String> numbers =
                IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        for (int turn = 0; turn < 3; turn++) { // after a pause too
            got.clear();
            one.onLoop(() -> {
                numbers.forEach(number -> sender.send(bytes(number), busy.localAddress()));
                return sender.send(bytes("one"), quiet.localAddress());
            });
            one.until(() -> got.size() == 101);
            assertTrue(got.indexOf("quiet") <= 64, got::toString);
            assertEquals(
                    numbers, got.stream().filter(text -> !text.equals("quiet")).toList());
        }
    }

    @Test
    @DisplayName("a closed port of the peer is a counted result, not an error")
    void unreachable() throws IOException {
        var closed = loop.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        InetSocketAddress gone = closed.localAddress();
        one.onLoop(() -> {
            closed.close();
            return null;
        });
        AtomicInteger told = new AtomicInteger();
        var sender = loop.bindDatagram(loopback(0), new DatagramHandler() {
            @Override
            public void onDatagram(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {}

            @Override
            public void onUnreachable(DatagramEndpoint endpoint, long now) {
                told.incrementAndGet();
            }
        });
        List<DatagramEndpoint.SendResult> results = new ArrayList<>();
        one.onLoop(() -> {
            sender.connect(gone);
            return null;
        });
        for (int i = 0; i < 6; i++) {
            results.add(one.onLoop(() -> sender.send(bytes("x"))));
        }
        one.until(() -> told.get() > 0 || results.contains(DatagramEndpoint.SendResult.UNREACHABLE));
        assertTrue(one.onLoop(sender::counters).unreachable() > 0);
        assertTrue(one.failures.isEmpty());
    }

    @Test
    @DisplayName("an oversized datagram is TOO_LARGE, one after close is CLOSED")
    void results() throws IOException {
        var endpoint = loop.bindDatagram(loopback(0), (e, payload, from, now) -> {});
        assertEquals(
                DatagramEndpoint.SendResult.TOO_LARGE,
                one.onLoop(() -> endpoint.send(ByteBuffer.allocate(65_535), loopback(9))));
        assertEquals(DatagramEndpoint.SendResult.CLOSED, one.onLoop(() -> {
            endpoint.close();
            return endpoint.send(bytes("x"), loopback(9));
        }));
    }
}
