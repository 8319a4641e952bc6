// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("received attributes and origins are octets until asked for, and nobody can tell")
class AttributeTest {
    private static Attribute received(String line) {
        return Sdp.media(line + "\n").attributes().get(0);
    }

    @Test
    @DisplayName("name, value, property: the same as one that was built")
    void spans() {
        for (Attribute built : List.of(
                Attribute.property("sendrecv"),
                Attribute.of("x", ""),
                Attribute.of("rtpmap", "0 PCMU/8000"),
                Attribute.of("x", ":"),
                Attribute.of("unknown-name-of-some-length", " blanks kept "))) {
            var received = received(built.toString());
            assertEquals(built, received);
            assertEquals(built.hashCode(), received.hashCode());
            assertEquals(built.name(), received.name());
            assertEquals(built.value(), received.value());
            assertEquals(built.isProperty(), received.isProperty());
            assertEquals(built.toString(), received.toString());
        }
        assertNotEquals(received("a=x"), received("a=x:"));
        assertNotEquals(received("a=x:1"), received("a=x:2"));
        assertNotEquals(received("a=x:1"), received("a=y:1"));
    }

    @Test
    @DisplayName("text that was made once is kept")
    void kept() {
        var received = received("a=long-name-of-an-attribute:and a value of its own");
        assertSame(received.name(), received.name());
        assertSame(received.value(), received.value());
        var session = Sdp.media("");
        assertSame(session.origin(), session.origin());
    }

    @Test
    @DisplayName("the octets given to the parser are the caller's again: changing them changes nothing that was read")
    void octetsAreCopied() throws SdpParseException {
        byte[] bytes = Sdp.media("a=secret:1\nm=audio 1 RTP/AVP 0\na=x:y\n").toBytes();
        var session = SdpParser.create().parse(bytes);
        String before = new String(bytes, StandardCharsets.UTF_8);
        java.util.Arrays.fill(bytes, (byte) 'z');
        assertEquals(before, session.toString());
    }

    @Test
    @DisplayName("an origin in another encoding is read like one in ASCII")
    void origins() {
        for (String user : List.of("-", "j\u00f6rg", "\u20ac")) {
            var session = Sdp.parse("v=0\no=" + user + " 123456789012345678901234567890 2 IN IP6 2001:db8::1 \ns=-\n");
            assertEquals(
                    new Origin(user, "123456789012345678901234567890", "2", "IN", "IP6", "2001:db8::1"),
                    session.origin());
        }
    }
}
