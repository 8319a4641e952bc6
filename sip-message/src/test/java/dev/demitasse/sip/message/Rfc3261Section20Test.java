// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.malformed;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static dev.demitasse.sip.message.Messages.read;
import static dev.demitasse.sip.message.Messages.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 20: header fields")
class Rfc3261Section20Test {
    @Test
    @DisplayName("20.42: the RFC's own examples of a Via, a space after the colon included")
    void via() {
        Via via = read(
                Header.VIA,
                "SIP / 2.0 / UDP first.example.com: 4000;ttl=16\n  ;maddr=224.2.0.1 ;branch=z9hG4bKa7c6a8dlze.1");
        assertEquals("first.example.com:4000", via.sentBy());
        assertEquals(Optional.of("224.2.0.1"), via.maddr());
        assertEquals(Optional.of("z9hG4bKa7c6a8dlze.1"), via.branch());
        assertTrue(via.hasRfc3261Branch());
        assertFalse(via.hasRport());
        assertFalse(read(Header.VIA, "SIP/2.0/UDP h").hasRfc3261Branch());
        assertFalse(read(Header.VIA, "SIP/2.0/UDP h;branch=z9hG4bK").hasRfc3261Branch());
        assertTrue(read(Header.VIA, "SIP/2.0/UDP h;branch=Z9HG4BKx").hasRfc3261Branch());
    }

    @Test
    @DisplayName("20.42, RFC 4475 3.1.1.10: known transports in any case, unknown ones kept")
    void transports() {
        assertEquals("TLS", read(Header.VIA, "SIP/2.0/tls h").transport());
        assertEquals("UNKNOWN", read(Header.VIA, "SIP/2.0/Unknown \t h").transport());
    }

    @Test
    @DisplayName("RFC 5118 4.5: received holds an IPv6 address with or without brackets")
    void received() {
        assertEquals(
                Optional.of("2001:db8::9"),
                read(Header.VIA, "SIP/2.0/UDP [::1];received=[2001:db8::9]").received());
        assertEquals(
                Optional.of("2001:db8::9"),
                read(Header.VIA, "SIP/2.0/UDP [::1];received=2001:db8::9").received());
        assertEquals("[::1]", read(Header.VIA, "SIP/2.0/UDP [::1]:5").host());
        assertEquals(Optional.empty(), read(Header.VIA, "SIP/2.0/UDP h").received());
    }

    @Test
    @DisplayName("RFC 3581 3 and 4: rport is sent empty and comes back with the port")
    void rport() {
        Via via = Via.of("UDP", "2001:db8::1", 5060, "z9hG4bK1").withRport();
        assertEquals("SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1;rport", via.toString());
        assertTrue(via.hasRport() && via.rport().isEmpty());
        Via stamped = via.withRport(9988).withReceived("2001:db8::2");
        assertEquals(
                "SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1;rport=9988;received=2001:db8::2", stamped.toString());
        assertEquals(9988, stamped.rport().getAsInt());
        for (String bad : List.of("0", "65536", "x", "99999999999999999999", "\"1\"")) {
            assertTrue(Via.parse("SIP/2.0/UDP h;rport=" + bad).rport().isEmpty(), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> via.withRport(0));
        assertThrows(IllegalArgumentException.class, () -> via.withReceived("a b"));
        assertThrows(IllegalArgumentException.class, () -> via.withBranch("a;b"));
        assertThrows(IllegalArgumentException.class, () -> Via.of("U DP", "h", "b"));
        assertThrows(IllegalArgumentException.class, () -> Via.of("UDP", "h", 65_536, "b"));
        assertEquals(
                "SIP/2.0/UDP h;branch=2;x=\"a b\"",
                Via.of("UDP", "h", "1")
                        .withBranch("2")
                        .withParameter("x", "a b")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0/UDP",
                "SIP/2.0 UDP h",
                "SIP/2.0/UDP h;;",
                "SIP/2.0/UDP h,",
                "SIP/2.0/UDP h;,;",
                "SIP/2.0/UDPh:x",
                "SIP/2.0/UDP h:65536",
                "SIP/2.0/UDP h:-1",
                "SIP/2.0/UDP h;branch=1;branch=2",
                "",
                "SIP/2.0/UDP h x",
                "SIP/2.0/UDP [::1",
                "SIP/2.0/UDP h;branch=\"x"
            })
    @DisplayName("20.42, RFC 4475 3.1.2.1: a malformed Via is rejected on arrival")
    void malformedVia(String value) {
        assertEquals(
                SipStatus.BAD_REQUEST,
                rejected(optionsWith("Via", "Via: " + value)).suggestedStatus());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483648 OPTIONS",
                "36893488147419103232 OPTIONS",
                "-1 OPTIONS",
                "OPTIONS",
                "1",
                "1OPTIONS",
                "1 O P"
            })
    @DisplayName("20.16, RFC 4475 3.1.2.4: a CSeq is a number below 2^31 and a method")
    void malformedCSeq(String value) {
        assertEquals(
                SipStatus.BAD_REQUEST,
                rejected(optionsWith("CSeq", "CSeq: " + value)).suggestedStatus());
    }

