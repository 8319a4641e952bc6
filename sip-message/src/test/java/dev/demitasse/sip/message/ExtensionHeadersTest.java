// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.parse;
import static dev.demitasse.sip.message.Messages.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the typed values of single RFCs say")
class ExtensionHeadersTest {
    private static ContactParameters contact(String value) {
        return ContactParameters.of(read(Header.CONTACT, value));
    }

    @Test
    @DisplayName("RFC 3261 20.17: a date is GMT, written with the right day, to the second")
    void date() {
        Instant instant = Instant.parse("2010-11-13T23:29:00.987Z");
        SipRequest request = Messages.invite().with(Header.DATE, instant);
        assertEquals(
                Optional.of("Sat, 13 Nov 2010 23:29:00 GMT"), request.headers().first("Date"));
        assertEquals(instant.minusMillis(987), request.require(Header.DATE));
        assertEquals(
                instant.minusMillis(987), read(Header.DATE, "Mon, 13 Nov 2010 23:29:00 GMT"), "another day's name");
        assertEquals(instant.minusMillis(987), read(Header.DATE, "Sat, 13 Nov 2010\n 23:29:00\n \t GMT"), "folds");
        for (Instant bad : List.of(Instant.MAX, Instant.MIN, Instant.parse("+10000-01-01T00:00:00Z"))) {
            assertThrows(IllegalArgumentException.class, () -> Messages.invite().with(Header.DATE, bad));
        }
    }

    @Test
    @DisplayName("RFC 3261 20.38: a Timestamp keeps its digits; a delay of nothing is none")
    void timestamp() {
        assertEquals(
                new Timestamp(new BigDecimal("54.210"), new BigDecimal("0.3")), read(Header.TIMESTAMP, "54.210 0.3"));
        assertEquals("54.210 0.3", read(Header.TIMESTAMP, "54.210 \t 0.3").toString());
        assertEquals(BigDecimal.ZERO, read(Header.TIMESTAMP, "54 .").delay());
        assertEquals("54", read(Header.TIMESTAMP, "54. 0.000").toString());
        assertEquals("1000", Timestamp.of(new BigDecimal("1E3")).toString());
        for (String bad : List.of("-1", "1E20", "1E-21", "1E1000000000", "1E-1000000000")) {
            assertThrows(IllegalArgumentException.class, () -> Timestamp.of(new BigDecimal(bad)), bad);
            assertThrows(IllegalArgumentException.class, () -> new Timestamp(BigDecimal.ONE, new BigDecimal(bad)), bad);
        }
        assertEquals("0", Timestamp.of(new BigDecimal("0E+1000000000")).toString());
    }

    @Test
    @DisplayName("RFC 3261 20.1, 20.10, 25.1: q is 0 to 1 with three digits")
    void q() {
        for (String good : List.of("0", "1", "0.", "1.", "0.5", "0.05", "0.999", "1.000", "0.000")) {
            assertEquals(
                    OptionalDouble.of(Double.parseDouble(good)),
                    contact("<sip:a@h>;q=" + good).q(),
                    good);
        }
        for (String bad : List.of("2", "1.1", "1.001", "0.0001", ".5", "00.5", "0,5", "\"0.5\"", "-0", "0.x")) {
            NameAddress address = NameAddress.parse("<sip:a@h>").withParameter("q", bad.replace("\"", ""));
            assertEquals(
                    OptionalDouble.empty(),
                    bad.startsWith("\"")
                            ? contact("<sip:a@h>;q=" + bad).q()
                            : address.parameters().q(),
                    bad);
        }
        assertEquals(
                OptionalDouble.of(0.8),
                read(Header.ACCEPT_LANGUAGE, "en;q=0.8").parameters().q());
        assertEquals(
                OptionalDouble.empty(),
                read(Header.ACCEPT, "a/b;q").parameters().q());
    }

    @Test
    @DisplayName("RFC 3261 10.2: a malformed expiry counts as 3600, one too large as 2^32 - 1")
    void expires() {
        assertEquals(OptionalLong.of(60), contact("<sip:a@h>;expires=60").expires());
        assertEquals(OptionalLong.of(3_600), contact("<sip:a@h>;expires=soon").expires());
        assertEquals(
                OptionalLong.of(3_600),
                contact("<sip:a@h>;expires=\"Sun, 1 Jan\"").expires());
        assertEquals(OptionalLong.of(3_600), contact("<sip:a@h>;expires").expires());
        assertEquals(
                OptionalLong.of(4_294_967_295L),
                contact("<sip:a@h>;expires=4294967296").expires());
        assertEquals(
                OptionalLong.of(4_294_967_295L),
                contact("<sip:a@h>;expires=" + "9".repeat(60)).expires());
        assertEquals(OptionalLong.empty(), contact("<sip:a@h>").expires());
    }

