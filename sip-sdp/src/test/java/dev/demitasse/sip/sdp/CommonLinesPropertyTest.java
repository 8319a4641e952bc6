// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Lines of which the parser compares the usual beginnings as a whole are read as RFC 8866 section 9 has them. */
class CommonLinesPropertyTest {
    private static final String REFUSED = "refused";
    private static final String TOKEN = "([!#$%&'*+.0-9A-Z^_`a-z{|}~-]+)";
    private static final String WORD = "([^\\x00- \\x7f]+)";
    private static final Pattern ORIGIN =
            Pattern.compile(WORD + " ([0-9]+) ([0-9]+) " + TOKEN + " " + TOKEN + " " + WORD + " *");
    private static final Pattern CONNECTION = Pattern.compile(TOKEN + " " + TOKEN + " " + WORD + " *");
    private static final Pattern TIME = Pattern.compile("([0-9]+) ([0-9]+) *");
    private static final Pattern ATTRIBUTE = Pattern.compile(TOKEN + "(?::(.*))?");

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void origins(@ForAll("lines") String line) {
        String read = read(description(line, "c=IN IP4 h", "t=0 0", "a=x"), d -> {
            Origin o = d.origin();
            return String.join(
                    "|",
                    o.username(),
                    o.sessionId(),
                    o.sessionVersion(),
                    o.networkType(),
                    o.addressType(),
                    o.address());
        });
        assertEquals(expected(ORIGIN, line), read, line);
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void connections(@ForAll("lines") String line) {
        Function<Connection, String> fields = c -> c.networkType() + "|" + c.addressType() + "|" + c.address();
        String session = read(
                description("- 1 1 IN IP4 h", "c=" + line, "t=0 0", "a=x"),
                d -> d.connection().map(fields).orElseThrow());
        String media = read(
                description("- 1 1 IN IP4 h", "t=0 0", "m=audio 9 RTP/AVP 0", "c=" + line),
                d -> fields.apply(d.connectionOf(d.media().get(0)).orElseThrow()));
        assertEquals(expected(CONNECTION, line), session, line);
        assertEquals(expected(CONNECTION, line), media, line);
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void times(@ForAll("times") String line) {
        String read = read(description("- 1 1 IN IP4 h", "c=IN IP4 h", "t=" + line, "a=x"), d -> {
            TimeDescription time = d.times().get(0);
            return time.startSeconds() + "|" + time.stopSeconds();
        });
        var match = TIME.matcher(line);
        String expected =
                match.matches() ? Long.parseLong(match.group(1)) + "|" + Long.parseLong(match.group(2)) : REFUSED;
        assertEquals(expected, read, line);
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void attributes(@ForAll("attributes") String line) {
        String read = read(description("- 1 1 IN IP4 h", "c=IN IP4 h", "t=0 0", "a=" + line), d -> {
            Attribute attribute = d.attributes().get(0);
            return attribute.name() + "|" + (attribute.isProperty() ? "null" : attribute.value());
        });
        assertEquals(expected(ATTRIBUTE, line), read, line);
    }

    /** The last line may end with the input: words of eight octets must not be read behind it. */
    private static String description(String origin, String... lines) {
        return "v=0\r\no=" + origin + "\r\ns=-\r\n" + String.join("\r\n", lines);
    }

    private static String read(String description, Function<SessionDescription, String> what) {
        try {
            return what.apply(SdpParser.create().parse(description.getBytes(UTF_8)));
        } catch (SdpParseException e) {
            return REFUSED;
        }
    }

    private static String expected(Pattern pattern, String line) {
        var match = pattern.matcher(line);
        return match.matches() ? joined(match.toMatchResult()) : REFUSED;
    }

    private static String joined(MatchResult match) {
        var fields = new StringBuilder(match.group(1));
        for (int i = 2; i <= match.groupCount(); i++) {
            fields.append('|').append(match.group(i));
        }
        return fields.toString();
    }

    private static Arbitrary<String> joined(int most, String... pieces) {
        return Arbitraries.of(Arrays.asList(pieces)).list().ofMaxSize(most).map(list -> String.join("", list));
    }

    /** The usual lines with something else in one place, and what is not even near to them. */
    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> usual =
                Arbitraries.of("- 1 1 IN IP4 10.0.0.1", "u 12345678901 7 IN IP4 h", "IN IP4 192.0.2.1");
        Arbitrary<String> changes = Arbitraries.of(" ", "", "\t", "\u00e9", "x", "  ", "(", "1", "P");
        Arbitrary<String> changed = usual.flatMap(line -> Arbitraries.integers()
                .between(0, line.length() - 1)
                .flatMap(at -> changes.map(change -> line.substring(0, at) + change + line.substring(at + 1))));
        Arbitrary<String> made = joined(
                11, "-", "1", "23", "IN", "in", "IP4", "IP6", " ", " ", " ", " ", "IN IP4 ", "IN IP4", "h", "\u00e9");
        return Arbitraries.oneOf(usual, changed, made);
    }

    @Provide
    Arbitrary<String> times() {
        return Arbitraries.oneOf(Arbitraries.just("0 0"), joined(5, "0", "0", " ", " ", "0 0", "1", "29", "\t", "-"));
    }

    @Provide
    Arbitrary<String> attributes() {
        return joined(
                6,
                "a",
                "Z",
                "rtpmap",
                "sendrecv",
                "abcdefgh",
                "9",
                "-",
                "_",
                "`",
                "{",
                "@",
                "[",
                ":",
                ":",
                " ",
                "\u00e9",
                "\u00c1");
    }
}
