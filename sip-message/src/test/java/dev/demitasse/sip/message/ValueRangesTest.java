// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "Values at the ends of their ranges: the last that is taken, the first that is refused; and what equals what")
class ValueRangesTest {
    private static ContactParameters contact(String parameters) {
        return ContactParameters.of(NameAddress.parse("<sip:a@h>" + parameters));
    }

    @ParameterizedTest
    @CsvSource({
        "100,true,false,false,false",
        "199,true,false,false,false",
        "200,false,true,false,false",
        "299,false,true,false,false",
        "300,false,false,true,false",
        "399,false,false,true,false",
        "400,false,false,false,true",
        "699,false,false,false,true"
    })
    @DisplayName("RFC 3261 7.2: the first digit of a status is its class")
    void statusClasses(int code, boolean provisional, boolean success, boolean redirection, boolean failure) {
        SipStatus status = SipStatus.of(code);
        assertEquals(provisional, status.isProvisional());
        assertEquals(!provisional, status.isFinal());
        assertEquals(success, status.isSuccess());
        assertEquals(redirection, status.isRedirection());
        assertEquals(failure, status.isFailure());
    }

    @Test
    @DisplayName("RFC 3261 25.1: a nonce count has eight digits, from 1 to 2^32 - 1")
    void nonceCount() {
        for (long count : new long[] {1, 0xffff_ffffL}) {
            var info = AuthenticationInfo.ofResponse(DigestQop.AUTH, "a", "b", count);
            assertEquals(OptionalLong.of(count), info.nonceCount());
            assertEquals(8, info.parameter("nc").orElseThrow().length());
        }
        for (long count : new long[] {-1, 0, 0x1_0000_0000L}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> AuthenticationInfo.ofResponse(DigestQop.AUTH, "a", "b", count));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,", "1,1", "2147483647,2147483647", "2147483648,", "-1,", "x,"})
    @DisplayName("RFC 5626 4.2: a reg-id is from 1 to 2^31 - 1")
    void regId(String text, Integer value) {
        assertEquals(
                value == null ? OptionalInt.empty() : OptionalInt.of(value),
                contact(";reg-id=" + text).regId());
    }

    @Test
    @DisplayName("RFC 5626 4.2: the same when it is set")
    void regIdSet() {
        NameAddress contact = NameAddress.parse("<sip:a@h>");
        NameAddress first = ContactParameters.withInstance(contact, "urn:uuid:1", 1);
        assertEquals(OptionalInt.of(1), ContactParameters.of(first).regId());
        assertEquals(Optional.of("urn:uuid:1"), ContactParameters.of(first).instance());
        assertThrows(IllegalArgumentException.class, () -> ContactParameters.withInstance(contact, "urn:uuid:1", 0));
    }

    @ParameterizedTest
    @CsvSource({"<u>,u", "<>,", "<,", "u,", "u>,", "<u,", "<u>x,"})
    @DisplayName("RFC 5626 4.1: an instance stands in angle brackets and is not empty")
    void instance(String text, String value) {
        assertEquals(
                Optional.ofNullable(value),
                contact(";+sip.instance=\"" + text + "\"").instance());
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.,0",
        "0.5,0.5",
        "0.123,0.123",
        "1,1",
        "1.,1",
        "1.000,1",
        "1.001,",
        "2,",
        "0.1234,",
        "0x5,",
        "0:5,",
        "0.5:,",
        "0.a,",
        "0.!,",
        ".5,",
        "05,",
        "10,",
        "00.1,",
        "0.1x,"
    })
    @DisplayName("RFC 3261 25.1: a qvalue is from 0 to 1 with up to three digits behind the point")
    void q(String text, Double value) {
        assertEquals(
                value == null ? OptionalDouble.empty() : OptionalDouble.of(value),
                contact(";q=" + text).q());
    }

    @Test
    @DisplayName("RFC 3261 25.1: delta-seconds are from 0 to 2^32 - 1")
    void deltaSeconds() {
        for (long seconds : new long[] {0, 0xffff_ffffL}) {
            assertEquals(seconds, DeltaSeconds.of(seconds).seconds());
            assertEquals(seconds, DeltaSeconds.parse(Long.toString(seconds)).seconds());
        }
        assertThrows(IllegalArgumentException.class, () -> DeltaSeconds.parse("4294967296"));
    }