    @Test
    @DisplayName("RFC 5626 4.1, 4.2, 4.3: instance, flow number and ob")
    void outbound() {
        String urn = "urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF";
        NameAddress contact = ContactParameters.withInstance(NameAddress.parse("<sip:a@192.0.2.2;ob>"), urn, 2);
        assertEquals("<sip:a@192.0.2.2;ob>;+sip.instance=\"<" + urn + ">\";reg-id=2", contact.toString());
        ContactParameters parameters = contact(contact.toString());
        assertEquals(Optional.of(urn), parameters.instance());
        assertEquals(OptionalInt.of(2), parameters.regId());
        assertTrue(parameters.isOutbound());
        assertEquals(";+sip.instance=\"<" + urn + ">\";reg-id=2", parameters.toString());
        ContactParameters none = contact("<tel:+1>;reg-id=0;+sip.instance=\"x\"");
        assertEquals(Optional.empty(), none.instance());
        assertEquals(OptionalInt.empty(), none.regId());
        assertFalse(none.isOutbound() || none.isGruu());
        assertEquals(OptionalInt.empty(), contact("<sip:a@h>;reg-id=2147483648").regId());
        assertThrows(IllegalArgumentException.class, () -> ContactParameters.withInstance(contact, urn, 0));
        assertThrows(IllegalArgumentException.class, () -> ContactParameters.withInstance(contact, "a b", 1));
        assertEquals(120L, read(Header.FLOW_TIMER, "120"));
    }

    @Test
    @DisplayName("RFC 5627 4.2, 6: gr, pub-gruu and temp-gruu")
    void gruu() {
        ContactParameters parameters =
                contact("<sip:c@192.0.2.1>;pub-gruu=\"sip:c@h;gr=urn:uuid:1\";temp-gruu=\"sip:t@h;gr\"");
        Uri publicGruu = parameters.pubGruu().orElseThrow();
        assertEquals("sip:c@h;gr=urn:uuid:1", publicGruu.toString());
        assertEquals("sip:t@h;gr", parameters.tempGruu().orElseThrow().toString());
        assertFalse(parameters.isGruu());
        assertTrue(ContactParameters.of(NameAddress.of(publicGruu)).isGruu());
        var e = assertThrows(
                MalformedHeaderException.class,
                () -> contact("<sip:c@h>;pub-gruu=\"a b\"").pubGruu());
        assertEquals("Contact", e.header());
        assertEquals(Optional.empty(), contact("<sip:c@h>").tempGruu());
    }

    @Test
    @DisplayName("RFC 3262 7.1, 7.2: RSeq and RAck")
    void reliable() {
        assertEquals(new RAck(776_656, new CSeq(1, SipMethod.INVITE)), read(Header.RACK, "776656 1 INVITE"));
        assertEquals("4294967295 1 INVITE", new RAck(4_294_967_295L, new CSeq(1, SipMethod.INVITE)).toString());
        assertEquals(988_789L, read(Header.RSEQ, "988789"));
        for (long bad : new long[] {0, -1, 1L << 32}) {
            assertThrows(IllegalArgumentException.class, () -> new RAck(bad, new CSeq(1, SipMethod.INVITE)));
            assertThrows(IllegalArgumentException.class, () -> Messages.invite().with(Header.RSEQ, bad));
        }
    }

    @Test
    @DisplayName("RFC 3891 6.1, RFC 3911 7.1, RFC 4538 7: dialogs by Call-ID and tags")
    void dialogs() {
        DialogReference replaces = read(Header.REPLACES, "1@h;from-tag=f;to-tag=t;Early-Only");
        assertEquals("1@h", replaces.callId());
        assertEquals(Optional.of("t"), replaces.toTag());
        assertEquals(Optional.of("f"), replaces.fromTag());
        assertTrue(replaces.isEarlyOnly());
        assertEquals(replaces.fromTag(), DialogReference.of("1@h", "t", "f").fromTag());
        assertEquals(
                "1@h;to-tag=t;from-tag=f;early-only",
                DialogReference.of("1@h", "t", "f")
                        .withParameter("early-only", "")
                        .toString());
        DialogReference target = DialogReference.target("1@h", "l", "r");
        assertEquals("1@h;local-tag=l;remote-tag=r", target.toString());
        assertEquals(Optional.of("l"), target.localTag());
        assertEquals(Optional.of("r"), target.remoteTag());
        assertEquals(Optional.empty(), target.toTag());
        assertFalse(target.isEarlyOnly());
        assertThrows(IllegalArgumentException.class, () -> Messages.invite().with(Header.REPLACES, target));
        assertThrows(IllegalArgumentException.class, () -> Messages.invite().with(Header.TARGET_DIALOG, replaces));
        assertThrows(IllegalArgumentException.class, () -> DialogReference.of("a b", "1", "2"));
        assertThrows(IllegalArgumentException.class, () -> DialogReference.of("a", "", "2"));
    }

