// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
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

    @Property
    @Label("octets of any kind: a description or SdpParseException")
    void anyOctets(@ForAll byte[] bytes) {
        survives(bytes);
    }

    @Property
    @Label("lines in any order and number: a description or SdpParseException")
    void anyLines(@ForAll("lineSoup") String text) {
        survives(text.getBytes(StandardCharsets.UTF_8));
        survives(("v=0\r\no=- 1 1 IN IP4 h\r\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
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

    /** Every view that is made on demand. */
    private static void readAll(MediaDescription media) {
        for (String format : media.formats()) {
            media.rtpMap(format);
            media.formatParameters(format).ifPresent(parameters -> parameters.parameter("x"));
        }
        media.bandwidths().forEach(Bandwidth::bitsPerSecond);
        for (Attribute attribute : media.attributes()) {
            Crypto.parse(attribute.value()).ifPresent(crypto -> crypto.keys().forEach(CryptoKey::masterKeyAndSalt));
            CryptoKey.parse(attribute.value()).flatMap(CryptoKey::mki).ifPresent(CryptoKey.Mki::octets);
            Fingerprint.parse(attribute.value()).ifPresent(Fingerprint::octets);
            IceCandidate.parse(attribute.value()).ifPresent(candidate -> candidate.extension("raddr"));
            RtcpFeedback.parse(attribute.value()).ifPresent(RtcpFeedback::toAttribute);
            Setup.parse(attribute.value()).ifPresent(Setup::toAttribute);
        }
    }

    /** The same offer and answer for a side with keys, ICE, feedback and video. */
    private static void everythingConfigured(SessionDescription session) {
        var security = new MediaSecurity(
                        List.of(Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30])),
                        List.of(Fingerprint.of("sha-256", new byte[32])),
                        Setup.ACTIVE,
                        false)
                .withMki()
                .withTlsId("01234567890123456789");
        var ice = new IceDescription("ufrag", "0123456789abcdefghijkl", true, List.of(), List.of());
        var audio = Sdp.telephone().media().get(0).toBuilder()
                .security(security)
                .ice(ice)
                .rtcpMux(true)
                .feedback("nack");
        var video = LocalMedia.builder("video", 4002)
                .format(new MediaFormat(96, "H264", 90_000, 1, "profile-level-id=42e01f"))
                .security(security)
                .protocol("RTP/SAVPF")
                .ice(ice);
        var capabilities = Sdp.capabilities(audio.build(), video.build()).toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build();
        var answerer = Sdp.machine(capabilities);
        if (answerer.takeOffer(session) instanceof Negotiation.Agreed) {
            answerer.createAnswer();
        }
        var offerer = Sdp.machine(capabilities);
        offerer.createOffer();
        offerer.takeAnswer(session);
    }

    /** Parses, and asks for everything that is read on demand; only the parse exception may come out. */
    private void survives(byte[] bytes) {
        try {
            var session = parser.parse(bytes);
            session.media().forEach(SdpParserPropertyTest::readAll);
            var machine = Sdp.machine(Sdp.telephone());
            if (machine.takeOffer(session) instanceof Negotiation.Agreed) {
                machine.createAnswer();
            }
            var offerer = Sdp.machine(Sdp.telephone());
            offerer.createOffer();
            offerer.takeAnswer(session);
            everythingConfigured(session);
            assertEquals(
                    session, parser.parse(session.toBytes()), "what was accepted is written so that it reads back");
        } catch (SdpParseException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
            assertTrue(e.suggestedStatus() == 400 || e.suggestedStatus() == 488);
        }
    }
}
