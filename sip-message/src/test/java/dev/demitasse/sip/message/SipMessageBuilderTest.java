// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.invite;
import static dev.demitasse.sip.message.Messages.request;
import static dev.demitasse.sip.message.Messages.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Building and changing messages")
class SipMessageBuilderTest {
    private static SipRequest.Builder bye() {
        return SipRequest.builder(SipMethod.BYE, Uri.parse("sip:bob@h"))
                .header(Header.FROM, NameAddress.parse("<sip:alice@h>;tag=1"))
                .header(Header.TO, NameAddress.parse("<sip:bob@h>;tag=2"))
                .header(Header.CALL_ID, "7@h")
                .header(Header.CSEQ, new CSeq(2, SipMethod.BYE));
    }

    @Test
    @DisplayName("a request is written in the order it was set, Content-Length last")
    void order() {
        SipRequest request = bye().header(Header.MAX_FORWARDS, 70)
                .prepend(Header.VIA, Via.of("UDP", "h", 5060, "z9hG4bK1"))
                .add("X-Room-ID", "42")
                .build();
        assertEquals(
                "BYE sip:bob@h SIP/2.0\r\nVia: SIP/2.0/UDP h:5060;branch=z9hG4bK1\r\nFrom: <sip:alice@h>;tag=1\r\n"
                        + "To: <sip:bob@h>;tag=2\r\nCall-ID: 7@h\r\nCSeq: 2 BYE\r\nMax-Forwards: 70\r\nX-Room-ID: 42\r\n"
                        + "Content-Length: 0\r\n\r\n",
                text(request));
        assertEquals(request, request(text(request).replace("\r\n", "\n")));
        assertEquals(SipMethod.BYE, request.method());
        assertEquals("z9hG4bK1", request.topVia().branch().orElseThrow());
        assertEquals(new CSeq(2, SipMethod.BYE), request.cseq());
        assertEquals("7@h", request.callId());
    }

    @Test
    @DisplayName("an untouched copy is the same bytes; only touched lines change")
    void writeThrough() {
        String odd = Messages.options("X-a:1\nsUbJeCt :  x\n  y\nl:0\n");
        SipRequest request = request(odd);
        assertArrayEquals(crlf(odd), request.toBuilder().build().toBytes());
        String changed = text(request.with(Header.USER_AGENT, "d"));
        assertEquals(text(request).replace("\r\n\r\n", "\r\nUser-Agent: d\r\n\r\n"), changed);
    }

    @Test
    @DisplayName(
            "header replaces in place and removes the others; headers sets several; remove removes all, compact ones too")
    void replace() {
        SipRequest request = request(Messages.options("Route: <sip:a>\ns: x\nRoute: <sip:b>\n"));
        SipRequest one = request.with(Header.ROUTE, NameAddress.parse("<sip:c>"));
        assertEquals(List.of("<sip:c>"), one.headers().all("Route"));
        assertEquals("Route", one.headers().line(0).name());
        List<NameAddress> two = List.of(NameAddress.parse("<sip:d>"), NameAddress.parse("<sip:e>"));
        assertEquals(two, request.toBuilder().headers(Header.ROUTE, two).build().all(Header.ROUTE));
        assertFalse(request.toBuilder().headers(Header.ROUTE, List.of()).build().contains(Header.ROUTE));
        assertFalse(request.toBuilder().remove(Header.SUBJECT).build().contains(Header.SUBJECT));
        assertFalse(request.toBuilder().remove("SUBJECT").build().headers().contains("s"));
        assertEquals(
                List.of("z"),
                request.toBuilder().header("subject", " z ").build().headers().all("s"));
    }

    @Test
    @DisplayName("the topmost Via is replaced or removed alone, also when several stand on its line")
    void first() {
        SipRequest request = request(
                Messages.optionsWith("Via", "Via: SIP/2.0/UDP a , SIP/2.0/TCP b, SIP/2.0/TLS c\nv: SIP/2.0/WS d"));
        SipRequest stamped = request.toBuilder()
                .replaceFirst(Header.VIA, request.topVia().withReceived("192.0.2.9"))
                .build();
        assertEquals(
                List.of("SIP/2.0/UDP a;received=192.0.2.9", "SIP/2.0/TCP b, SIP/2.0/TLS c", "SIP/2.0/WS d"),
                stamped.headers().all("Via"));
        SipRequest popped = request.toBuilder()
                .removeFirst(Header.VIA)
                .removeFirst(Header.VIA)
                .build();
        assertEquals(List.of("c", "d"), popped.vias().stream().map(Via::host).toList());
        assertThrows(IllegalStateException.class, () -> bye().removeFirst(Header.VIA));
        assertThrows(IllegalStateException.class, () -> bye().replaceFirst(Header.VIA, Via.of("UDP", "h", "b")));
        SipRequest broken = bye().header("Route", "<").build();
        assertThrows(MalformedHeaderException.class, () -> broken.toBuilder().removeFirst(Header.ROUTE));
    }

