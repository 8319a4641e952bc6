// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8866 section 5: the lines of a session description")
class Rfc8866Section5Test {
    private static final String FULL = """
            v=0
            o=mhandley 2890844526 2890842807 IN IP4 126.16.64.4
            s=SDP Seminar
            i=A seminar on the session description protocol
            u=http://www.example.org/sdp
            e=m@example.org (Mark)
            e=n@example.org
            p=+1 617 555 6011
            c=IN IP4 224.2.17.12/127
            b=CT:128
            b=X-YZ:12
            t=2873397496 2873404696
            r=7d 1h 0 25h
            r=604800 3600 0 90000
            t=2873404697 0
            z=2882844526 -1h 2898848070 0
            k=prompt
            a=recvonly
            a=x-unknown:kept as it is
            m=audio 49170/2 RTP/AVP 0 96
            i=the floor
            c=IN IP4 224.2.1.1/127/3
            c=IN IP6 FF15::101/3
            b=AS:64
            k=clear:secret
            a=rtpmap:96 L16/16000/2
            a=sendonly
            m=application 32416 udp wb
            a=orient:portrait
            """;

    @Test
    @DisplayName("every line is read and written back as it was")
    void everyLine() {
        assertEquals(Sdp.crlf(FULL), Sdp.parse(FULL).toString());
    }

    @Test
    @DisplayName("session-level values")
    void sessionLevel() {
        var session = Sdp.parse(FULL);
        assertEquals(new Origin("mhandley", "2890844526", "2890842807", "IN", "IP4", "126.16.64.4"), session.origin());
        assertEquals("SDP Seminar", session.sessionName());
        assertEquals(Optional.of("http://www.example.org/sdp"), session.uri());
        assertEquals(List.of("m@example.org (Mark)", "n@example.org"), session.emails());
        assertEquals(List.of("+1 617 555 6011"), session.phones());
        assertEquals(Optional.of(new Connection("IN", "IP4", "224.2.17.12", 127, 1)), session.connection());
        assertEquals(List.of(new Bandwidth("CT", 128), new Bandwidth("X-YZ", 12)), session.bandwidths());
        assertEquals(2, session.times().size());
        assertEquals(
                List.of("7d 1h 0 25h", "604800 3600 0 90000"),
                session.times().get(0).repeats());
        assertEquals(Optional.of("2882844526 -1h 2898848070 0"), session.timeZones());
        assertEquals(Optional.of("prompt"), session.key());
        assertEquals(
                "kept as it is", session.attribute("x-unknown").orElseThrow().value());
    }

    @Test
    @DisplayName("media-level values")
    void mediaLevel() {
        var audio = Sdp.parse(FULL).media().get(0);
        assertEquals("audio", audio.media());
        assertEquals(49170, audio.port());
        assertEquals(2, audio.portCount());
        assertEquals("RTP/AVP", audio.protocol());
        assertEquals(List.of("0", "96"), audio.formats());
        assertEquals(Optional.of("the floor"), audio.information());
        assertEquals(
                List.of(
                        new Connection("IN", "IP4", "224.2.1.1", 127, 3),
                        new Connection("IN", "IP6", "FF15::101", Connection.NO_TIME_TO_LIVE, 3)),
                audio.connections());
        assertEquals(List.of(new Bandwidth("AS", 64)), audio.bandwidths());
        assertEquals(Optional.of("clear:secret"), audio.key());
        assertEquals(Optional.of(Direction.SENDONLY), audio.direction());
    }

    @Test
    @DisplayName("5: lines that end with LF alone are accepted, and written with CR LF")
    void lineFeedsAlone() throws SdpParseException {
        var bytes = FULL.getBytes(StandardCharsets.UTF_8);
        assertEquals(Sdp.parse(FULL), SdpParser.create().parse(bytes));
    }

    @Test
    @DisplayName("the last line may lack its end")
    void noFinalLineEnd() throws SdpParseException {
        assertEquals(Sdp.parse(FULL), SdpParser.create().parse(Sdp.crlf(FULL).stripTrailing()));
    }

    @Test
    @DisplayName("5: text is UTF-8")
    void utf8() {
        var session = Sdp.parse("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=Gespräch ☎\nt=0 0\n");
        assertEquals("Gespräch ☎", session.sessionName());
        assertArrayEquals(session.toString().getBytes(StandardCharsets.UTF_8), session.toBytes());
    }

