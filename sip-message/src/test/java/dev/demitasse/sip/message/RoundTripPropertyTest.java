// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is built is read again as it was meant, and what is read is written as it came. */
class RoundTripPropertyTest {
    @Property
    void builtMessagesAreReadAsTheyWereMeant(
            @ForAll("uris") SipUri uri,
            @ForAll("addresses") NameAddress from,
            @ForAll("addresses") NameAddress to,
            @ForAll("vias") List<Via> vias,
            @ForAll("oneLine") String text,
            @ForAll byte[] body)
            throws SipParseException {
        SipRequest built = SipRequest.builder(SipMethod.INVITE, uri)
                .headers(Header.VIA, vias)
                .header(Header.FROM, from)
                .header(Header.TO, to)
                .header(Header.CALL_ID, "1@h")
                .header(Header.CSEQ, new CSeq(1, SipMethod.INVITE))
                .header("X-Text", text)
                .body(MediaType.SDP, body)
                .build();
        SipRequest read = (SipRequest) new SipParser().parse(built.toBytes());
        assertEquals(built, read);
        assertEquals(uri, read.uri());
        assertEquals(from, read.from());
        assertEquals(to, read.to());
        assertEquals(vias, read.vias());
        assertEquals(Optional.of(text.strip()), read.headers().first("x-text").map(String::strip));
        assertEquals(Bytes.of(body), read.body());
        assertArrayEquals(built.toBytes(), read.toBuilder().build().toBytes());
    }

    @Property
    void uriPartsComeBack(
            @ForAll("oneLine") String user, @ForAll("oneLine") String password, @ForAll("oneLine") String value) {
        SipUriBuilder builder =
                SipUri.builder("h").user(user).parameter("x", value).header("Subject", value);
        SipUri uri = (user.isEmpty() ? builder : builder.password(password)).build();
        assertEquals(user, uri.user().orElse(""));
        assertEquals(user.isEmpty() ? "" : password, uri.password().orElse(""));
        assertEquals(Optional.of(value), uri.parameters().value("x"));
        assertTrue(uri.equivalentTo(SipUri.parse(uri.toString())));
        assertEquals(uri, uri.toBuilder().build());
    }

    @Property
    void displayNamesAndParametersComeBack(@ForAll("oneLine") String name, @ForAll("oneLine") String value) {
        NameAddress address = NameAddress.of(name, Uri.parse("sip:a@h"))
                .withParameter("x", value)
                .withTag("t");
        assertEquals(name, address.displayName().orElse(""));
        assertEquals(Optional.of(value), address.parameter("X"));
        assertEquals(Optional.of("t"), address.tag());
        assertEquals(address, NameAddress.parse(address.toString()));
    }

    @Property
    void textNeverStartsALine(@ForAll String text) {
        boolean oneLine = text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        SipRequest.Builder builder = Messages.invite().toBuilder();
        if (!oneLine) {
            assertThrows(IllegalArgumentException.class, () -> builder.header("X-A", text));
            assertThrows(IllegalArgumentException.class, () -> NameAddress.of(text, Uri.parse("sip:a@h")));
            return;
        }
        SipRequest request = builder.header("X-A", text).build();
        assertEquals(Messages.invite().headers().size() + 1, request.headers().size());
    }

    @Provide
    Arbitrary<String> oneLine() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(20),
                        Arbitraries.strings().withChars("\"\\<>;,=@:%?& \t/a1").ofMaxLength(12))
                .filter(s -> s.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0 || c >= 0xd800 && c < 0xe000));
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.of("example.com", "192.0.2.1", "2001:db8::1", "a", "x-1.example");
    }

    @Provide
    Arbitrary<SipUri> uris() {
        return Combinators.combine(oneLine(), hosts(), Arbitraries.integers().between(0, 65_535), oneLine())
                .as((user, host, port, value) -> SipUri.builder(host)
                        .user(user)
                        .port(port)
                        .parameter("p", value)
                        .parameter("lr", "")
                        .build());
    }

    @Provide
    Arbitrary<NameAddress> addresses() {
        return Combinators.combine(oneLine(), uris(), oneLine())
                .as((name, uri, value) -> NameAddress.of(name, uri).withParameter("v", value));
    }

    @Provide
    Arbitrary<List<Via>> vias() {
        return Combinators.combine(Arbitraries.of("UDP", "TCP", "FOO"), hosts(), oneLine())
                .as((transport, host, value) -> Via.of(transport, host, "z9hG4bK1")
                        .withParameter("x", value)
                        .withRport())
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
