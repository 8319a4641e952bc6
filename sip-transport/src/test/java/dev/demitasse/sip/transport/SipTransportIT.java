// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Via;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("SIP over UDP, on real sockets")
@Timeout(30)
class SipTransportIT {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Network network = Network.system();
    private final EventLoop loop = network.openLoop("sip");
    private final List<SipRequest> requests = new CopyOnWriteArrayList<>();
    private final List<SipResponse> responses = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private SipTransport transport;
    private DatagramEndpoint peer;

    @BeforeEach
    void open() throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        transport = open(TransportConfig.bind(any));
        peer = loop.bindDatagram(
                any,
                (socket, payload, from, now) ->
                        heard.add(StandardCharsets.UTF_8.decode(payload).toString()));
    }

    private SipTransport open(TransportConfig config) {
        var opened = new CompletableFuture<SipTransport>();
        loop.execute(() -> {
            try {
                opened.complete(SipTransport.open(loop, config, this::received));
            } catch (IOException failed) {
                opened.completeExceptionally(failed);
            }
        });
        assertTrue(network.await(opened, LIMIT));
        return opened.join();
    }

    private void received(InboundMessage inbound) {
        if (inbound.message() instanceof SipRequest request) {
            requests.add(request);
            SipResponse response = SipResponse.responseTo(request, SipStatus.OK).build();
            transport.send(response, transport.responseFlow(request.topVia(), inbound.flow()));
        } else if (inbound.message() instanceof SipResponse response) {
            responses.add(response);
        }
    }

    @AfterEach
    void close() {
        network.close();
    }

    private void send(String text) {
        loop.execute(
                () -> peer.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), transport.localAddress()));
    }

    private void until(BooleanSupplier condition) {
        Signal signal = network.newSignal();
        long end = Deadlines.after(network.now(), LIMIT);
        while (!condition.getAsBoolean()) {
            assertTrue(network.now() < end, () -> "not within " + LIMIT + ": " + counters());
            signal.await(() -> false, network.now() + 1_000_000);
        }
    }

    private TransportCounters counters() {
        return transport.counters();
    }

    private static String options(String via, String more) {
        return "OPTIONS sip:a@127.0.0.1 SIP/2.0\r\nVia: " + via + "\r\nFrom: <sip:x@y>;tag=1\r\nTo: <sip:a@b>\r\n"
                + "Call-ID: 1\r\n" + more + "\r\n";
    }

    @Test
    @DisplayName("a request is stamped and handed on, and its response comes back to the port it was sent from")
    void request() {
        send(options("SIP/2.0/UDP somewhere.invalid:9;rport;branch=z9hG4bK1", "CSeq: 1 OPTIONS\r\n"));
        until(() -> heard.size() == 1);
        assertTrue(heard.get(0).startsWith("SIP/2.0 200 "));
        assertTrue(heard.get(0).contains("rport=" + peer.localAddress().getPort()));
        assertEquals("127.0.0.1", requests.get(0).topVia().received().orElseThrow());
        assertEquals(1, counters().requests());
    }

    @Test
    @DisplayName("garbage and keepalives get no answer and are counted")
    void garbage() {
        send("\r\n\r\n");
        send("\u0080\u0000hello");
        send("hello, is there anybody?");
        send("SIP/2.0 200 OK\r\nVia: broken\r\n\r\n");
        until(() -> counters().notSip() + counters().malformedResponses() == 3);
        assertEquals(1, counters().keepAlives());
        assertEquals(List.of(), heard);
        assertEquals(0, counters().sent());
    }

    @Test
    @DisplayName("a malformed request that can be answered is answered with a To tag, and not handed on")
    void malformed() {
        send(options("SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK1", "CSeq: wrong OPTIONS\r\n"));
        until(() -> heard.size() == 1);
        assertTrue(heard.get(0).startsWith("SIP/2.0 400 "), heard.get(0));
        assertTrue(heard.get(0).contains(";tag="), heard.get(0));
        assertEquals(0, requests.size());
        assertEquals(1, counters().answeredMalformed());
    }

    @Test
    @DisplayName("a response whose Via is not ours, or that has two, is dropped")
    void strayResponse() {
        var via = new CompletableFuture<Via>();
        Hop hop = new Hop(TransportProtocol.UDP, peer.localAddress());
        loop.execute(() -> via.complete(transport.via(transport.flow(hop), "z9hG4bK1")));
        assertTrue(network.await(via, LIMIT));
        String own = via.join().toString();
        String tail = "From: <sip:x@y>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n";
        send("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bK1\r\n" + tail);
        send("SIP/2.0 200 OK\r\nVia: " + own + ", " + own + "\r\n" + tail);
        send("SIP/2.0 200 OK\r\nVia: " + own + "\r\n" + tail);
        until(() -> responses.size() == 1);
        assertEquals(2, counters().misroutedResponses());
    }

    @Test
    @DisplayName("a literal is located at once, a name by a look-up, what has no transport is refused")
    void locate() {
        List<Location> found = new CopyOnWriteArrayList<>();
        loop.execute(() -> {
            transport.locate(SipUri.parse("sip:a@127.0.0.1:5070"), found::add);
            transport.locate(SipUri.parse("sip:a@127.0.0.1;transport=tcp"), found::add);
            transport.locate(SipUri.parse("sips:a@127.0.0.1"), found::add);
            transport.locate(SipUri.parse("sip:a@localhost"), found::add);
        });
        until(() -> found.size() == 4);
        assertEquals(new InetSocketAddress("127.0.0.1", 5070), first(found.get(0)));
        assertTrue(found.get(1) instanceof Location.NotFound);
        assertTrue(found.get(2) instanceof Location.NotFound);
        assertEquals(5060, first(found.get(3)).getPort());
    }

    @Test
    @DisplayName("bound to the wildcard, it names itself by the route's local address, or as advertised")
    void sentBy() {
        SipTransport any = open(TransportConfig.bind(new InetSocketAddress("0.0.0.0", 0)));
        SipTransport advertised = open(TransportConfig.bind(new InetSocketAddress("0.0.0.0", 0))
                .withAdvertised(InetSocketAddress.createUnresolved("203.0.113.5", 5080)));
        var names = new CompletableFuture<List<HostPort>>();
        Hop hop = new Hop(TransportProtocol.UDP, peer.localAddress());
        loop.execute(() -> names.complete(List.of(any.sentBy(any.flow(hop)), advertised.sentBy(advertised.flow(hop)))));
        assertTrue(network.await(names, LIMIT));
        assertEquals(
                new HostPort("127.0.0.1", any.localAddress().getPort()),
                names.join().get(0));
        assertEquals(new HostPort("203.0.113.5", 5080), names.join().get(1));
    }

    private static InetSocketAddress first(Location location) {
        return ((Location.Found) location).hops().get(0).address();
    }
}