    @Test
    @DisplayName("Content-Length is always written and always right")
    void contentLength() {
        SipRequest request = bye().body(MediaType.TEXT_PLAIN, "grün").build();
        assertEquals(Optional.of(5), request.first(Header.CONTENT_LENGTH));
        assertEquals("grün", request.body().utf8());
        assertEquals(Optional.of(MediaType.TEXT_PLAIN), request.contentType());
        SipRequest empty = request.toBuilder().withoutBody().build();
        assertEquals(List.of("0"), empty.headers().all("Content-Length"));
        assertFalse(empty.contains(Header.CONTENT_TYPE));
        SipRequest other =
                invite().toBuilder().body(MediaType.SDP, new byte[300]).build();
        assertEquals(List.of("300"), other.headers().all("l"));
        assertEquals(
                Optional.of(3),
                request(Messages.options("") + "abc").toBuilder().build().first(Header.CONTENT_LENGTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "content-length", "l", "L"})
    @DisplayName("Content-Length cannot be set")
    void contentLengthCannotBeSet(String name) {
        assertThrows(IllegalArgumentException.class, () -> bye().header(name, "1"));
        assertThrows(IllegalArgumentException.class, () -> bye().add(name, "1"));
        assertThrows(IllegalArgumentException.class, () -> bye().header(Header.CONTENT_LENGTH, 1));
        assertThrows(IllegalArgumentException.class, () -> bye().copy(invite(), Header.CONTENT_LENGTH));
    }

    @Test
    @DisplayName("what RFC 3261 8.1.1 asks for has to be set, the Via excepted, which the transport adds")
    void mandatory() {
        for (Header<?> header : List.of(Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ)) {
            var e = assertThrows(
                    IllegalStateException.class, () -> bye().remove(header).build());
            assertEquals("no " + header + " was set", e.getMessage());
        }
        SipRequest request = bye().build();
        assertThrows(MalformedHeaderException.class, request::topVia);
        assertTrue(request.vias().isEmpty());
    }

    @Test
    @DisplayName("method, URI, status and reason change the start line")
    void startLine() {
        SipRequest request = bye().build().toBuilder()
                .method(SipMethod.of("FOO"))
                .uri(Uri.parse("tel:+1"))
                .build();
        assertTrue(text(request).startsWith("FOO tel:+1 SIP/2.0\r\n"));
        SipResponse response =
                SipResponse.responseTo(invite(), SipStatus.OK).reason("Na gut").build();
        assertTrue(text(response).startsWith("SIP/2.0 200 Na gut\r\n"));
        assertEquals("Na gut", response.toBuilder().build().reason());
        assertEquals(
                "Busy Here",
                response.toBuilder().status(SipStatus.BUSY_HERE).build().reason());
        assertEquals(
                SipStatus.DECLINE,
                response.toBuilder().status(SipStatus.of(603)).build().status());
        assertEquals(Optional.of("d"), response.with(Header.SERVER, "d").first(Header.SERVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "a\n", "\ra", "a \r\n "})
    @DisplayName("nor at the ends of a header's value, where white space is stripped")
    void injectionAtTheEnds(String evil) {
        List<Runnable> setters = List.of(
                () -> bye().header("X-A", evil),
                () -> bye().add("X-A", evil),
                () -> bye().header(Header.text("X-A"), evil),
                () -> bye().header(Header.of("X-A", s -> s, s -> s), evil));
        for (Runnable setter : setters) {
            assertThrows(IllegalArgumentException.class, setter::run);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nX-Evil: 1", "a\0b", "\n"})
    @DisplayName("CR, LF and NUL cannot get in through any setter (CWE-93)")
    void injection(String evil) {
        NameAddress to = NameAddress.parse("<sip:b@h>");
        List<Runnable> setters = List.of(
                () -> bye().header("X-A", "b" + evil + "c"),
                () -> bye().header("X-A", evil + "\n"),
                () -> bye().header(Header.SUBJECT, evil + "\r\n"),
                () -> bye().header(Header.of("X-A", s -> s, s -> s), evil + "\r"),
                () -> bye().add("X-A", "b" + evil + "c"),
                () -> bye().header(evil, "x"),
                () -> bye().add("X" + evil, "x"),
                () -> bye().header(Header.USER_AGENT, "b" + evil + "c"),
                () -> bye().header(Header.CALL_ID, evil),
                () -> bye().add(Header.SUPPORTED, evil),
                () -> bye().header(Header.of("X-A", s -> s, s -> s + "x"), "x" + evil),
                () -> Header.text("X" + evil),
                () -> SipMethod.of(evil),
                () -> SipResponse.builder(SipStatus.OK).reason(evil),
                () -> SipUri.of("a", evil),
                () -> SipUri.of(evil, "h"),
                () -> Uri.parse("sip:" + evil + "@h"),
                () -> NameAddress.parse("\"" + evil + "\" <sip:a@h>"),
                () -> NameAddress.of(evil, Uri.parse("sip:a@h")),
                () -> to.withTag(evil),
                () -> to.withDisplayName(evil),
                () -> to.withParameter("x", evil),
                () -> to.withParameter(evil, "x"),
                () -> Via.of("UDP", evil, "b"),
                () -> Via.of("UDP", "h", evil),
                () -> Via.parse("SIP/2.0/UDP h;x=\"" + evil + "\""),
                () -> MediaType.parse("a/b;c=\"" + evil + "\""),
                () -> MediaType.of("a", evil),
                () -> ParameterizedToken.of(evil),
                () -> new Warning(399, "h", evil),
                () -> new Warning(399, evil, "x"),
                () -> Parameters.NONE.with("x", evil));
        for (int i = 0; i < setters.size(); i++) {
            assertThrows(IllegalArgumentException.class, setters.get(i)::run, "setter " + i);
        }
    }

    @Test
    @DisplayName("RFC 4475 3.1.1.2: a received NUL in a quoted pair goes through a response untouched")
    void quotedNul() {
        SipRequest request =
                request(Messages.optionsWith("To", "To: \"BEL:\\\u0007 NUL:\\\0 DEL:\\\u007f\" <sip:b@h>"));
        SipResponse response = SipResponse.responseTo(request, SipStatus.OK)
                .header(Header.TO, request.to().withTag("9"))
                .build();
        assertEquals("BEL:\u0007 NUL:\0 DEL:\u007f", response.to().displayName().orElseThrow());
        assertEquals(Optional.of("9"), response.to().tag());
    }

    @Test
    @DisplayName("names that are not tokens and headers that are too long are refused")
    void refused() {
        assertThrows(IllegalArgumentException.class, () -> bye().header("X A", "x"));
        assertThrows(IllegalArgumentException.class, () -> bye().header("X:", "x"));
        assertThrows(IllegalArgumentException.class, () -> bye().header("", "x"));
        assertThrows(NullPointerException.class, () -> bye().header(Header.SUBJECT, null));
        SipRequest.Builder huge = bye().header("X", "y".repeat(SipParserLimits.HEADER_SECTION_CEILING));
        assertThrows(IllegalStateException.class, huge::build);
        assertThrows(IllegalArgumentException.class, () -> bye().header(Header.MAX_FORWARDS, 256));
        assertThrows(IllegalArgumentException.class, () -> bye().header(Header.EXPIRES, -1L));
    }

    @Test
    @DisplayName("RFC 3261 7.3.3: compact names, of lines that were not touched too, and read again as the same")
    void compact() throws SipParseException {
        SipRequest request = request("""
                OPTIONS sip:b@h SIP/2.0
                Via: SIP/2.0/UDP h;branch=z9hG4bK1
                From :<sip:a@h>;tag=1
                To: <sip:b@h>
                Call-ID: 1@h
                CSeq: 1 OPTIONS
                X-Any: x
                Subject: a
                 b

                """);
        SipRequest small =
                request.toBuilder().compact(true).add(Header.SUPPORTED, "timer").build();
        assertEquals(
                "OPTIONS sip:b@h SIP/2.0\r\nv: SIP/2.0/UDP h;branch=z9hG4bK1\r\nf: <sip:a@h>;tag=1\r\nt: <sip:b@h>\r\n"
                        + "i: 1@h\r\nCSeq: 1 OPTIONS\r\nX-Any: x\r\ns: a\r\n b\r\nk: timer\r\nl: 0\r\n\r\n",
                text(small));
        assertEquals(small, new SipParser().parse(small.toBytes()));
        assertEquals(request.from(), small.from());
        assertEquals(Optional.of("a b"), small.first(Header.SUBJECT));
        assertEquals("1@h", small.callId());
        assertTrue(text(small.toBuilder().build()).contains("\r\nk: timer"), "names stay as they are");
        for (HeaderField field :
                Messages.invite().toBuilder().compact(true).build().headers()) {
            assertTrue(
                    field.name().length() == 1
                            || HeaderNames.compact(HeaderNames.find(field.name()))
                                    .isEmpty(),
                    field.name());
        }
    }

    @Test
    @DisplayName("a message is written into a buffer where there is room")
    void writeTo() {
        SipRequest request = bye().build();
        ByteBuffer buffer = ByteBuffer.allocate(request.encodedLength());
        request.writeTo(buffer);
        assertArrayEquals(request.toBytes(), buffer.array());
        assertThrows(java.nio.BufferOverflowException.class, () -> request.writeTo(ByteBuffer.allocate(1)));
    }

    @Test
    @DisplayName("messages are equal by their bytes")
    void equality() {
        assertEquals(invite(), invite());
        assertEquals(invite().hashCode(), invite().hashCode());
        assertNotEquals(invite(), invite().with(Header.MAX_FORWARDS, 69));
        assertNotEquals(invite(), "x");
    }
}
