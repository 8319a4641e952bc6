// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.invite;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 5621: message body handling; RFC 2046 5.1: multipart")
class Rfc5621Test {
    private static final MediaType ISUP = MediaType.of("application", "isup");

    private static SipMessage multipart(String contentType, String body) {
        return parse(options("Content-Type: " + contentType + "\n") + body);
    }

    private static List<String> texts(List<BodyPart> parts) {
        return parts.stream().map(part -> part.body().utf8()).toList();
    }

    @Test
    @DisplayName("3.1: the parts of a multipart, with their headers; preamble and epilogue are passed over")
    void parts() {
        SipMessage message = multipart("multipart/mixed;boundary=\"b 1\"", """
                This is the preamble.
                --b 1
                Content-Type: application/sdp
                Content-Disposition: session;handling=required

                v=0
                --b 1 \t

                no headers
                --b 1
                c: Application/ISUP;base=etsi
                Content-ID:
                 <1@h>

                --b 1--
                --b 1
                epilogue""");
        List<BodyPart> parts = message.bodyParts();
        assertEquals(List.of("v=0", "no headers", ""), texts(parts));
        assertEquals(MediaType.SDP, parts.get(0).contentType());
        assertEquals(
                "session",
                parts.get(0).first(Header.CONTENT_DISPOSITION).orElseThrow().token());
        assertEquals(MediaType.TEXT_PLAIN, parts.get(1).contentType());
        assertEquals(Optional.of("<1@h>"), parts.get(2).headers().first("content-id"));
        assertEquals(Optional.of(Bytes.ofUtf8("v=0")), message.body(MediaType.SDP));
        assertEquals(Optional.of(Bytes.EMPTY), message.body(ISUP));
        assertEquals(Optional.empty(), message.body(MediaType.SIPFRAG));
        assertEquals("application/sdp, 3 bytes", parts.get(0).toString());
    }

    @Test
    @DisplayName("a body that is no multipart is its only part, with the headers of the message")
    void single() {
        List<BodyPart> parts = invite().bodyParts();
        assertEquals(1, parts.size());
        assertEquals(invite().body(), parts.get(0).body());
        assertEquals(Optional.of("room 42"), parts.get(0).headers().first("X-Room-ID"));
        assertEquals(Optional.of(invite().body()), invite().body(MediaType.SDP));
        assertEquals(Optional.empty(), invite().body(MediaType.TEXT_PLAIN));
        assertEquals(List.of(), parse(options("")).bodyParts());
        assertEquals(Optional.empty(), parse(options("")).body(MediaType.SDP));
    }

    @Test
    @DisplayName("3.1: multiparts within multiparts are found, to a depth of 8")
    void nested() {
        StringBuilder body = new StringBuilder("--b9\nContent-Type: application/sdp\n\nv=0\n--b9--");
        for (int depth = 8; depth >= 1; depth--) {
            String type = "Content-Type: multipart/mixed;boundary=b" + (depth + 1);
            body.insert(0, "--b" + depth + "\n" + type + "\n\n").append("\n--b" + depth + "--");
        }
        assertEquals(
                Optional.empty(),
                multipart("multipart/mixed;boundary=b1", body.toString()).body(MediaType.SDP));
        SipMessage shallow = multipart("multipart/mixed;boundary=b2", body.substring(body.indexOf("--b2")));
        assertEquals(Optional.of(Bytes.ofUtf8("v=0")), shallow.body(MediaType.SDP));
        assertEquals(
                List.of("v=0"),
                texts(multipart("multipart/mixed;boundary=b9", body.substring(body.indexOf("--b9")))
                        .bodyParts()));
    }

