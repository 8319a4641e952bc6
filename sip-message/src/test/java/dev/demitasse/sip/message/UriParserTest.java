// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("URIs: the quick look, the way by every rule, and what both find")
class UriParserTest {
    private static final SipParser STRICT = new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class));

    private static boolean isPlainSip(String uri, String behind) {
        boolean atFront = UriParser.isPlainSip((uri + behind).getBytes(ISO_8859_1), 0, uri.length());
        byte[] further = ("<sip:a@" + uri + behind).getBytes(ISO_8859_1);
        assertEquals(atFront, UriParser.isPlainSip(further, 7, 7 + uri.length()), uri);
        return atFront;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "sip:h,,h,-1",
                "SIP:h,,h,-1",
                "sIp:bob@h,bob,h,-1",
                "sip:b@192.0.2.1,b,192.0.2.1,-1",
                "sip:h:0,,h,0",
                "sip:h:5060,,h,5060",
                "sip:h:9999,,h,9999",
                "sip:h:0042,,h,42",
                "sip:a@h:1,a,h,1",
                "\"sip:a-_.!~*'()&=+$,;?/z@a-b.example:80\",\"a-_.!~*'()&=+$,;?/z\",a-b.example,80",
                "sip:1@1.b,1,1.b,-1"
            })
    @DisplayName("a sip URI of user, host and port of up to four digits, none of it escaped, is plain, and read so")
    void plain(String uri, String user, String host, int port) throws SipParseException {
        for (String behind : new String[] {";x.y-z_1", "@x.y.z.z.", ":1234567", "0000:000", "abc@efgh"}) {
            assertTrue(isPlainSip(uri, behind), uri + " before " + behind);
            byte[] bytes = ("<" + uri + behind).getBytes(ISO_8859_1);
            ByteCursor in = STRICT.cursor(bytes, 1, bytes.length);
            SipUri sip = assertInstanceOf(SipUri.class, UriParser.parse(in, 1 + uri.length()));
            assertEquals(1 + uri.length(), in.position());
            assertEquals(Optional.ofNullable(user), sip.user());
            assertEquals(host, sip.host());
            assertEquals(port < 0 ? OptionalInt.empty() : OptionalInt.of(port), sip.port());
            assertEquals(uri, sip.toString());
            assertEquals(uri.length(), UriParser.length(sip));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "si",
                "sip",
                "sip:",
                "sips:h",
                "tel:h",
                "tip:h",
                "sap:h",
                "sia:h",
                "siph",
                "sip;h",
                "sip:@h",
                "sip:a@",
                "sip:a%41@h",
                "sip:a:p@h",
                "sip:#@h",
                "sip:a@b@h",
                "sip:a b@h",
                "sip:a@1",
                "sip:a@h_1",
                "sip:a@[::1]",
                "sip:-",
                "sip:h:",
                "sip:h:12345",
                "sip:h:65536",
                "sip:h:1a",
                "sip:h:a",
                "sip:h:1:",
                "sip:h:/",
                "sip:h::",
                "sip:h;lr",
                "sip:h;1",
                "sip:h?a=b",
                "sip:a@h/80",
                "sip:h:1;x",
                "sip:h:5060>",
                "sip:a;b",
                " sip:h"
            })
    @DisplayName("no other URI is plain, whatever is behind it")
    void other(String uri) {
        for (String behind : new String[] {";x.y-z_1", "p:host.a", ":h......", "1234;;;;", "@h;;;;;;;"}) {
            assertFalse(isPlainSip(uri, behind), uri + " before " + behind);
        }
    }

    @Test
    @DisplayName("nothing behind the array is read")
    void atTheEndOfTheArray() throws SipParseException {
        for (String uri : new String[] {"", "s", "si", "sip", "sip:", "sip:a", "sip:a@", "sip:1.2.3.4:"}) {
            assertFalse(isPlainSip(uri, ""), uri);
        }
        assertTrue(isPlainSip("sip:1.2.3.4", ""));
        assertTrue(isPlainSip("sip:a@1.2.3.4:5", ""));
        for (String uri : new String[] {"", "s", "si", "sip"}) {
            byte[] bytes = uri.getBytes(ISO_8859_1);
            var e = assertThrows(
                    SipParseException.class,
                    () -> UriParser.parse(STRICT.cursor(bytes, 0, bytes.length), bytes.length));
            assertEquals("URI at " + uri.length(), e.rule() + " at " + e.offset());
        }
    }

    @Test
    @DisplayName("sip in any letter case is a SIP URI by every rule too: without a host it is that which is missing")
    void withoutHost() {
        for (String uri : new String[] {"sip:", "SIP:", "sips:"}) {
            byte[] bytes = uri.getBytes(ISO_8859_1);
            for (boolean keep : new boolean[] {true, false}) {
                var e = assertThrows(SipParseException.class, () -> read(STRICT.cursor(bytes, 0, bytes.length), keep));
                assertEquals("SIP-URI at " + uri.length(), e.rule() + " at " + e.offset());
            }
        }
    }

    private static void read(ByteCursor in, boolean keep) throws SipParseException {
        if (keep) {
            UriParser.parseOther(in, in.end());
        } else {
            UriParser.skip(in, in.end());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sip:a%41@h;lr", "SIP:h?a=b", "sips:h", "SIPS:a:p@h", "tel:+1-2", "urn:service:sos", "sipx:y"})
    @DisplayName(
            "every kind of URI is written as it was read, in as many bytes as were said, and leaves the cursor behind it")
    void written(String text) throws SipParseException {
        byte[] bytes = ("<" + text + ">").getBytes(ISO_8859_1);
        ByteCursor in = STRICT.cursor(bytes, 1, bytes.length);
        Uri uri = UriParser.parse(in, 1 + text.length());
        assertEquals('>', in.peek());
        assertEquals(bytes.length, in.end());
        var out = new ByteWriter(8);
        UriParser.write(uri, out);
        assertEquals(text, new String(out.toArray(), 0, out.length(), ISO_8859_1));
        assertEquals(text.length(), UriParser.length(uri));
        Class<?> kind =
                text.startsWith("tel") ? TelUri.class : text.matches("(?i)sips?:.*") ? SipUri.class : OpaqueUri.class;
        assertInstanceOf(kind, uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:+1",
                "tel:+(1)",
                "tel:1;phone-context=+4",
                "tel:-1;x=y;phone-context=a.b",
                "tel:a;phone-context=b"
            })
    @DisplayName("RFC 3966 3: without quirks, a global number and a local one that says where it is dialled are taken")
    void tel(String uri) throws SipParseException {
        byte[] bytes = uri.getBytes(ISO_8859_1);
        assertEquals(
                uri,
                UriParser.parse(STRICT.cursor(bytes, 0, bytes.length), bytes.length)
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tel:1", "tel:1;x=y", "tel:+", "tel:+.", "tel:+-()", "tel:-;phone-context=b", "tel:+*1", "tel:+a"
            })
    @DisplayName("RFC 3966 3: a local number without context, and one of separators alone, are not")
    void notTel(String uri) {
        byte[] bytes = uri.getBytes(ISO_8859_1);
        assertThrows(
                SipParseException.class, () -> UriParser.parse(STRICT.cursor(bytes, 0, bytes.length), bytes.length));
    }
}