    @Test
    @DisplayName("RFC 3261 19.1.1: a port is from 0 to 65535")
    void port() {
        for (int port : new int[] {0, 65_535}) {
            SipUri uri = SipUri.builder("h").port(port).build();
            assertEquals("sip:h:" + port, uri.toString());
            assertEquals(OptionalInt.of(port), uri.port());
        }
        for (int port : new int[] {-1, 65_536}) {
            assertThrows(
                    IllegalArgumentException.class, () -> SipUri.builder("h").port(port));
        }
    }

    @Test
    @DisplayName("RFC 3261 20.38: seconds are equal as numbers written without exponent; a delay of zero is none")
    void timestamp() {
        Timestamp thousand = Timestamp.of(new BigDecimal("1000"));
        assertEquals(thousand, Timestamp.of(new BigDecimal("1E+3")));
        assertEquals(thousand, new Timestamp(new BigDecimal("1000"), new BigDecimal("0.000")));
        assertEquals("1000 0.5", new Timestamp(new BigDecimal("1E+3"), new BigDecimal("0.5")).toString());
        for (String bad : new String[] {"1.5.3", "1..3", ".5", "1 2 3", "1x"}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ValueCodec.parseText(Timestamp::parse, bad, "Timestamp"),
                    bad);
        }
        for (String text : new String[] {"1.5 .3", "1. .", "1 "}) {
            ValueCodec.parseText(Timestamp::parse, text, "Timestamp");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Xat, 13 Nov 2010 23:29:00 GMT",
                "Sat, 13 Xov 2010 23:29:00 GMT",
                "Sat, 13 NovX2010 23:29:00 GMT",
                "Sat, 13XNov 2010 23:29:00 GMT",
                "Sat,X13 Nov 2010 23:29:00 GMT",
                "Sat, 13 Nov 2010 23:29:00 GMt",
                "Sat, 1/ Nov 2010 23:29:00 GMT",
                "Sat, 1: Nov 2010 23:29:00 GMT",
                "Sat, 31 Nov 2010 23:29:00 GMT",
                "Sat, 13 Nov 2010 23:29:00 GM",
                "Sat, 13 Nov 2010 23:29:00 GMT+"
            })
    @DisplayName("RFC 3261 25.1: a SIP-date has one form")
    void date(String text) {
        ValueCodec.parseText(SipDate::parse, "Sat, 13 Nov 2010 23:29:00 GMT", "Date");
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.parseText(SipDate::parse, text, "Date"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc;info=<https://h", "abc;info=<", "abc;info", "abc;info=", "abc;info=https://h>"})
    @DisplayName("RFC 8224 4: info stands in angle brackets, both of them")
    void identityInfo(String text) {
        assertThrows(IllegalArgumentException.class, () -> Identity.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Digest a=\"b\"c=d", "Digest a=\"b\" c=d", "Digest a=b c=d", "Digest a=b, c", "Digest a=b, =d"})
    @DisplayName("RFC 3261 25.1: a comma stands between parameters of a challenge, and a name before the equals sign")
    void challengeParameters(String text) {
        assertThrows(IllegalArgumentException.class, () -> Challenge.parse(text));
    }

    @Test
    @DisplayName("RFC 3261 20: a URI without brackets ends before a question mark, comma, semicolon or white space")
    void addrSpec() throws SipParseException {
        for (String behind : new String[] {"?x=y", ",sip:b@h", ";tag=1", " ;tag=1", "\t", ""}) {
            ByteCursor in = ByteCursor.over("sip:a@h" + behind, "test");
            NameAddress address = NameAddressParser.parse(in);
            assertEquals("sip:a@h", address.uri().toString(), behind);
        }
        assertThrows(IllegalArgumentException.class, () -> NameAddress.parse("sip:a@h?x=y"));
    }

    @Test
    @DisplayName("RFC 3261 19.1.1: white space around the value of a header in a URI is none of it")
    void headerOfUri() {
        SipUri uri = SipUri.parse("sip:a@h?Subject=%20a%20b%20%09");
        assertEquals(Optional.of("a b"), uri.header(Header.SUBJECT));
        assertEquals(Optional.empty(), uri.header("b"));
    }

    @Test
    @DisplayName("the first value of a header is replaced in the line it stands in, whichever that is")
    void replacedWhereItStands() {
        SipRequest request = Messages.request(Messages.options("X: 1\nRoute: <sip:a>, <sip:b>\nRoute: <sip:c>\n"));
        SipRequest changed = request.toBuilder()
                .replaceFirst(Header.ROUTE, NameAddress.parse("<sip:d>"))
                .build();
        for (int i = 0; i < 4; i++) {
            assertEquals(i == 0 ? "X" : "Route", changed.headers().line(i).name());
        }
        assertEquals(List.of("<sip:d>", "<sip:b>", "<sip:c>"), changed.headers().all("Route"));
    }

    @Test
    @DisplayName("a message may be built whose headers are as long as can be indexed, and no longer")
    void longestHeaders() throws SipParseException {
        int most = SipParserLimits.HEADER_SECTION_CEILING;
        SipRequest.Builder builder = Messages.request(Messages.options("X: 1\nl: 0\n")).toBuilder();
        int others = Messages.text(builder.build()).length() - "1\r\n".length();
        SipRequest longest = builder.header("X", "x".repeat(most - others)).build();
        byte[] bytes = longest.toBytes();
        assertEquals(most, bytes.length - "\r\n".length());
        var limits = new SipParserLimits(1 << 20, 1_000, most, most, 50, 20, 1_000);
        assertEquals(longest, new SipParser(limits).parse(bytes));
        builder.header("X", "x".repeat(most - others + 1));
        assertThrows(IllegalStateException.class, builder::build);
    }

    static Stream<List<Object>> pairs() {
        return Stream.of(
                List.of(SipMethod.of("A"), SipMethod.of("A"), SipMethod.of("B")),
                List.of(NameAddress.parse("<sip:a>"), NameAddress.parse("<sip:a>"), NameAddress.parse("<sip:b>")),
                List.of(
                        AuthParameters.NONE.withToken("a", "b"),
                        AuthParameters.NONE.withToken("a", "b"),
                        AuthParameters.NONE),
                List.of(
                        AuthenticationInfo.ofNextNonce("a"),
                        AuthenticationInfo.ofNextNonce("a"),
                        AuthenticationInfo.ofNextNonce("b")),
                List.of(Challenge.digest("a", "b"), Challenge.digest("a", "b"), Challenge.digest("a", "c")),
                List.of(
                        CallerId.of(NameAddress.parse("<sip:a@h>")),
                        CallerId.of(NameAddress.parse("<sip:a@h>")),
                        CallerId.of(NameAddress.parse("<sip:b@h>"))),
                List.of(Challenge.parse("X a=b"), Challenge.parse("X a=b"), Challenge.parse("Y a=b")),
                List.of(Challenge.parse("X a=b"), Challenge.parse("X a=b"), Credentials.parse("X a=c")),
                List.of(Timestamp.of(BigDecimal.ONE), Timestamp.of(BigDecimal.ONE), Timestamp.of(BigDecimal.TEN)),
                List.of(Uri.parse("sip:a"), Uri.parse("sip:a"), Uri.parse("sip:b")),
                List.of(Uri.parse("tel:+1"), Uri.parse("tel:+1"), Uri.parse("tel:+2")),
                List.of(Uri.parse("urn:a"), Uri.parse("urn:a"), Uri.parse("urn:b")),
                List.of(Via.of("UDP", "h", 1, "a"), Via.of("UDP", "h", 1, "a"), Via.of("UDP", "h", 2, "a")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @DisplayName("values are equal to those that say the same, and to no other and no other type; so are their hashes")
    void equality(List<Object> values) {
        Object value = values.get(0);
        assertEquals(value, values.get(1));
        assertEquals(value.hashCode(), values.get(1).hashCode());
        assertNotEquals(value, values.get(2));
        assertNotEquals(value.hashCode(), values.get(2).hashCode(), "or a table of them is a list");
        assertTrue(!value.equals("another type") && !value.equals(null));
        assertNotEquals(Challenge.parse("X a=b"), Credentials.parse("X a=b"));
    }
}