    @Test
    @DisplayName("RFC 2046 5.1.1: a line that only begins like the delimiter, or does not begin a line, is content")
    void notDelimiters() {
        String body = "--b\n\n--bb\nx--b\n--b-\n -\n--b- -\n--b--\n";
        assertEquals(
                List.of("--bb\r\nx--b\r\n--b-\r\n -\r\n--b- -"),
                texts(multipart("multipart/mixed;boundary=b", body).bodyParts()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed;boundary=b|--c\n\nx\n--c--",
                "multipart/mixed;boundary=b|--b\n\nx\n",
                "multipart/mixed;boundary=b|--b\n\nx\n--b",
                "multipart/mixed;boundary=b|--b--\n",
                "multipart/mixed;boundary=b|--b\nno header line\n\nx\n--b--",
                "multipart/mixed|--b\n\nx\n--b--",
                "multipart/mixed;boundary=\"\"|--\n\nx\n----",
                "multipart/mixed;boundary=b234567890123456789012345678901234567890123456789012345678901234567890b|--b",
                "multipart|x"
            })
    @DisplayName("a multipart that is not divided as it says is malformed when read, and kills nothing else")
    void malformed(String message) {
        String[] typeAndBody = message.split("\\|", 2);
        SipMessage parsed = multipart(typeAndBody[0], typeAndBody[1]);
        MalformedHeaderException e = assertThrows(MalformedHeaderException.class, parsed::bodyParts);
        assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
        assertThrows(MalformedHeaderException.class, () -> parsed.body(MediaType.SDP));
    }

    @Test
    @DisplayName("RFC 3261 20.15: a body needs a Content-Type")
    void untyped() {
        SipMessage message = parse(options("") + "abc");
        assertThrows(MalformedHeaderException.class, message::bodyParts);
        assertEquals(Optional.empty(), message.body(MediaType.SDP));
    }

    @Test
    @DisplayName("no more than 100 parts are read")
    void limit() {
        String part = "--b\n\n\n";
        assertEquals(
                100,
                multipart("multipart/mixed;boundary=b", part.repeat(100) + "--b--")
                        .bodyParts()
                        .size());
        SipMessage many = multipart("multipart/mixed;boundary=b", part.repeat(101) + "--b--");
        assertEquals(
                513,
                assertThrows(MalformedHeaderException.class, many::bodyParts)
                        .suggestedStatus()
                        .code());
    }

    @Test
    @DisplayName("a part is a view of the message, and may hold any bytes, wherever in a large body it stands")
    void binary() throws SipParseException {
        byte[] body = new byte[300_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        List<BodyPart> parts = List.of(
                BodyPart.of(ISUP, Bytes.of(body)).with("Content-ID", "<2@h>"),
                BodyPart.of(MediaType.SDP, Bytes.ofUtf8("v=0\r\n"))
                        .with(Header.CONTENT_DISPOSITION, ParameterizedToken.of("session")));
        SipRequest built = invite().toBuilder().body(parts, "bound").build();
        SipMessage read = new SipParser().parse(built.toBytes());
        assertEquals(parts, read.bodyParts());
        assertEquals(parts.hashCode(), read.bodyParts().hashCode());
        assertEquals(
                "multipart/mixed;boundary=bound",
                read.contentType().orElseThrow().toString());
        assertEquals(Optional.of(read.body().length()), read.first(Header.CONTENT_LENGTH));
        assertTrue(read.body(MediaType.SDP).orElseThrow().array().length > 300_000, "not copied");
    }

    @Test
    @DisplayName("a boundary that cannot divide the parts is refused")
    void boundaries() {
        var part = BodyPart.of(MediaType.TEXT_PLAIN, Bytes.ofUtf8("x\r\n--b\r\ny"));
        SipRequest.Builder builder = invite().toBuilder();
        assertThrows(IllegalArgumentException.class, () -> builder.body(List.of(part), "b"));
        assertThrows(IllegalArgumentException.class, () -> builder.body(List.of(part), "b c"));
        assertThrows(IllegalArgumentException.class, () -> builder.body(List.of(part), "b".repeat(71)));
        assertThrows(IllegalArgumentException.class, () -> builder.body(List.of(), "b"));
        assertEquals(List.of(part), builder.body(List.of(part), "c").build().bodyParts());
        assertThrows(IllegalArgumentException.class, () -> part.with("X", "a\r\nb"));
    }

    @Test
    @DisplayName("RFC 2046 5.1.1: a delimiter line holds nothing else but white space, the closing one may be the last")
    void delimiterLines() {
        assertEquals(
                List.of("--b-x\r\n--bx-\r\n--bx\r\n--b x\r\n--b--x\r\n--b-- -", "y"),
                texts(multipart(
                                "multipart/mixed;boundary=b",
                                "--b\n\n--b-x\n--bx-\n--bx\n--b x\n--b--x\n--b-- -\n--b \t\n\ny\n--b-- \t")
                        .bodyParts()));
        assertEquals(
                List.of("x"),
                texts(multipart("multipart/mixed;boundary=b", "--b\n\nx\n--b-- \n--b\n\ny\n--b--")
                        .bodyParts()));
        String longest = "b".repeat(70);
        assertEquals(
                List.of("x"),
                texts(multipart("multipart/mixed;boundary=" + longest, "--" + longest + "\n\nx\n--" + longest + "--")
                        .bodyParts()));
    }

    @Test
    @DisplayName("RFC 2046 5.1: a part may be headers alone, without the empty line, and end where the next one begins")
    void headersAlone() {
        List<BodyPart> parts = multipart("multipart/mixed;boundary=b", "--b\nX-A: 1\n--b\n\n--b--")
                .bodyParts();
        assertEquals(List.of("", ""), texts(parts));
        assertEquals(Optional.of("1"), parts.get(0).headers().first("X-A"));
        assertEquals(Optional.empty(), parts.get(1).first(Header.CONTENT_TYPE));
        SipRequest again = invite().toBuilder().body(parts, "c").build();
        assertEquals(parts, again.bodyParts());
    }

    @Test
    @DisplayName("equal by the bytes of headers and body, whatever the message's start line is")
    void equality() {
        BodyPart part = BodyPart.of(MediaType.TEXT_PLAIN, Bytes.ofUtf8("x"));
        assertEquals(BodyPart.of(MediaType.TEXT_PLAIN, Bytes.ofUtf8("x")), part);
        assertNotEquals(BodyPart.of(MediaType.TEXT_PLAIN, Bytes.ofUtf8("y")), part);
        assertNotEquals(BodyPart.of(MediaType.SDP, Bytes.ofUtf8("x")), part);
        assertNotEquals(part.with("X-A", "1"), part);
        assertNotEquals(part, (Object) part.body());
        assertNotEquals(BodyPart.of(MediaType.TEXT_PLAIN, Bytes.ofUtf8("y")).hashCode(), part.hashCode());
        assertEquals(
                invite().bodyParts(),
                invite().toBuilder().uri(Uri.parse("sip:h")).build().bodyParts());
    }

    @Test
    @DisplayName("a boundary that divides the parts differently is refused")
    void boundaryWithin() {
        var part = BodyPart.of(MediaType.TEXT_PLAIN, Bytes.ofUtf8("x\r\n--b\r\n\r\ny"));
        SipRequest.Builder builder = invite().toBuilder();
        assertThrows(IllegalArgumentException.class, () -> builder.body(List.of(part), "b"));
        assertEquals(List.of(part), builder.body(List.of(part), "c").build().bodyParts());
    }

    @Test
    @DisplayName("a delimiter line that ends with LF alone is none without the quirk")
    void bareLfDelimiter() throws SipParseException {
        byte[] bytes = (options("Content-Type: multipart/mixed;boundary=b\n").replace("\n", "\r\n")
                        + "--b\n\r\nx\r\n--b\r\n\r\ny\r\n--b--")
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("x", "y"), texts(new SipParser().parse(bytes).bodyParts()));
        assertEquals(
                List.of("y"),
                texts(new SipParser(SipParserLimits.DEFAULT, java.util.Set.of())
                        .parse(bytes)
                        .bodyParts()));
    }

    @Test
    @DisplayName("lines that end with LF alone are taken by the quirk alone")
    void bareLf() throws SipParseException {
        String text = options("Content-Type: multipart/mixed;boundary=b\n").replace("\n", "\r\n") + "--b\n\nx\n--b--";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("x"), texts(new SipParser().parse(bytes).bodyParts()));
        SipMessage strict = new SipParser(SipParserLimits.DEFAULT, java.util.Set.of()).parse(bytes);
        assertThrows(MalformedHeaderException.class, strict::bodyParts);
        assertEquals(
                List.of("x"),
                texts(new SipParser(SipParserLimits.DEFAULT, java.util.Set.of())
                        .parse(crlf(options("Content-Type: multipart/mixed;boundary=b\n") + "--b\n\nx\n--b--"))
                        .bodyParts()));
    }
}
