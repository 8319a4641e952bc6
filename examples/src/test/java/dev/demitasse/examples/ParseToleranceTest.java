// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.LenientQuirk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("demitasse parse says which quirks a message was accepted by")
class ParseToleranceTest {
    private static final String OPTIONS = """
            OPTIONS sip:bob@example.net SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
            From: <sip:a@example.com>;tag=1
            To: <sip:b@example.net>
            Call-ID: 1
            CSeq: 1 OPTIONS
            Contact: <sip:a@192.0.2.1>
            Content-Length: 0

            """;

    private static final String OK = OPTIONS.replace("OPTIONS sip:bob@example.net SIP/2.0", "SIP/2.0 200 OK");

    private static ParsedFile parse(String message, Set<LenientQuirk> quirks) {
        byte[] bytes = message.replace("\r", "")
                .replace("\n", "\r\n")
                .replace("\f\r\n", "\n")
                .getBytes(StandardCharsets.UTF_8);
        return new TolerantParser(quirks).parse(MessagePlace.whole("a"), bytes);
    }

    private static ParsedFile parse(String message) {
        return parse(message, EnumSet.allOf(LenientQuirk.class));
    }

    private static List<LenientQuirk> quirks(ParsedFile file) {
        assertTrue(file.isAccepted(), file.toString());
        return file.tolerances().stream().map(Tolerance::quirk).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "BARE_LF, 'Call-ID: 1', 'Call-ID: 1\f'",
        "HASH_IN_USER, '<sip:b@', '<sip:#b@'",
        "HASH_IN_USER, 'Contact: <sip:a@', 'Contact: <sip:a#1@'",
        "UNDERSCORE_IN_HOST, '@192.0.2.1>', '@my_host>'",
        "DIGIT_FIRST_HOST, '@192.0.2.1>', '@1af019b2ba08>'",
        "UNQUOTED_UTF8_DISPLAY_NAME, 'To: <', 'To: J\u00fcrgen <'",
        "TEL_WITHOUT_CONTEXT, '<sip:b@example.net>', '<tel:112>'"
    })
    @DisplayName("each, in a request that needs no other, where it is read on arrival or later")
    void each(LenientQuirk quirk, String lawful, String odd) {
        ParsedFile file = parse(OPTIONS.replace(lawful, odd.replace("\\f", "\f")));
        assertEquals(List.of(quirk), quirks(file));
        assertEquals(List.of(), file.malformed());
    }

    @Test
    @DisplayName("the empty phrase without a space, in a response")
    void emptyReason() {
        assertEquals(List.of(LenientQuirk.NO_SPACE_BEFORE_EMPTY_REASON), quirks(parse(OK.replace("200 OK", "200"))));
        assertEquals(List.of(), quirks(parse(OK.replace("200 OK", "200 "))));
    }

    @Test
    @DisplayName("several, each with its place; none of a message by the book, nor for what is malformed all the same")
    void several() {
        ParsedFile file = parse(OPTIONS.replace("sip:bob@", "sip:#bob@").replace("@192.0.2.1>", "@my_host>"));
        assertEquals(List.of(LenientQuirk.HASH_IN_USER, LenientQuirk.UNDERSCORE_IN_HOST), quirks(file));
        assertEquals("OPTIONS sip:".length(), file.tolerances().get(0).offset());
        assertEquals(List.of(), quirks(parse(OPTIONS)));
        ParsedFile malformed =
                parse(OPTIONS.replace("Contact: <", "Expires: x\nContact: <").replace("<sip:b@", "<sip:#b@"));
        assertEquals(List.of(LenientQuirk.HASH_IN_USER), quirks(malformed));
        assertEquals(1, malformed.malformed().size());
    }

    @Test
    @DisplayName("of quirks that are not allowed nothing is said: the message is rejected, or its header malformed")
    void notAllowed() {
        Set<LenientQuirk> others = EnumSet.complementOf(EnumSet.of(LenientQuirk.HASH_IN_USER));
        ParsedFile file = parse(OPTIONS.replace("Contact: <sip:a@", "Contact: <sip:a#1@"), others);
        assertEquals(List.of(), quirks(file));
        assertEquals(1, file.malformed().size());
        assertEquals(List.of(), quirks(parse(OPTIONS, Set.of())));
    }

    @Test
    @DisplayName("for people: the quirk, what is not by the book, and a caret under the byte")
    void view() {
        var written = new StringWriter();
        new MessageView(new Output(new PrintWriter(written), 0), false)
                .show(parse(OPTIONS.replace("To: <sip:b@", "To: <sip:#b@")));
        List<String> lines = written.toString().lines().toList();
        int at = lines.size() - 3;
        assertTrue(lines.get(at).startsWith("  tolerated by HASH_IN_USER: "), lines::toString);
        assertEquals("  line 4 | To: <sip:#b@example.net>", lines.get(at + 1));
        assertEquals('#', lines.get(at + 1).charAt(lines.get(at + 2).indexOf('^')));
    }

    @Test
    @DisplayName("--json: quirks by name, each with what a parser without it says")
    void json() {
        String json = MessageJson.of(parse(OPTIONS.replace("To: <sip:b@", "To: <sip:#b@")));
        assertTrue(json.contains("\"quirks\":[\"HASH_IN_USER\"],\"quirkErrors\":[\""), json);
        assertTrue(json.endsWith(", found 0x23\"]}"), json);
    }
}