    @Test
    @DisplayName("20.16: the largest CSeq is taken; there is no next one")
    void largestCSeq() {
        CSeq cseq = parse(optionsWith("CSeq", "CSeq: 2147483647 OPTIONS")).cseq();
        assertEquals("2147483647 OPTIONS", cseq.toString());
        assertThrows(IllegalArgumentException.class, () -> cseq.next(SipMethod.BYE));
        assertEquals(new CSeq(8, SipMethod.BYE), new CSeq(7, SipMethod.INVITE).next(SipMethod.BYE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a@b@c", "@b", "a@", "\u00e9"})
    @DisplayName("20.8: a Call-ID is one word, or two with an @ between")
    void malformedCallId(String value) {
        assertEquals(
                "callid",
                rejected(optionsWith("Call-ID", "Call-ID: " + value)).rule().replace("Call-ID", "callid"));
        assertThrows(IllegalArgumentException.class, () -> Messages.invite().with(Header.CALL_ID, value));
    }

    @Test
    @DisplayName("20.22: Max-Forwards is 0 to 255, and read on demand")
    void maxForwards() {
        assertEquals(0, read(Header.MAX_FORWARDS, "0"));
        assertEquals(255, read(Header.MAX_FORWARDS, "255"));
        malformed(Header.MAX_FORWARDS, "256");
        malformed(Header.MAX_FORWARDS, "-1");
        malformed(Header.MAX_FORWARDS, "7 0");
        assertTrue(parse(options("")).maxForwards().isEmpty());
    }

    @Test
    @DisplayName("20.5, 20.37: lists of tokens may be empty, but not have empty elements")
    void tokenLists() {
        SipMessage message = parse(options("Supported:\nAllow: INVITE, ACK ,FOO\nRequire: 100rel\nRequire: timer\n"));
        assertEquals(List.of(), message.all(Header.SUPPORTED));
        assertEquals(Optional.empty(), message.first(Header.SUPPORTED));
        assertEquals(List.of(SipMethod.INVITE, SipMethod.ACK, SipMethod.of("FOO")), message.all(Header.ALLOW));
        assertEquals(List.of("100rel", "timer"), message.all(Header.REQUIRE));
        malformed(Header.ALLOW, "INVITE,,ACK");
        malformed(Header.ALLOW, "INVITE,");
        malformed(Header.SUPPORTED, ",");
    }

    @Test
    @DisplayName("20.15, 20.1: media types and ranges")
    void mediaTypes() {
        MediaType type = read(Header.CONTENT_TYPE, "Multipart / Mixed ; boundary=\"a b\"");
        assertEquals("multipart/mixed", type.type() + "/" + type.subtype());
        assertEquals(Optional.of("a b"), type.parameters().value("Boundary"));
        assertTrue(MediaType.parse("application/*").includes(MediaType.SDP));
        assertTrue(MediaType.parse("*/*").includes(MediaType.SDP));
        assertFalse(MediaType.parse("text/*").includes(MediaType.SDP));
        assertTrue(MediaType.parse("application/sdp;x=1").isSameType(MediaType.SDP));
        assertEquals(
                2,
                parse(options("Accept: application/sdp;level=1, text/html\n"))
                        .all(Header.ACCEPT)
                        .size());
        malformed(Header.CONTENT_TYPE, "application");
        malformed(Header.CONTENT_TYPE, "application/sdp, text/plain");
        assertThrows(IllegalArgumentException.class, () -> MediaType.of("a/b", "c"));
    }

    @Test
    @DisplayName("20.33: Retry-After with a comment, which may nest, and parameters")
    void retryAfter() {
        DeltaSeconds value = read(Header.RETRY_AFTER, "18000 (I'm (really) in a \\) meeting) ;duration=3600");
        assertEquals(18000, value.seconds());
        assertEquals(Optional.of("3600"), value.parameters().value("duration"));
        assertEquals(
                "5;refresher=uas",
                read(Header.SESSION_EXPIRES, "5;refresher=uas").toString());
        malformed(Header.RETRY_AFTER, "1 (open");
        malformed(Header.RETRY_AFTER, "1 (open\\");
        malformed(Header.RETRY_AFTER, "4294967296");
        malformed(Header.RETRY_AFTER, "x");
    }

    @Test
    @DisplayName("20.19: Expires is seconds up to 2^32 - 1")
    void expires() {
        assertEquals(4_294_967_295L, read(Header.EXPIRES, "4294967295"));
        malformed(Header.EXPIRES, "4294967296");
        malformed(Header.EXPIRES, "Thu, 01 Dec 1994 16:00:00 GMT");
    }

    @Test
    @DisplayName("20.43: Warning")
    void warning() {
        SipMessage message = parse(options("Warning: 370 devnull \"Choose, a \\\"bigger\\\" pipe\", 399 h:5 \"x\"\n"));
        assertEquals(
                new Warning(370, "devnull", "Choose, a \"bigger\" pipe"),
                message.all(Header.WARNING).get(0));
        assertEquals(new Warning(399, "h:5", "x"), message.all(Header.WARNING).get(1));
        malformed(Header.WARNING, "1812 overture \"In Progress\"");
        malformed(Header.WARNING, "99 h \"x\"");
        malformed(Header.WARNING, "399 h x");
    }

    @Test
    @DisplayName("RFC 3326: Reason")
    void reason() {
        ParameterizedToken reason = read(Header.REASON, "Q.850 ;cause=16 ;text=\"Terminated, really\"");
        assertEquals("Q.850", reason.token());
        assertEquals(Optional.of("16"), reason.parameter("cause"));
        assertEquals(Optional.of("Terminated, really"), reason.parameter("text"));
        assertEquals(
                "SIP;cause=200",
                ParameterizedToken.of("SIP").withParameter("cause", "200").toString());
    }

    @Test
    @DisplayName(
            "20.17, regression: a leap second (RFC 5322 3.3) is read as the second before it; there is no second 61")
    void leapSecond() {
        assertEquals(Instant.parse("2016-12-31T23:59:59Z"), read(Header.DATE, "Sat, 31 Dec 2016 23:59:60 GMT"));
        malformed(Header.DATE, "Sat, 31 Dec 2016 23:59:61 GMT");
    }

    @Test
    @DisplayName("20.17, RFC 4475 3.1.2.12: a broken Date kills no call")
    void date() {
        malformed(Header.DATE, "Fri, 01 Jan 2010 16:00:00 EST");
        assertEquals(Instant.parse("2010-01-01T16:00:00Z"), read(Header.DATE, "Fri, 01 Jan 2010 16:00:00 GMT"));
    }

    @Test
    @DisplayName("what a key has read is kept")
    void cached() {
        SipMessage message = parse(options("Contact: <sip:a@h>\n"));
        assertSame(message.contacts(), message.contacts());
        assertSame(
                message.first(Header.CONTACT).orElseThrow(), message.contacts().get(0));
    }

    @Test
    @DisplayName("a header that has to be there and is not names itself")
    void required() {
        var e = assertThrows(
                MalformedHeaderException.class, () -> parse(options("")).require(Header.EVENT));
        assertEquals("Missing Event", e.safeMessage());
        assertEquals(-1, e.offset());
    }
}
