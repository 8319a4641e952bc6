// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is legible of a rejected message, and the answer to it")
class PartialMessageTest {
    private static Optional<SipResponse> answer(SipParseException e) {
        return e.partial()
                .flatMap(partial -> partial.responseBuilder(e.suggestedStatus()))
                .map(SipResponse.Builder::build);
    }

    @Test
    @DisplayName(
            "the exception says rule, what was expected, where and what stood there, and nothing of it was received")
    void says() {
        SipParseException e = rejected("OPTIONS sip:b@example.com SIP/2.0\nVia; x\n" + core("OPTIONS") + "\n");
        assertEquals("message-header", e.rule());
        assertEquals("':'", e.expected());
        assertEquals(38, e.offset());
        assertEquals("0x3b", e.found());
        assertEquals("message-header: expected ':' at byte 38, found 0x3b", e.getMessage());
        assertEquals("Malformed message-header, expected ':'", e.safeMessage());
        assertEquals(0, e.getStackTrace().length);
    }

    @Test
    @DisplayName("the five headers are handed out where legible")
    void legible() {
        PartialMessage partial =
                rejected(options("Content-Length: x\n")).partial().orElseThrow();
        assertTrue(partial.isRequest());
        assertEquals(Optional.of(SipMethod.OPTIONS), partial.method());
        assertEquals(Optional.of("z9hG4bK1"), partial.topVia().orElseThrow().branch());
        assertEquals(Optional.of("1"), partial.from().orElseThrow().tag());
        assertEquals("<sip:b@example.com>", partial.to().orElseThrow().toString());
        assertEquals(Optional.of("1@192.0.2.1"), partial.callId());
        assertEquals(Optional.of(new CSeq(1, SipMethod.OPTIONS)), partial.cseq());
    }

    @Test
    @DisplayName("a malformed CSeq is copied into the answer as it stands, so that the client can match it")
    void malformedCopied() {
        SipParseException e = rejected(optionsWith("CSeq", "CSeq: 36893488147419103232 OPTIONS"));
        assertEquals(Optional.empty(), e.partial().orElseThrow().cseq());
        SipResponse response = answer(e).orElseThrow();
        assertEquals(
                Optional.of("36893488147419103232 OPTIONS"), response.headers().first("CSeq"));
        assertEquals(SipStatus.BAD_REQUEST, response.status());
    }

    @Test
    @DisplayName("RFC 4475 3.3.1: a request without Call-ID, From and To is answered with what there is")
    void insufficient() {
        SipParseException e =
                rejected("INVITE sip:b@h SIP/2.0\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\nCSeq: 1 INVITE\n\n");
        assertEquals(List.of("Via", "CSeq", "Content-Length"), names(answer(e).orElseThrow()));
    }

    private static List<String> names(SipMessage message) {
        return java.util.stream.StreamSupport.stream(message.headers().spliterator(), false)
                .map(HeaderField::name)
                .toList();
    }

    @Test
    @DisplayName("of headers given twice the first is copied; of Vias all")
    void twice() {
        SipResponse response =
                answer(rejected(options("v: SIP/2.0/UDP x\nCall-ID: a\n"))).orElseThrow();
        assertEquals(List.of("a"), response.headers().all("i"));
        assertEquals(2, response.vias().size());
    }

    @Test
    @DisplayName("a Via with malformed parameters still says where to answer, and the answer can be sent by it")
    void viaWithoutParameters() {
        SipParseException e = rejected(optionsWith("Via", "Via: SIP/2.0/UDP 192.0.2.15;;,;,,\nv: SIP/2.0/UDP x"));
        assertEquals(
                "192.0.2.15", e.partial().orElseThrow().topVia().orElseThrow().host());
        SipResponse response = answer(e).orElseThrow();
        assertEquals("192.0.2.15", response.topVia().host());
        assertEquals(
                List.of("SIP/2.0/UDP 192.0.2.15", "SIP/2.0/UDP x"),
                response.headers().all("Via"));
    }

    @Test
    @DisplayName("a malformed Via behind the topmost does not keep the answer from being sent")
    void malformedSecondVia() {
        SipResponse response = answer(rejected(optionsWith("Via", "Via: SIP/2.0/UDP a;branch=z9hG4bK1, rubbish")))
                .orElseThrow();
        assertEquals("a", response.topVia().host());
        assertEquals(
                Optional.of("SIP/2.0/UDP a;branch=z9hG4bK1, rubbish"),
                response.headers().first("Via"));
    }

    @Test
    @DisplayName("a folded line is copied on one line, and a stray CR in it as a space")
    void folded() {
        SipParseException e = rejected(options("").replace("To: <sip:b", "To:\n \"a\rb\"\n  <sip:b"));
        assertEquals(
                "\"a b\" <sip:b@example.com>",
                answer(e).orElseThrow().headers().first("To").orElseThrow());
    }

    @Test
    @DisplayName(
            "regression, RFC 3261 25.1: control bytes of a rejected request went into the answer; they are '?' there")
    void controlBytes() throws SipParseException {
        SipParseException e = rejected(optionsWith("From", "From: \"A\0\u0001\tB\u007f\" <sip:a@h>;tag=1"));
        SipResponse response = answer(e).orElseThrow();
        assertEquals(
                Optional.of("\"A??\tB?\" <sip:a@h>;tag=1"), response.headers().first("From"));
        assertEquals(response, new SipParser().parse(response.toBytes()));
    }

    @Test
    @DisplayName("a response, an ACK, a message without a legible Via, and garbage are never answered")
    void neverAnswered() {
        assertTrue(answer(rejected("SIP/2.0 999 x\n" + core("INVITE") + "\n")).isEmpty());
        assertTrue(
                answer(rejected("ACK sip:b@h SIP/3.0\n" + core("ACK") + "\n")).isEmpty());
        assertTrue(answer(rejected(optionsWith("Via", "Via: rubbish"))).isEmpty());
        assertTrue(answer(rejected(optionsWith("Via", ""))).isEmpty());
        assertFalse(rejected("SIP/2.0 999 x\n" + core("INVITE") + "\n")
                .partial()
                .orElseThrow()
                .isRequest());
        assertTrue(rejected("\0\1\2 garbage").partial().isEmpty());
        assertTrue(rejected("").partial().isEmpty());
        assertTrue(rejected("x".repeat(100) + " y").partial().isEmpty());
    }

    @Test
    @DisplayName("a line that was cut off is not legible: a datagram that ends in its CSeq has none")
    void cutOff() {
        String whole = "OPTIONS sip:b@h SIP/2.0\n" + core("OPTIONS");
        SipParseException e = rejected(whole.substring(0, whole.length() - 3));
        assertEquals(Optional.empty(), e.partial().orElseThrow().cseq());
        assertEquals(Optional.of("1@192.0.2.1"), e.partial().orElseThrow().callId());
        assertFalse(answer(e).orElseThrow().contains(Header.CSEQ));
    }
}
