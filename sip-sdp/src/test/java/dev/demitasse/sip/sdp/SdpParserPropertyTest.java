// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("SdpParser")
class SdpParserPropertyTest {
    private final SdpParser parser = SdpParser.create();

    @Provide
    Arbitrary<SessionDescription> sessions() {
        return Generators.session();
    }

    @Provide
    Arbitrary<String> lineSoup() {
        var line = Arbitraries.of(
                "v=0",
                "o=- 1 1 IN IP4 h",
                "s=-",
                "t=0 0",
                "c=IN IP4 1.2.3.4/1/2",
                "m=audio 1/2 RTP/AVP 0 8",
                "a=x:y",
                "a=x",
                "b=AS:1",
                "r=1",
                "z=0",
                "k=a",
                "i=a",
                "",
                "=",
                "m=",
                "o=",
                "v",
                "\0",
                "\r",
                "a=\u00e4");
        return line.list().ofMaxSize(12).map(lines -> String.join("\r\n", lines));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("what is written reads back as the same description, and writes the same again")
    void writeThenParse(@ForAll("sessions") SessionDescription session) throws SdpParseException {
        var again = parser.parse(session.toBytes());
        assertEquals(session, again);
        assertArrayEquals(session.toBytes(), again.toBytes());
    }

    @Property(tries = 2000)
    @Label("octets of any kind: a description or SdpParseException")
    void anyOctets(@ForAll byte[] bytes) {
        survives(bytes);
    }

    @Property(tries = 2000)
    @Label("lines in any order and number: a description or SdpParseException")
    void anyLines(@ForAll("lineSoup") String text) {
        survives(text.getBytes(StandardCharsets.UTF_8));
        survives(("v=0\r\no=- 1 1 IN IP4 h\r\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("a valid description with one octet changed, left out or doubled")
    void mutations(
            @ForAll("sessions") SessionDescription session, @ForAll int at, @ForAll byte octet, @ForAll boolean drop) {
        byte[] bytes = session.toBytes();
        int index = Math.floorMod(at, bytes.length);
        byte[] changed = bytes.clone();
        changed[index] = octet;
        survives(changed);
        byte[] moved = new byte[bytes.length + (drop ? -1 : 1)];
        System.arraycopy(bytes, 0, moved, 0, index);
        System.arraycopy(
                bytes, index + (drop ? 1 : 0), moved, drop ? index : index + 1, bytes.length - index - (drop ? 1 : 0));
        survives(moved);
    }

    /** Parses, and asks for everything that is read on demand; only the parse exception may come out. */
    private void survives(byte[] bytes) {
        try {
            var session = parser.parse(bytes);
            var machine = Sdp.machine(Sdp.telephone());
            if (machine.takeOffer(session) instanceof Negotiation.Agreed) {
                machine.createAnswer();
            }
            var offerer = Sdp.machine(Sdp.telephone());
            offerer.createOffer();
            offerer.takeAnswer(session);
            assertEquals(
                    session, parser.parse(session.toBytes()), "what was accepted is written so that it reads back");
        } catch (SdpParseException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
            assertTrue(e.suggestedStatus() == 400 || e.suggestedStatus() == 488);
        }
    }
}
