// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SipTransport on a simulated network")
class SipTransportTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.2", 5060);
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 40_000);

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(1);
    private final EventLoop loop = network.host("192.0.2.2").openLoop("sip");
    private final EventLoop peerLoop = network.host("192.0.2.1").openLoop("peer");
    private final List<InboundMessage> inbound = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<SipTransport> opened = new ArrayList<>();
    private final DatagramEndpoint peer = bindPeer();
    private final SipTransport transport = open(TransportConfig.bind(new InetSocketAddress("0.0.0.0", 5060)));

    @AfterEach
    void close() {
        loop.close();
        peerLoop.close();
        network.assertNothingPending();
        network.close();
    }

    private DatagramEndpoint bindPeer() {
        try {
            return peerLoop.bindDatagram(
                    PEER,
                    (from, payload, source, now) ->
                            heard.add(StandardCharsets.UTF_8.decode(payload).toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private SipTransport open(TransportConfig config) {
        onLoop(() -> {
            try {
                opened.add(SipTransport.open(loop, config, inbound::add));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return opened.get(opened.size() - 1);
    }

    private void onLoop(Runnable command) {
        loop.execute(command);
        network.runFor(Duration.ofMillis(100));
    }

    private void receive(String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        peerLoop.execute(() -> peer.send(ByteBuffer.wrap(bytes), SERVER));
        network.runFor(Duration.ofMillis(100));
    }

    private static String options(String via, String more) {
        return "OPTIONS sip:b@192.0.2.2 SIP/2.0\nVia: SIP/2.0/UDP " + via + "\nFrom: <sip:a@x>;tag=1\nTo: <sip:b@x>\n"
                + "Call-ID: c\nCSeq: 1 OPTIONS\n" + more + "\n";
    }

    @Test
    @DisplayName("a request is handed on with its source stamped, and answered to that")
    void answersTheSource() {
        receive(options("10.0.0.1;branch=z9hG4bK1;rport", ""));
        var request = (SipRequest) inbound.get(0).message();
        Flow flow = inbound.get(0).flow();
        assertEquals(PEER, flow.remote());
        assertEquals("192.0.2.1", request.topVia().received().orElseThrow());
        onLoop(() -> transport.send(
                SipResponse.responseTo(request, SipStatus.OK).build(), transport.responseFlow(request.topVia(), flow)));
        assertTrue(heard.get(0).contains("Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1;rport=40000;received=192.0.2.1"));
        assertEquals(1, transport.counters().requests());
        assertEquals(1, transport.counters().sent());
    }

    @Test
    @DisplayName("a malformed request that can be answered is answered, and not handed on; a malformed ACK is not")
    void malformed() {
        receive(options("192.0.2.1:40000;branch=z9hG4bK2", "").replace("CSeq: 1", "CSeq: one"));
        receive(options("192.0.2.1:40000;branch=z9hG4bK3", "").replace("SIP/2.0\nVia", "SIP/7.0\nVia"));
        receive(options("192.0.2.1:40000;branch=z9hG4bK4", "")
                .replace("OPTIONS", "ACK")
                .replace("1 ACK", "x ACK"));
        assertEquals(2, heard.size());
        assertTrue(heard.get(0).startsWith("SIP/2.0 400 "), heard.get(0));
        assertTrue(heard.get(1).startsWith("SIP/2.0 505 "), heard.get(1));
        assertEquals(List.of(), inbound);
        assertEquals(3, transport.counters().malformedRequests());
        assertEquals(2, transport.counters().answeredMalformed());
    }

    @Test
    @DisplayName("18.1.2: a response is handed on only if its top Via is one of ours")
    void ownVia() {
        var vias = new ArrayList<String>();
        onLoop(() -> vias.add(transport
                .via(transport.flow(new Hop(TransportProtocol.UDP, PEER)), "z9hG4bKmine")
                .toString()));
        assertEquals(List.of("SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKmine;rport"), vias);
        String rest = "\nFrom: <sip:a@x>;tag=1\nTo: <sip:b@x>;tag=2\nCall-ID: c\nCSeq: 1 OPTIONS\n\n";
        receive("SIP/2.0 200 OK\nVia: " + vias.get(0) + rest);
        receive("SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.3:5060;branch=z9hG4bKmine" + rest);
        assertEquals(1, inbound.size());
        assertEquals(1, transport.counters().misroutedResponses());
    }

    @Test
    @DisplayName(
            "7.3.1: a further Via that is malformed is nobody's error: a request is handed on, a response discarded")
    void malformedFurtherVia() {
        onLoop(() -> transport.via(transport.flow(new Hop(TransportProtocol.UDP, PEER)), "z9hG4bKmine"));
        for (String further : List.of("\nVia: SIP/2.0/UDP", ", SIP/2.0", "\nVia: ;;", ", \"")) {
            int before = inbound.size();
            long answered = transport.counters().answeredMalformed();
            receive(options("192.0.2.1:40000;branch=z9hG4bK2" + further, ""));
            assertEquals(1, inbound.size() - before + transport.counters().answeredMalformed() - answered, further);
            receive("SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKmine" + further
                    + "\nFrom: <sip:a@x>;tag=1\nTo: <sip:b@x>;tag=2\nCall-ID: c\nCSeq: 1 OPTIONS\n\n");
        }
        assertEquals(0, transport.counters().responses());
        assertEquals(
                4,
                transport.counters().misroutedResponses() + transport.counters().malformedResponses());
    }

    @Test
    @DisplayName("an advertised address stands in Via and Contact")
    void advertised() {
        var sentBys = new ArrayList<HostPort>();
        SipTransport behindNat = open(TransportConfig.bind(new InetSocketAddress("192.0.2.2", 5070))
                .withAdvertised(InetSocketAddress.createUnresolved("sip.example.com", 0)));
        onLoop(() -> sentBys.add(behindNat.sentBy(behindNat.flow(new Hop(TransportProtocol.UDP, PEER)))));
        assertEquals(List.of(new HostPort("sip.example.com", 5070)), sentBys);
    }

    @Test
    @DisplayName("RFC 3263 4: literal addresses at once, names by lookup, what is not there with a reason")
    void location() {
        network.name("b.example.com", "192.0.2.7", "192.0.2.8");
        List<String> found = new ArrayList<>();
        for (String uri : List.of(
                "sip:b@192.0.2.1",
                "sip:b@192.0.2.1:5070;transport=UDP",
                "sip:b@b.example.com",
                "sip:b@unknown.example.com",
                "sip:b@x.example.com;maddr=192.0.2.9",
                "sips:b@192.0.2.1",
                "sip:b@192.0.2.1;transport=tcp",
                "sip:b@192.0.2.1:0",
                "tel:+4930123")) {
            onLoop(() -> transport.locate(Uri.parse(uri), result -> found.add(describe(result))));
        }
        assertEquals(
                List.of(
                        "192.0.2.1:5060",
                        "192.0.2.1:5070",
                        "192.0.2.7:5060 192.0.2.8:5060",
                        "no address is known for unknown.example.com",
                        "192.0.2.9:5060",
                        "transport TLS is not there",
                        "transport tcp is not there",
                        "port 0",
                        "no server is known for tel URIs"),
                found);
    }

    private static String describe(Location location) {
        return location instanceof Location.Found hops
                ? String.join(
                        " ",
                        hops.hops().stream()
                                .map(hop -> HostPort.of(
                                                hop.address(), hop.address().getPort())
                                        .toString())
                                .toList())
                : ((Location.NotFound) location).reason();
    }

    @Test
    @DisplayName("an occupied port is a BindException; a message too large for UDP is a failure; misuse is told")
    void failures() {
        onLoop(() -> assertThrows(
                BindException.class,
                () -> SipTransport.open(
                        loop, TransportConfig.bind(new InetSocketAddress("0.0.0.0", 5060)), inbound::add)));
        assertThrows(
                IllegalStateException.class, () -> SipTransport.open(loop, TransportConfig.bind(SERVER), inbound::add));
        receive(options("192.0.2.1:40000;branch=z9hG4bK1", ""));
        var request = (SipRequest) inbound.get(0).message();
        onLoop(() -> assertEquals(
                SendOutcome.FAILED,
                transport.send(
                        SipResponse.responseTo(request, SipStatus.OK)
                                .header("X-Long", "x".repeat(70_000))
                                .build(),
                        inbound.get(0).flow())));
        assertThrows(
                IllegalArgumentException.class,
                () -> TransportConfig.bind(SERVER).withAdvertised(new InetSocketAddress("0.0.0.0", 5060)));
    }
}