    @Test
    @DisplayName("RFC 3515, 3891: the Replaces in a Refer-To is read by the same shape")
    void replacesInReferTo() {
        NameAddress referTo =
                read(Header.REFER_TO, "<sip:b@h?Replaces=1%40h%3Bto-tag%3D7%3Bfrom-tag%3D8&Require=replaces>");
        SipUri uri = referTo.sipUri().orElseThrow();
        assertEquals(Optional.of(DialogReference.of("1@h", "7", "8")), uri.header(Header.REPLACES));
        assertEquals(Optional.of("replaces"), uri.header(Header.REQUIRE));
        assertEquals(
                uri,
                SipUri.builder("h")
                        .user("b")
                        .header(Header.REPLACES, DialogReference.of("1@h", "7", "8"))
                        .header(Header.REQUIRE, "replaces")
                        .build());
    }

    @Test
    @DisplayName("RFC 3323 4.2: Privacy is tokens with semicolons between")
    void privacy() {
        Privacy privacy = read(Header.PRIVACY, "ID ; critical");
        assertEquals(List.of("ID", "critical"), privacy.values());
        assertTrue(privacy.contains("id") && !privacy.contains("user"));
        assertEquals("header;user", Privacy.of("header", "user").toString());
        assertThrows(IllegalArgumentException.class, Privacy::of);
        assertThrows(IllegalArgumentException.class, () -> Privacy.of("a;b"));
    }

    @Test
    @DisplayName("RFC 8224 4: Identity; the signature is not in toString")
    void identity() {
        Identity identity = read(Header.IDENTITY, "abc.d-_e;alg=ES256;info=<https://h/c>;ppt=\"shaken\"");
        assertEquals("abc.d-_e", identity.signedIdentityDigest());
        assertEquals("https://h/c", identity.info().orElseThrow().toString());
        assertEquals(Optional.of("ES256"), identity.algorithm());
        assertEquals(Optional.of("shaken"), identity.passportType());
        assertEquals("abc.d-_e;info=<https://h/c>;alg=ES256;ppt=\"shaken\"", identity.encoded());
        assertEquals("****;info=<https://h/c>;alg=ES256;ppt=\"shaken\"", identity.toString());
        assertEquals(identity, Identity.parse(identity.encoded()));
        assertEquals(
                2,
                parse(options("y: a;info=<cid:1>\nIdentity: b;info=<cid:2>\n"))
                        .all(Header.IDENTITY)
                        .size());
        Optional<Uri> info = identity.info();
        Parameters twice = Parameters.NONE.with("info", "x");
        assertThrows(IllegalArgumentException.class, () -> new Identity("a", info, twice));
        assertThrows(IllegalArgumentException.class, () -> new Identity("a b", info, Parameters.NONE));
        SipMessage many = parse(options("Identity: a;info=<cid:1>"
                + ";a%d"
                        .repeat(65)
                        .formatted(
                                java.util.stream.IntStream.range(0, 65).boxed().toArray()) + "\n"));
        assertThrows(MalformedHeaderException.class, () -> many.all(Header.IDENTITY));
    }

    @Test
    @DisplayName("RFC 4475 3.1.1.11: an Identity from before RFC 8224 has no info")
    void identityWithoutInfo() {
        Identity identity = read(Header.IDENTITY, "abc/+==");
        assertEquals(Optional.empty(), identity.info());
        assertEquals("abc/+==", identity.encoded());
        assertEquals("****;alg=x", read(Header.IDENTITY, "abc;alg=x").toString());
    }

    @Test
    @DisplayName("RFC 3326, 6665, 5806: numbers and texts of parameters")
    void numbers() {
        assertEquals(
                OptionalLong.of(16),
                read(Header.REASON, "Q.850;cause=16").parameters().number("CAUSE"));
        assertEquals(
                OptionalLong.of(3_599),
                read(Header.SUBSCRIPTION_STATE, "active;expires=3599")
                        .parameters()
                        .number("expires"));
        Parameters diversion = read(Header.DIVERSION, "<tel:+1>;counter=x;limit=4294967296;privacy=\"1\"")
                .parameters();
        for (String name : List.of("counter", "limit", "screen", "privacy")) {
            assertEquals(OptionalLong.empty(), diversion.number(name), name);
        }
        assertEquals(
                Optional.of("uac"),
                DeltaSeconds.of(90).withParameter("refresher", "uac").parameter("Refresher"));
        assertEquals(Optional.of("b"), MediaType.SDP.withParameter("a", "b").parameter("A"));
    }

    @Test
    @DisplayName("RFC 3261 20.34: a Route that was read without angle brackets is written with them")
    void bracketsAreAdded() {
        NameAddress bare = NameAddress.parse("sip:p.example.com;x=1");
        SipRequest request = Messages.invite().with(Header.ROUTE, bare);
        assertEquals(Optional.of("<sip:p.example.com>;x=1"), request.headers().first("Route"));
        assertEquals(
                Optional.of("<http://h/x>;y"),
                Messages.invite()
                        .with(Header.ALERT_INFO, NameAddress.parse("http://h/x;y"))
                        .headers()
                        .first("Alert-Info"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Messages.invite().with(Header.ALERT_INFO, NameAddress.parse("Bob <http://h/x>")));
    }
}
