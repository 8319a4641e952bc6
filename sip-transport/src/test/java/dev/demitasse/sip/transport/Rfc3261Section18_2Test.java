// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.Via;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 18.2 and RFC 3581 4: where a request came from and where its responses go")
class Rfc3261Section18_2Test {
    private static final InetSocketAddress SOURCE = address("192.0.2.7", 40_001);

    private static InetSocketAddress address(String literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(literal), port);
        } catch (UnknownHostException noLiteral) {
            throw new AssertionError(noLiteral);
        }
    }

    private static InetSocketAddress target(Via via) {
        return ViaRouting.responseTarget(via, new Flow(TransportProtocol.UDP, address("192.0.2.1", 5060), SOURCE));
    }

    private static SipRequest request(String via) {
        String text = "OPTIONS sip:a@b SIP/2.0\r\nVia: " + via + "\r\nVia: SIP/2.0/UDP below;branch=z9hG4bK1\r\n"
                + "From: <sip:x@y>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n";
        try {
            return (SipRequest) new SipParser().parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (SipParseException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static Via stamped(String via, InetSocketAddress source) {
        return ViaRouting.stamp(request(via), source).topVia();
    }

    @Test
    @DisplayName("a sent-by that is another address, or a name, gets a received parameter")
    void received() {
        assertEquals(
                Optional.of("192.0.2.7"),
                stamped("SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK2", SOURCE).received());
        assertEquals(
                Optional.of("192.0.2.7"),
                stamped("SIP/2.0/UDP pc33.example;branch=z9hG4bK2", SOURCE).received());
    }

    @Test
    @DisplayName("a sent-by that is the source's address stays as it is")
    void same() {
        SipRequest request = request("SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK2");
        assertSame(request, ViaRouting.stamp(request, SOURCE));
    }

    @Test
    @DisplayName("with rport, the source port is filled in, and received even where it equals sent-by")
    void rport() {
        Via via = stamped("SIP/2.0/UDP 192.0.2.7:5070;rport;branch=z9hG4bK2", SOURCE);
        assertEquals(OptionalInt.of(40_001), via.rport());
        assertEquals(Optional.of("192.0.2.7"), via.received());
        assertEquals(SOURCE, target(via));
    }

    @Test
    @DisplayName("a received that the client wrote itself is not believed")
    void forged() {
        Via via = stamped("SIP/2.0/UDP 192.0.2.7:5070;received=203.0.113.9;branch=z9hG4bK2", SOURCE);
        assertEquals(Optional.of("192.0.2.7"), via.received());
    }

    @Test
    @DisplayName("only the top Via is stamped")
    void onlyTop() {
        SipRequest request = ViaRouting.stamp(request("SIP/2.0/UDP a.example;branch=z9hG4bK2"), SOURCE);
        assertEquals(2, request.vias().size());
        assertEquals(Optional.empty(), request.vias().get(1).received());
    }

    @Test
    @DisplayName("without rport a response goes to the source's address and the port of sent-by, or 5060")
    void withoutRport() {
        assertEquals(address("192.0.2.7", 5070), target(stamped("SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bK2", SOURCE)));
        assertEquals(address("192.0.2.7", 5060), target(stamped("SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK2", SOURCE)));
    }

    @Test
    @DisplayName("a maddr is not followed")
    void maddr() {
        Via via = stamped("SIP/2.0/UDP 10.0.0.1:5070;maddr=203.0.113.9;branch=z9hG4bK2", SOURCE);
        assertEquals(address("192.0.2.7", 5070), target(via));
    }

    @Test
    @DisplayName("an IPv6 source is compared with the bracketed sent-by and written without brackets")
    void version6() {
        InetSocketAddress source = address("2001:db8::9", 5060);
        String literal = HostPort.literal(source.getAddress());
        assertEquals(
                Optional.empty(),
                stamped("SIP/2.0/UDP [" + literal + "];branch=z9hG4bK2", source).received());
        Via other = stamped("SIP/2.0/UDP [2001:db8::1];branch=z9hG4bK2", source);
        assertEquals(Optional.of(literal), other.received());
    }
}
