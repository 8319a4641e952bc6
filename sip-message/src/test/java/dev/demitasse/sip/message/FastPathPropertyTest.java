// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick look at a host or a URI agrees with the rules, for whatever parser; and what is plain passes it. */
class FastPathPropertyTest {
    private static final int REFUSED = -1;
    private static final List<Set<LenientQuirk>> QUIRKS =
            List.of(EnumSet.noneOf(LenientQuirk.class), EnumSet.allOf(LenientQuirk.class));

    private interface Rule {
        void skip(ByteCursor in) throws SipParseException;
    }

    /** Text and what is behind it in a message: words of eight bytes may be read there, but must not count. */
    private static byte[] bytes(String text) {
        return (text + ";x.y-z_1").getBytes(ISO_8859_1);
    }

    /** Where the slow way ends, or {@link #REFUSED}. */
    private static int end(Set<LenientQuirk> quirks, byte[] bytes, int end, Rule rule) {
        ByteCursor in = new SipParser(SipParserLimits.DEFAULT, quirks).cursor(bytes, 0, end);
        try {
            rule.skip(in);
            return in.position();
        } catch (SipParseException e) {
            return REFUSED;
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void hostsThatPassAreHosts(@ForAll("hosts") String host) {
        byte[] bytes = bytes(host);
        for (int end = 0; end <= host.length(); end++) {
            int fast = HostText.endOfPlain(bytes, 0, end);
            for (Set<LenientQuirk> quirks : QUIRKS) {
                int slow = end(quirks, bytes, end, in -> in.skipOtherHost("host"));
                if (fast >= 0) {
                    assertEquals(slow, fast, host + " up to " + end);
                }
                assertEquals(slow, end(quirks, bytes, end, in -> in.skipHost("host")), host + " up to " + end);
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void plainHostsPass(@ForAll("plainHosts") String host) {
        assertEquals(host.length(), HostText.endOfPlain(bytes(host), 0, host.length()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void urisThatPassAreUris(@ForAll("uris") String uri) throws SipParseException {
        byte[] bytes = bytes(uri);
        for (int end = 0; end <= uri.length(); end++) {
            if (UriParser.isPlainSip(bytes, 0, end)) {
                for (Set<LenientQuirk> quirks : QUIRKS) {
                    int to = end;
                    assertEquals(end, end(quirks, bytes, end, in -> UriParser.skip(in, to)), uri + " up to " + end);
                }
                SipUri sip = SipUri.parse(uri.substring(0, end));
                assertTrue(sip.parameters().isEmpty() && sip.headers().isEmpty(), uri);
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void urisAreReadAlikeEitherWay(@ForAll("uris") String uri) {
        byte[] bytes = bytes(uri);
        for (int end = 0; end <= uri.length(); end++) {
            for (Set<LenientQuirk> quirks : QUIRKS) {
                String fast = read(quirks, bytes, end, UriParser::parse);
                assertEquals(read(quirks, bytes, end, UriParser::parseOther), fast, uri + " up to " + end);
            }
        }
    }

    private interface Reading {
        Uri parse(ByteCursor in, int end) throws SipParseException;
    }

    /** All parts of a URI and where the cursor stands behind it, or what is wrong with it. */
    private static String read(Set<LenientQuirk> quirks, byte[] bytes, int end, Reading reading) {
        ByteCursor in = new SipParser(SipParserLimits.DEFAULT, quirks).cursor(bytes, 0, bytes.length);
        try {
            Uri uri = reading.parse(in, end);
            String parts = uri instanceof SipUri sip
                    ? sip.user() + " " + sip.host() + " " + sip.port() + " " + sip.parameters() + " " + sip.headers()
                    : uri.scheme();
            return uri + " " + parts + " " + in.position() + " " + in.end();
        } catch (SipParseException e) {
            return e.getMessage();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void plainUrisPass(@ForAll("plainUris") String uri) {
        assertTrue(UriParser.isPlainSip(bytes(uri), 0, uri.length()));
        assertEquals(uri, NameAddress.parse("<" + uri + ">").uri().toString());
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
    void addressesAreReadAlikeEitherWay(@ForAll("uris") String uri) {
        byte[] bytes = bytes(uri);
        int slow = end(QUIRKS.get(1), bytes, uri.length(), in -> UriParser.skip(in, uri.length()));
        if (slow == REFUSED || uri.indexOf('>') >= 0) {
            assertThrows(IllegalArgumentException.class, () -> NameAddress.parse("<" + uri + ">"), uri);
        } else {
            assertEquals(uri, NameAddress.parse("<" + uri + ">").uri().toString());
        }
    }

    /** Pieces of hosts, in an order that mostly makes one. */
    @Provide
    Arbitrary<String> hosts() {
        String[] pieces = {
            "a",
            "Zz",
            "host",
            "0",
            "9",
            "255",
            "256",
            "1234",
            "192.0.2.1",
            ".",
            ".",
            ".",
            "-",
            "--",
            "_",
            ":",
            "[::1]",
            "/",
            "@",
            "%",
            ";",
            " ",
            "\u00e9",
            "\u00ae",
            "\u00ad",
            "\0",
            "`",
            "{",
            ",",
            "abcdefgh",
            "a-b.c"
        };
        return Arbitraries.of(Arrays.asList(pieces)).list().ofMaxSize(9).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> plainHosts() {
        Arbitrary<String> label = Arbitraries.strings()
                .withChars("abzAZ059")
                .ofMinLength(1)
                .ofMaxLength(9)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("-", parts));
        Arbitrary<String> names = label.list()
                .ofMaxSize(3)
                .map(labels -> String.join("", labels.stream().map(l -> l + ".").toList()))
                .flatMap(labels -> label.map(last -> labels + "x" + last));
        Arbitrary<String> addresses = Arbitraries.integers()
                .between(0, 255)
                .list()
                .ofSize(4)
                .map(parts ->
                        String.join(".", parts.stream().map(String::valueOf).toList()));
        return Arbitraries.oneOf(names, addresses);
    }

    @Provide
    Arbitrary<String> uris() {
        Arbitrary<String> users =
                Arbitraries.of("", "", "a@", "a;b=c@", "a%41@", "a%4@", "a:p@", "#1@", "@", "a@b@", " @");
        Arbitrary<String> ports = Arbitraries.of(
                "", "", ":5060", ":0", ":", ":65535", ":65536", ":50a", ";lr", "?a=b", ":5060;x", ">", ":1 ");
        Arbitrary<String> schemes = Arbitraries.of("sip:", "sip:", "SiP:", "sips:", "sip", "tel:", "siq:");
        return schemes.flatMap(scheme -> users.flatMap(user -> Arbitraries.oneOf(hosts(), plainHosts())
                .flatMap(host -> ports.map(port -> scheme + user + host + port))));
    }

    @Provide
    Arbitrary<String> plainUris() {
        Arbitrary<String> users = Arbitraries.strings()
                .withChars("abzAZ059-_.!~*'()&=+$,;?/")
                .ofMaxLength(12)
                .map(user -> user.isEmpty() ? "" : user + "@");
        Arbitrary<String> ports = Arbitraries.integers().between(-1, 9_999).map(port -> port < 0 ? "" : ":" + port);
        return users.flatMap(user -> plainHosts().flatMap(host -> ports.map(port -> "sip:" + user + host + port)));
    }
}
