// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each lenient quirk is taken when it is on, and refused when it alone is off")
class LenientQuirkTest {
    private static SipMessage quirk(LenientQuirk quirk, byte[] message) throws SipParseException {
        var others = EnumSet.complementOf(EnumSet.of(quirk));
        assertThrows(
                SipParseException.class, () -> new SipParser(SipParserLimits.DEFAULT, others).parse(message), "off");
        return new SipParser(SipParserLimits.DEFAULT, Set.of(quirk)).parse(message);
    }

    @Test
    void bareLf() throws SipParseException {
        byte[] message = options("Subject: a\n b\n").getBytes(StandardCharsets.UTF_8);
        SipRequest request = (SipRequest) quirk(LenientQuirk.BARE_LF, message);
        assertEquals(Optional.of("a b"), request.first(Header.SUBJECT));
        String response =
                Messages.text(SipResponse.responseTo(request, SipStatus.OK).build());
        assertEquals(
                0, response.replace("\r\n", "").chars().filter(c -> c == '\n').count(), "written with CRLF");
        assertEquals(Optional.of("a b"), request.toBuilder().build().first(Header.SUBJECT));
    }

    @Test
    void noSpaceBeforeEmptyReason() throws SipParseException {
        SipResponse response = (SipResponse)
                quirk(LenientQuirk.NO_SPACE_BEFORE_EMPTY_REASON, crlf("SIP/2.0 200\n" + core("INVITE") + "\n"));
        assertEquals("", response.reason());
    }

    @Test
    void hashInUser() throws SipParseException {
        SipMessage message = quirk(LenientQuirk.HASH_IN_USER, crlf(optionsWith("To", "To: <sip:*21#49#@h>")));
        assertEquals(Optional.of("*21#49#"), message.to().sipUri().orElseThrow().user());
    }

    @Test
    void underscoreInHost() throws SipParseException {
        SipMessage message =
                quirk(LenientQuirk.UNDERSCORE_IN_HOST, crlf(optionsWith("Via", "Via: SIP/2.0/UDP _sip_proxy_1:5060")));
        assertEquals("_sip_proxy_1:5060", message.topVia().sentBy());
    }

    @Test
    void digitFirstHost() throws SipParseException {
        SipMessage message = quirk(
                LenientQuirk.DIGIT_FIRST_HOST, crlf(optionsWith("From", "From: <sip:asterisk@1af019b2ba08:5060>")));
        assertEquals("1af019b2ba08", message.from().sipUri().orElseThrow().host());
    }

    @Test
    void telWithoutContext() throws SipParseException {
        SipMessage message = quirk(LenientQuirk.TEL_WITHOUT_CONTEXT, crlf(optionsWith("To", "To: <tel:112>")));
        assertEquals("112", ((TelUri) message.to().uri()).digits());
    }

    @Test
    @DisplayName("every quirk has its test here")
    void complete() {
        Set<String> tested = Arrays.stream(LenientQuirkTest.class.getDeclaredMethods())
                .map(method -> method.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (LenientQuirk quirk : LenientQuirk.values()) {
            String name = quirk.name().replace("_", "").toLowerCase(Locale.ROOT);
            assertTrue(tested.contains(name), name);
        }
    }

    @Test
    void unquotedUtf8DisplayName() throws SipParseException {
        SipMessage message = quirk(
                LenientQuirk.UNQUOTED_UTF8_DISPLAY_NAME, crlf(optionsWith("From", "From: Jürgen Müller <sip:a@h>")));
        assertEquals(Optional.of("Jürgen Müller"), message.from().displayName());
    }

    @Test
    @DisplayName("regression: LF alone before the start line is a quirk too; CR alone is never taken there")
    void lineEndsBeforeTheStartLine() throws SipParseException {
        SipParser strict = new SipParser(SipParserLimits.DEFAULT, Set.of());
        byte[] message = crlf("\n\n" + options("Subject: a\n"));
        assertEquals(Optional.of("a"), strict.parse(message).first(Header.SUBJECT));
        byte[] lf = ("\n" + new String(message, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.of("a"), quirk(LenientQuirk.BARE_LF, lf).first(Header.SUBJECT));
        byte[] cr = ("\r" + options("").replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        for (SipParser parser : List.of(strict, new SipParser())) {
            SipParseException e = assertThrows(SipParseException.class, () -> parser.parse(cr));
            assertEquals("CR alone", e.found());
        }
    }

    @Test
    @DisplayName("what docs/deviations.md says is always taken: three colons (RFC 5118 4.10), bytes that are not UTF-8")
    void withoutQuirks() throws SipParseException {
        SipParser strict = new SipParser(SipParserLimits.DEFAULT, Set.of());
        SipMessage colons = strict.parse(crlf(optionsWith("To", "To: <sip:b@[2001:db8:::192.0.2.1]>")));
        assertTrue(colons.to().uri().equivalentTo(Uri.parse("sip:b@[2001:db8::192.0.2.1]")));
        String lines = optionsWith("To", "To: \"x\u00fc\" <sip:b@h>;y=\"\u00fc\"\nSubject: \u00fcz");
        byte[] latin1 = lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        SipMessage message = strict.parse(latin1);
        assertEquals(Optional.of("x\ufffd"), message.to().displayName());
        assertEquals(Optional.of("\ufffd"), message.to().parameter("y"));
        assertEquals(Optional.of("\ufffdz"), message.first(Header.SUBJECT));
        assertArrayEquals(latin1, message.toBytes());
        byte[] reason = ("SIP/2.0 200 \u00fc\n" + core("INVITE") + "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("\ufffd", ((SipResponse) strict.parse(reason)).reason());
    }

    @Test
    @DisplayName("CR alone, and NUL outside a quoted pair, are never taken")
    void never() {
        for (String line : new String[] {"Subject: a\rb\n", "Subject: a\0b\n", "Subject:\0\n", "Subject: a\r\r\n"}) {
            assertThrows(SipParseException.class, () -> new SipParser().parse(crlf(options(line))), line);
        }
    }
}
