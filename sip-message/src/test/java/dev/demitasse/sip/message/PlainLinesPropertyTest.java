// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Header lines taken quickly are those that every rule would have found, whatever the limits; and plain ones are taken. */
class PlainLinesPropertyTest {
    private static final List<Set<LenientQuirk>> QUIRKS =
            List.of(EnumSet.noneOf(LenientQuirk.class), EnumSet.allOf(LenientQuirk.class));

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void linesAreReadAlikeEitherWay(@ForAll("headers") String headers, @ForAll("limits") SipParserLimits limits) {
        byte[] bytes = headers.getBytes(ISO_8859_1);
        for (Set<LenientQuirk> quirks : QUIRKS) {
            var parser = new SipParser(limits, quirks);
            assertEquals(read(parser, bytes, false), read(parser, bytes, true), headers);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void plainLinesAreTaken(@ForAll("plainLines") List<String> lines) {
        String headers = String.join("\r\n", lines) + "\r\n";
        byte[] bytes = (headers + "\r\n12345678").getBytes(UTF_8);
        var table = new LineTable(4);
        assertEquals(bytes.length - 10, PlainLines.read(bytes, 0, SipParserLimits.DEFAULT, table), headers);
        assertEquals(lines.size(), table.size());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(lines.get(i), table.name(bytes, i) + ": " + table.value(bytes, i));
        }
    }

    /** Without the bytes behind the empty line a word can't be read there: the last lines are left. */
    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void nothingIsReadBehindTheEnd(@ForAll("plainLines") List<String> lines) {
        byte[] bytes = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8);
        int taken = PlainLines.read(bytes, 0, SipParserLimits.DEFAULT, new LineTable(4));
        assertTrue(taken <= bytes.length - Long.BYTES);
    }

    /** All that is noted of the lines, or what is wrong with them. */
    private static String read(SipParser parser, byte[] bytes, boolean quickly) {
        try {
            MessageContent content = new MessageReader(parser, bytes).partHeaders(quickly);
            var text = new StringBuilder("body at " + content.bodyStart + (content.bareLf ? ", LF" : ""));
            LineTable lines = content.lines;
            for (int i = 0; i < lines.size(); i++) {
                text.append('|').append(lines.start(i)).append(' ').append(lines.valueStart(i));
                text.append(' ').append(lines.valueEnd(i)).append(' ').append(lines.end(i));
                text.append(' ').append(lines.number(i)).append(' ').append(lines.nextCore(i));
            }
            return text.toString();
        } catch (SipParseException e) {
            return e.getMessage() + ", " + e.suggestedStatus();
        }
    }

    /** Lines that are plain, or nearly so, and a few bytes behind them. */
    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> names = Arbitraries.of(
                "Via", "v", "CSeq", "Call-ID", "Subject", "X-Y", "Max-Forwards", "Proxy-Authorization", "x".repeat(20));
        Arbitrary<String> oddNames =
                Arbitraries.of("", "Via ", "Via\t", "a b", "\u00e9", "a\0", "a\rb", "a\nb", "<", "X-Y X", " Via");
        Arbitrary<String> colons = mostly(": ", ":", " : ", ":\t", ":  ", "", "::", ": :", ":\r\n ", ":\r\n");
        Arbitrary<String> values = Arbitraries.of("a", "a b", "1", "a:b", "0123456", "01234567", "x".repeat(23));
        Arbitrary<String> oddValues = Arbitraries.of(
                "",
                " a",
                "a ",
                "a\t",
                "a\tb",
                "\u00e9",
                "\u00ff\u0080",
                "a\0b",
                "a\\\0",
                "\u007f",
                "\u000e",
                "\r",
                "a\rb");
        Arbitrary<String> ends = mostly("\r\n", "\n", "\r", "\r\n b\r\n", "\r\n\tb\r\n", "\r\r\n", "\n\r\n", "");
        Arbitrary<String> lines = Combinators.combine(often(names, oddNames), colons, often(values, oddValues), ends)
                .as((name, colon, value, end) -> name + colon + value + end);
        Arbitrary<String> emptyLines = mostly("\r\n", "\n", "", "\r");
        Arbitrary<Integer> behind = Arbitraries.integers().between(0, 17);
        return Combinators.combine(lines.list().ofMaxSize(8), emptyLines, behind)
                .as((all, emptyLine, length) -> String.join("", all) + emptyLine + "x".repeat(length));
    }

    private static Arbitrary<String> mostly(String usual, String... others) {
        return often(Arbitraries.just(usual), Arbitraries.of(others));
    }

    private static Arbitrary<String> often(Arbitrary<String> usual, Arbitrary<String> other) {
        return Arbitraries.integers().between(0, 9).flatMap(n -> n == 0 ? other : usual);
    }

    @Provide
    Arbitrary<SipParserLimits> limits() {
        SipParserLimits usual = SipParserLimits.DEFAULT;
        Arbitrary<SipParserLimits> tight = Combinators.combine(
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(1, 8))
                .as((section, line, number) -> new SipParserLimits(
                        usual.maxMessageBytes(),
                        usual.maxStartLineBytes(),
                        line,
                        section,
                        number,
                        usual.maxParameters(),
                        usual.maxBodyBytes()));
        return Arbitraries.oneOf(Arbitraries.just(usual), tight);
    }

    @Provide
    Arbitrary<List<String>> plainLines() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abzAZ059-_.!~*'+`%")
                .ofMinLength(1)
                .ofMaxLength(19);
        Arbitrary<String> inner = Arbitraries.strings()
                .withChars("az09 :;=<>\"@.\u00e9\u00ff\u007f\u000e")
                .ofMaxLength(26);
        Arbitrary<String> values = inner.map(text -> "<" + text + ">");
        return Combinators.combine(names, values)
                .as((name, value) -> name + ": " + value)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
