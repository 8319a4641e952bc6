// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipParserLimits;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.transport.TransportProtocol;
import dev.demitasse.sip.ua.PeerRouting;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("which way requests of a dialog take: the Contact's, or that of the peer's messages")
class PeerPathTest {
    private static final String CONTACT = "contact";
    private static final String SOURCE = "source";

    private final PeerPath path = new PeerPath();

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                text.substring(0, colon).replace("[", "").replace("]", ""),
                Integer.parseInt(text.substring(colon + 1)));
    }

    private static Flow flow(TransportProtocol protocol, String remote) {
        return new Flow(protocol, address("198.51.100.20:5060"), address(remote));
    }

    private static Flow udp(String remote) {
        return flow(TransportProtocol.UDP, remote);
    }

    private static SipRequest request(String sentBy) {
        String text =
                "OPTIONS sip:b SIP/2.0\nVia: SIP/2.0/UDP " + sentBy + ";rport;branch=z9hG4bK1\nFrom: <sip:a>;tag=1\n"
                        + "To: <sip:b>\nCall-ID: 1\nCSeq: 1 OPTIONS\nContent-Length: 0\n\n";
        try {
            SipMessage message = new SipParser(SipParserLimits.DEFAULT)
                    .parse(ByteBuffer.wrap(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
            return (SipRequest) message;
        } catch (SipParseException e) {
            throw new AssertionError(e);
        }
    }

    private String choice(PeerRouting rule, String contact, Optional<Flow> found, Flow way) {
        Optional<Flow> chosen = path.choose(rule, Uri.parse(contact), found);
        return chosen.equals(found) ? CONTACT : chosen.equals(Optional.of(way)) ? SOURCE : chosen.toString();
    }

    @ParameterizedTest(name = "Via {0}, Contact {1}, source {2}: {3}")
    @CsvSource({
        "10.0.0.2:5060,    10.0.0.2:5060,    203.0.113.7:40001, source", // a phone behind a NAT
        "10.0.0.2:49152,   10.0.0.2:5060,    203.0.113.7:40001, source", // one that listens elsewhere
        "172.17.0.2:5060,  172.17.0.2:5060,  192.168.1.9:5060,  source", // a container behind its machine
        "203.0.113.7:5060, 203.0.113.7:5060, 203.0.113.7:40001, source", // it knows its public address, not its port
        "203.0.113.7:5060, 203.0.113.7:5060, 203.0.113.7:5060,  contact",
        "203.0.113.7:4915, 203.0.113.7:5060, 203.0.113.7:4915,  contact", // listens on another port than it sends from
        "192.0.2.3:5060,   192.0.2.4:5060,   192.0.2.3:5060,    contact", // another machine is to have the call
        "10.0.0.3:5060,    10.0.0.4:5060,    10.0.0.3:5060,     contact",
        "203.0.113.7:5060, 10.0.0.4:5060,    203.0.113.7:5060,  source", // an SBC lets its inner address out
        "203.0.113.7:5060, 127.0.0.1:5060,   203.0.113.7:5060,  source",
        "203.0.113.7:5060, 169.254.1.1:5060, 203.0.113.7:5060,  source",
        "203.0.113.7:5060, 100.64.0.1:5060,  203.0.113.7:5060,  source", // RFC 6598
        "203.0.113.7:5060, 100.128.0.1:5060, 203.0.113.7:5060,  contact",
        "203.0.113.7:5060, 0.0.0.0:5060,     203.0.113.7:5060,  source",
        "203.0.113.9:5060, 203.0.113.9:5060, 203.0.113.4:5060,  contact", // a cluster's address, from one of its nodes
        "10.0.0.3:5060,    203.0.113.9:5060, 10.0.0.3:5060,     contact", // a public Contact is reached from anywhere
        "127.0.0.1:5070,   192.168.1.9:5070, 127.0.0.1:5070,    contact",
        "[fd00::1]:5060,   [fd00::1]:5060,   [2001:db8::1]:9,   source",
        "[2001:db8::2]:1,  [fd00::1]:5060,   [2001:db8::2]:1,   source", // RFC 4193
        "[2001:db8::2]:1,  [fe80::1]:5060,   [2001:db8::2]:1,   source",
        "[2001:db8::2]:1,  [2001:db8::3]:1,  [2001:db8::2]:1,   contact",
    })
    void natAware(String via, String contact, String source, String expected) {
        Flow way = udp(source);
        path.onRequest(request(via), way);
        Optional<Flow> found = Optional.of(udp(contact));
        assertEquals(expected, choice(PeerRouting.NAT_AWARE, "sip:a@" + contact, found, way));
        assertEquals(CONTACT, choice(PeerRouting.CONTACT, "sip:a@" + contact, found, way));
        assertEquals(
                way,
                path.choose(PeerRouting.SOURCE, Uri.parse("sip:a@" + contact), found)
                        .orElseThrow());
    }

    @Test
    @DisplayName("before the peer has said anything there is the Contact only")
    void nothingHeard() {
        Optional<Flow> found = Optional.of(udp("10.0.0.2:5060"));
        for (PeerRouting rule : PeerRouting.values()) {
            assertEquals(found, path.choose(rule, Uri.parse("sip:a@10.0.0.2"), found));
        }
    }

    @Test
    @DisplayName("a response shows the way too; the latest message counts")
    void latestCounts() {
        Optional<Flow> found = Optional.of(udp("10.0.0.2:5060"));
        SipUri contact = SipUri.parse("sip:a@10.0.0.2");
        path.onResponse(udp("203.0.113.7:40001"));
        assertEquals(Optional.of(udp("203.0.113.7:40001")), path.choose(PeerRouting.NAT_AWARE, contact, found));
        path.onRequest(request("10.0.0.2:5060"), udp("203.0.113.7:40002"));
        assertEquals(Optional.of(udp("203.0.113.7:40002")), path.choose(PeerRouting.NAT_AWARE, contact, found));
        path.onResponse(udp("203.0.113.7:40003"));
        assertEquals(Optional.of(udp("203.0.113.7:40003")), path.choose(PeerRouting.NAT_AWARE, contact, found));
    }

    @Test
    @DisplayName("a name that only the peer's own network knows: the way its messages come; another's name: none")
    void unknownNames() {
        Flow way = udp("203.0.113.7:40001");
        path.onRequest(request("pc33.home.lan"), way);
        assertEquals(
                Optional.of(way),
                path.choose(PeerRouting.NAT_AWARE, Uri.parse("sip:a@PC33.home.lan"), Optional.empty()));
        assertEquals(
                Optional.empty(),
                path.choose(PeerRouting.NAT_AWARE, Uri.parse("sip:a@pc34.home.lan"), Optional.empty()));
    }

    @Test
    @DisplayName("nothing is sent in the clear to a sips Contact, and a stream is what it is")
    void reliable() {
        Flow way = udp("203.0.113.7:40001");
        path.onRequest(request("10.0.0.2"), way);
        assertEquals(Optional.empty(), path.choose(PeerRouting.SOURCE, Uri.parse("sips:a@10.0.0.2"), Optional.empty()));
        Optional<Flow> stream = Optional.of(flow(TransportProtocol.TCP, "10.0.0.2:5060"));
        assertEquals(stream, path.choose(PeerRouting.SOURCE, Uri.parse("sip:a@10.0.0.2"), stream));
    }
}