    @Test
    @DisplayName("octets that are not UTF-8 are read and written as ISO-8859-1, so nothing is lost")
    void latin1() throws SdpParseException {
        byte[] bytes =
                Sdp.crlf("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=B\u00fcro\nt=0 0\n").getBytes(StandardCharsets.ISO_8859_1);
        var session = SdpParser.create().parse(bytes);
        assertEquals("B\u00fcro", session.sessionName());
        assertArrayEquals(bytes, session.toBytes());
        var renamed = session.toBuilder().sessionName("☎").build();
        assertArrayEquals(renamed.toString().getBytes(StandardCharsets.UTF_8), renamed.toBytes());
    }

    @Test
    @DisplayName("5.2: numbers of o= beyond 64 bits are kept as digits")
    void hugeSessionId() {
        var session = Sdp.parse("v=0\no=- 18446744073709551616123 18446462598732840960 IN IP4 h.example\ns=-\nt=0 0\n");
        assertEquals("18446744073709551616123", session.origin().sessionId());
    }

    @Test
    @DisplayName("5.13: a property and an attribute with an empty value are not the same")
    void emptyValue() {
        var session = Sdp.media("a=ice-lite\na=empty:\n");
        assertTrue(session.attribute("ice-lite").orElseThrow().isProperty());
        assertFalse(session.attribute("empty").orElseThrow().isProperty());
        assertTrue(session.toString().endsWith("a=ice-lite\r\na=empty:\r\n"));
        assertTrue(session.attribute("ICE-LITE").isEmpty(), "names are case-sensitive");
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                "o=- 1 1 IN IP4 h",
                "v=0",
                "v=0|s=-|t=0 0",
                "v=0|o=- 1 1 IN IP4",
                "v=0|o=- x 1 IN IP4 h",
                "v=0|o=- 1 1  IN IP4 h",
                "v=0|o=- 1 1 IN IP4 h|o=- 1 1 IN IP4 h",
                "v=0|o=- 1 1 IN IP4 h|s=a|s=b",
                "v=0|o=- 1 1 IN IP4 h|c=IN IP4 1.2.3.4|c=IN IP4 1.2.3.4",
                "v=0|o=- 1 1 IN IP4 h|c=IN IP4",
                "v=0|o=- 1 1 IN IP4 h|c=IN IP4 1.2.3.4/256",
                "v=0|o=- 1 1 IN IP4 h|c=IN IP4 224.2.3.4/1/0",
                "v=0|o=- 1 1 IN IP4 h|t=0",
                "v=0|o=- 1 1 IN IP4 h|t=0 99999999999999999999",
                "v=0|o=- 1 1 IN IP4 h|r=7d",
                "v=0|o=- 1 1 IN IP4 h|b=AS",
                "v=0|o=- 1 1 IN IP4 h|b=AS:-1",
                "v=0|o=- 1 1 IN IP4 h|a=",
                "v=0|o=- 1 1 IN IP4 h|a=:x",
                "v=0|o=- 1 1 IN IP4 h|a=a b",
                "v=0|o=- 1 1 IN IP4 h|i=",
                "v=0 0|o=- 1 1 IN IP4 h",
                "v=0|o=- 1 1 IN IP4 h x",
                "v=0|o=- 1 1 IN IP4 h x|s=\u00e4",
                "v=0|o=\u00e4 1 1 IN IP4 h x",
                "v=0|o=- 1 1 IN IP4 h|c=IN IP4 1.2.3.4 x",
                "v=0|o=- 1 1 IN IP4 h|c=IN IP6 ff15::1/3/3",
                "v=0|o=- 1 1 IN IP4 h|t=0 0 0",
                "v=0|o=- 1 1 IN IP4 h|b=AS:64 x",
                "v=0|o=- 1 1 IN IP4 h|a=\u00e4",
                "v=0|o=- 1 1 IN IP4 h|a=x\u00e4",
                "v=0|o=- 1 1 IN IP4 h|i=a|i=b",
                "v=0|o=- 1 1 IN IP4 h|u=a|u=b",
                "v=0|o=- 1 1 IN IP4 h|z=a|z=b",
                "v=0|o=- 1 1 IN IP4 h|k=a|k=b",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP 0|k=a|k=b",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP 0;8",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP 0 (",
                "v=0|o=- 1 1 IN IP4 h|f=unknown",
                "v=0|o=- 1 1 IN IP4 h|||t=0 0",
                "v=0|o=- 1 1 IN IP4 h|nonsense",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP",
                "v=0|o=- 1 1 IN IP4 h|m=audio 65536 RTP/AVP 0",
                "v=0|o=- 1 1 IN IP4 h|m=audio 99999999999999999999 RTP/AVP 0",
                "v=0|o=- 1 1 IN IP4 h|m=audio -1 RTP/AVP 0",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1/0 RTP/AVP 0",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP 0  8",
                "v=0|o=- 1 1 IN IP4 h|m =audio 1 RTP/AVP 0",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP 0|t=0 0",
                "v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP 0|i=a|i=b"
            })
    @DisplayName("what is no session description is refused with 400")
    void malformed(String lines) {
        var e = assertThrows(SdpParseException.class, () -> SdpParser.create().parse(lines.replace("|", "\r\n")));
        assertEquals(400, e.suggestedStatus());
        assertTrue(e.offset() >= 0 && e.offset() <= lines.replace("|", "\r\n").length());
        assertTrue(e.safeMessage().contains(e.rule()));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({"v=0\\r\\no=- 1 x,origin-field,11", "v=0\\r\\no=- 1 1 IN IP4 h\\r\\nb=AS:y,bandwidth-field,28"})
    @DisplayName("a failure names rule and offset, and its safe message repeats nothing of the input")
    void ruleAndOffset(String text, String rule, int offset) {
        var e = assertThrows(SdpParseException.class, () -> SdpParser.create().parse(text.replace("\\r\\n", "\r\n")));
        assertEquals(rule, e.rule());
        assertEquals(offset, e.offset());
        assertEquals("Malformed session description: " + rule + " at byte " + offset, e.safeMessage());
        assertTrue(e.getMessage().startsWith(rule + ": expected "), e.getMessage());
    }

    @Test
    @DisplayName("blanks at the end of v=, o=, c=, t=, b= and m= are dropped (TRAILING_SPACE), those of text are kept")
    void trailingBlanks() {
        String lines = "v=0\no=- 1 1 IN IP4 h\ns=a \nc=IN IP4 1.2.3.4\nb=AS:6\nt=0 0\nm=audio 1 RTP/AVP 0\nb=AS:7\n";
        var session = Sdp.parse(lines.replaceAll("(?m)([^ \\n])$", "$1 "));
        assertEquals(lines.replace("\n", "\r\n"), session.toString());
    }

    @Test
    @DisplayName("5.9: a time of zeros is permanent, any other is not")
    void times() {
        String session = "v=0\no=- 1 1 IN IP4 h\ns=-\n";
        assertEquals(
                List.of(TimeDescription.PERMANENT),
                Sdp.parse(session + "t=0 0\n").times());
        assertEquals(
                List.of(new TimeDescription(1, 0, List.of())),
                Sdp.parse(session + "t=1 0\n").times());
        assertEquals(
                List.of(new TimeDescription(0, 1, List.of())),
                Sdp.parse(session + "t=0 1\n").times());
    }

    @Test
    @DisplayName("5.13: attributes whose value is not ASCII, with a value and without")
    void attributesBeyondAscii() {
        var session = Sdp.media("a=x:gr\u00fc\u00df\na=y:\u00e4:b\n");
        assertEquals("gr\u00fc\u00df", session.attribute("x").orElseThrow().value());
        assertFalse(session.attribute("x").orElseThrow().isProperty());
        assertEquals("\u00e4:b", session.attribute("y").orElseThrow().value());
    }

    @Test
    @DisplayName("5.1: another version than 0 is not acceptable: 488")
    void version() {
        var e = assertThrows(
                SdpParseException.class, () -> SdpParser.create().parse("v=1\r\no=- 1 1 IN IP4 h\r\ns=-\r\nt=0 0\r\n"));
        assertEquals(488, e.suggestedStatus());
    }

    @Test
    @DisplayName("5.10: repeats belong to the time before them, however many")
    void repeats() {
        var session = Sdp.parse("v=0\no=- 1 1 IN IP4 h\ns=-\nt=1 2\n" + "r=7d 1h 0\n".repeat(1900) + "t=3 4\nr=x\n");
        assertEquals(1900, session.times().get(0).repeats().size());
        assertEquals(new TimeDescription(3, 4, List.of("x")), session.times().get(1));
    }

    @Test
    @DisplayName("9: byte-string holds neither NUL nor a lone CR")
    void controlCharacters() {
        for (String bad : List.of("s=a\0b\r\n", "s=a\rb\r\n", "s=ab\r")) {
            var e = assertThrows(
                    SdpParseException.class, () -> SdpParser.create().parse("v=0\r\n" + bad));
            assertEquals("byte-string", e.rule());
        }
    }
}
