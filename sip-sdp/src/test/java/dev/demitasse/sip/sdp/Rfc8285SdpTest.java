// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8285 5 to 8: header extensions in SDP")
class Rfc8285SdpTest {
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String OFFSET = "urn:ietf:params:rtp-hdrext:toffset";
    private static final LocalMedia AUDIO = LocalMedia.audio(4000)
            .format(MediaFormat.PCMU)
            .headerExtension(LEVEL)
            .headerExtension(OFFSET)
            .build();
    private static final String STREAM = "m=audio 5000 RTP/AVP 0\n";

    private static OfferAnswer side(LocalMedia... media) {
        return Sdp.machine(Sdp.capabilities(media));
    }

    private static OfferAnswer answering(String offer, LocalMedia... media) {
        var machine = side(media);
        assertTrue(machine.takeOffer(Sdp.media(offer)) instanceof Negotiation.Agreed, offer);
        machine.createAnswer();
        return machine;
    }

    private static OfferAnswer offering(String answer, LocalMedia... media) {
        var machine = side(media);
        machine.createOffer();
        machine.takeAnswer(Sdp.media(answer));
        return machine;
    }

    /** The lines of a stream without the common beginnings of their URIs. */
    private static String lines(MediaDescription line) {
        return line.attributes(ExtMap.NAME).stream()
                .map(attribute -> attribute.value().replaceAll("urn:\\S*:", ""))
                .collect(Collectors.joining(", "));
    }

    private static String answered(String offer) {
        return lines(
                answering(offer, AUDIO).localDescription().orElseThrow().media().get(0));
    }

    private static String agreed(OfferAnswer machine) {
        return machine.media().get(0).headerExtensions().all().stream()
                .map(map -> map.toAttribute().value().replaceAll("urn:\\S*:", ""))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 URI-toffset",
                "14 urn:x",
                "15/sendonly urn:x",
                "255/recvonly http://x.example/y#z",
                "256 urn:x",
                "4096/inactive urn:x",
                "4351/sendrecv urn:x with attributes: 25@600/24"
            })
    @DisplayName("8: number, direction, URI and attributes are read, and written as they were")
    void grammar(String value) {
        ExtMap map = ExtMap.parse(value).orElseThrow();
        assertEquals(Attribute.of("extmap", value), map.toAttribute());
        assertEquals(map, new ExtMap(map.id(), map.direction(), map.uri(), map.attributes()));
        assertEquals(map.id() <= 255, map.isUsable());
    }

    @Test
    @DisplayName("8: each field has its part")
    void fields() {
        assertEquals(
                new ExtMap(3, Optional.of(Direction.SENDONLY), "urn:x", "a  b"),
                ExtMap.parse("003/sendonly  urn:x   a  b ").orElseThrow());
        assertEquals(ExtMap.of(3, "urn:x"), ExtMap.parse("3 urn:x").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0 urn:x",
                "257 urn:x",
                "4095 urn:x",
                "4352 urn:x",
                "99999999999 urn:x",
                "-1 urn:x",
                "x urn:x",
                "/sendonly urn:x",
                "1/ urn:x",
                "1/both urn:x",
                "1/sendonly/x urn:x",
                "1 \turn:x",
                "1 urn:x a\u0000b"
            })
    @DisplayName("5: 0 is for padding, numbers end at 256 and begin again at 4096; what is malformed is none")
    void malformed(String value) {
        assertEquals(Optional.empty(), ExtMap.parse(value));
    }

    @Test
    @DisplayName("5: values that cannot be written cannot be made")
    void invalid() {
        for (int id : new int[] {-1, 0, 257, 4095, 4352}) {
            assertThrows(IllegalArgumentException.class, () -> ExtMap.of(id, "urn:x"));
        }
        for (String uri : List.of("", "a b", "a\r\nb")) {
            assertThrows(IllegalArgumentException.class, () -> ExtMap.of(1, uri));
            assertThrows(
                    IllegalArgumentException.class, () -> LocalMedia.audio(1).headerExtension(uri));
        }
        for (String attributes : List.of(" x", "x ", "x\r\ny")) {
            assertThrows(IllegalArgumentException.class, () -> new ExtMap(1, Optional.empty(), "urn:x", attributes));
        }
    }

    @Test
    @DisplayName("a stream has fourteen extensions at most, each once: as many as headers of one byte can number")
    void fourteen() {
        var audio = LocalMedia.audio(4000).format(MediaFormat.PCMU).headerExtension("urn:x");
        assertThrows(IllegalArgumentException.class, () -> audio.headerExtension("urn:x"));
        for (int i = 1; i < 14; i++) {
            audio.headerExtension("urn:" + i);
        }
        assertThrows(IllegalArgumentException.class, () -> audio.headerExtension("urn:14"));
        var offer = side(audio.build()).createOffer().media().get(0);
        assertEquals("14 urn:13", offer.attributes(ExtMap.NAME).get(13).value());
        assertEquals(audio.build(), audio.build().toBuilder().build());
    }

    @Test
    @DisplayName("7: an offer has each extension under a number of its own; nothing is offered by who has none")
    void offer() {
        assertEquals(
                "1 ssrc-audio-level, 2 toffset",
                lines(side(AUDIO).createOffer().media().get(0)));
        assertEquals(
                "", lines(Sdp.machine(Sdp.telephone()).createOffer().media().get(0)));
        assertEquals(
                "",
                lines(answering(
                                STREAM + "a=extmap:1 " + LEVEL + "\n",
                                Sdp.telephone().media().get(0))
                        .localDescription()
                        .orElseThrow()
                        .media()
                        .get(0)));
    }

    @Test
    @DisplayName("7: an answer has what this side understands, under the offered numbers, with the attributes")
    void answer() {
        assertEquals(
                "7 toffset, 200 ssrc-audio-level vad=on",
                answered(STREAM + "a=extmap:1 urn:x\na=extmap:7 " + OFFSET + "\na=extmap:200 " + LEVEL + " vad=on\n"));
        assertEquals("", answered(STREAM + "a=extmap:1 urn:x\na=extmap:0 " + LEVEL + "\n"));
    }

    @Test
    @DisplayName("5: what stands at the session level is for each stream that has none of its own; there is no mixture")
    void sessionLevel() {
        String session = "a=extmap:5 " + LEVEL + "\na=extmap:6 urn:x\n";
        assertEquals("5 ssrc-audio-level", answered(session + STREAM));
        assertEquals("8 toffset", answered(session + STREAM + "a=extmap:8 " + OFFSET + "\n"));
    }

    @Test
    @DisplayName("5: either is told of any description, without what is malformed")
    void read() {
        var session =
                Sdp.media("a=extmap:5 urn:x\n" + STREAM + STREAM + "a=extmap:0 urn:y\na=extmap:4096/inactive urn:z\n");
        assertEquals(
                List.of(ExtMap.of(5, "urn:x")),
                session.headerExtensionsOf(session.media().get(0)));
        assertEquals(
                List.of(new ExtMap(4096, Optional.of(Direction.INACTIVE), "urn:z", "")),
                session.headerExtensionsOf(session.media().get(1)));
    }

    @Test
    @DisplayName("5: no number twice in a media section, and no extension; the first counts")
    void unique() {
        assertEquals(
                "1 ssrc-audio-level",
                answered(STREAM + "a=extmap:1 " + LEVEL + "\na=extmap:1 " + OFFSET + "\na=extmap:2 " + LEVEL + "\n"));
        assertEquals("", answered(STREAM + "a=extmap:1 urn:x\na=extmap:1 " + OFFSET + "\n"));
    }

    @Test
    @DisplayName("7: numbers of the extended range cannot be used, and are left to a later offer")
    void extendedRange() {
        assertEquals(
                "4 toffset",
                answered(STREAM + "a=extmap:4096 " + LEVEL + "\na=extmap:256 " + LEVEL + "\na=extmap:4096 " + OFFSET
                        + "\na=extmap:4 " + OFFSET + "\n"));
    }

    @ParameterizedTest(name = "{0} of a stream {1} -> {2} of a stream {3}: {4}")
    @CsvSource({
        "'',sendrecv,'',sendrecv,/sendrecv",
        "'',sendonly,'',recvonly,/recvonly",
        "'',inactive,'',inactive,/inactive",
        "/sendrecv,sendrecv,/sendrecv,sendrecv,/sendrecv",
        "/sendonly,sendrecv,/recvonly,sendrecv,/recvonly",
        "/recvonly,sendrecv,/sendonly,sendrecv,/sendonly",
        "/inactive,sendrecv,/inactive,sendrecv,/inactive",
        "/sendrecv,sendonly,/recvonly,recvonly,/recvonly",
        "/recvonly,sendonly,/inactive,recvonly,/inactive",
        "/sendonly,inactive,/recvonly,inactive,/inactive"
    })
    @DisplayName("7: a direction is mirrored, within that of the stream; where none is said the stream's counts")
    void directions(String offered, String stream, String answered, String answeredStream, String agreed) {
        var machine = answering(STREAM + "a=" + stream + "\na=extmap:3" + offered + " " + OFFSET + "\n", AUDIO);
        var line = machine.localDescription().orElseThrow().media().get(0);
        assertEquals("3" + answered + " toffset", lines(line));
        assertEquals(answeredStream, line.direction().orElseThrow().attributeName());
        assertEquals("3" + agreed + " toffset", agreed(machine));
        var extensions = machine.media().get(0).headerExtensions();
        Direction direction = extensions.find(OFFSET).orElseThrow().direction().orElseThrow();
        assertEquals(direction.sends() ? OptionalInt.of(3) : OptionalInt.empty(), extensions.sendId(OFFSET));
        assertEquals(direction.receives() ? OptionalInt.of(3) : OptionalInt.empty(), extensions.receiveId(OFFSET));
        assertEquals(OptionalInt.empty(), extensions.sendId(LEVEL));
        assertEquals(Optional.empty(), extensions.find(LEVEL));
    }

    @Test
    @DisplayName("7: an answer takes what it wants of an offer, and no more than the offer's directions")
    void takeAnswer() {
        assertEquals("", agreed(offering(STREAM, AUDIO)));
        assertEquals("2/sendrecv toffset", agreed(offering(STREAM + "a=extmap:2 " + OFFSET + "\n", AUDIO)));
        assertEquals(
                "2/recvonly toffset, 1/sendonly ssrc-audio-level",
                agreed(offering(
                        STREAM + "a=extmap:2/sendonly " + OFFSET + "\na=extmap:1/recvonly " + LEVEL + "\n", AUDIO)));
        assertEquals(
                "2/sendonly toffset",
                agreed(offering(STREAM + "a=recvonly\na=extmap:2/sendrecv " + OFFSET + "\n", AUDIO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=extmap:1 " + OFFSET,
                "a=extmap:3 " + OFFSET,
                "a=extmap:2 urn:x",
                "a=extmap:4096 " + OFFSET,
                "a=extmap:2 " + OFFSET + "\na=extmap:2 " + OFFSET,
                "a=extmap:2/sendonly " + OFFSET + "\na=extmap:2/recvonly " + OFFSET
            })
    @DisplayName(
            "7: an answer with an offered number twice, for something else, or an offered extension renumbered, is none")
    void badAnswer(String lines) {
        var machine = side(AUDIO);
        machine.createOffer();
        assertEquals(
                Negotiation.Reason.HEADER_EXTENSIONS_DIFFER,
                Sdp.reason(machine.takeAnswer(Sdp.media(STREAM + lines + "\n"))));
        assertFalse(machine.media().get(0).isAccepted());
    }

    @Test
    @DisplayName("7: what an answer says of extensions nobody offered on the stream says nothing")
    void strayAnswer() {
        assertEquals(
                "",
                agreed(offering(
                        STREAM + "a=extmap:1 urn:x\n", Sdp.telephone().media().get(0))));
        assertEquals(
                "2/sendrecv toffset",
                agreed(offering("a=extmap:2 " + OFFSET + "\na=extmap:9 urn:x\n" + STREAM, AUDIO)),
                "at the session level it may be about another");
        assertEquals(
                "2/sendrecv toffset",
                agreed(offering(STREAM + "a=extmap:9 urn:x\na=extmap:2 " + OFFSET + "\n", AUDIO)),
                "and under a number that is free it does no harm");
        assertEquals("", agreed(offering(STREAM + "a=extmap:3 urn:x\na=extmap:3 urn:y\n", AUDIO)));
        var machine = side(AUDIO);
        machine.createOffer();
        assertEquals(
                Negotiation.Reason.HEADER_EXTENSIONS_DIFFER,
                Sdp.reason(machine.takeAnswer(Sdp.media("a=extmap:9 " + OFFSET + "\n" + STREAM))));
    }

    @Test
    @DisplayName("7: numbers stay in this side's re-offers, as the peer chose them; what is new takes free ones")
    void reoffer() {
        var machine = answering(STREAM + "a=extmap:1 " + OFFSET + "\n", AUDIO);
        assertEquals(
                "2 ssrc-audio-level, 1 toffset",
                lines(machine.createOffer().media().get(0)));
        machine.takeAnswer(Sdp.media(STREAM + "a=extmap:2 " + LEVEL + "\n"));
        assertEquals("2/sendrecv ssrc-audio-level", agreed(machine));
        assertEquals(
                "2 ssrc-audio-level, 1 toffset",
                lines(machine.createOffer().media().get(0)));
        machine.rollback();
        var far = answering(STREAM + "a=extmap:200 " + OFFSET + "\n", AUDIO);
        assertEquals(
                "1 ssrc-audio-level, 200 toffset",
                lines(far.createOffer().media().get(0)));
    }

    @Test
    @DisplayName("what is agreed has numbers that packets can have, none twice, and no extension twice")
    void agreement() {
        ExtMap one = ExtMap.of(255, LEVEL);
        assertEquals(
                255, new NegotiatedExtensions(List.of(one), false).sendId(LEVEL).orElseThrow());
        for (ExtMap other : List.of(ExtMap.of(256, OFFSET), ExtMap.of(255, OFFSET), ExtMap.of(1, LEVEL), one)) {
            var maps = List.of(one, other);
            assertThrows(IllegalArgumentException.class, () -> new NegotiatedExtensions(maps, false));
        }
    }

    @Test
    @DisplayName("6: a=extmap-allow-mixed is offered by who is told so, and answered when offered, at either level")
    void mixed() {
        var mixing = AUDIO.toBuilder().mixedHeaderExtensions(true).build();
        String line = "a=extmap-allow-mixed\n";
        assertTrue(side(mixing).createOffer().toString().contains(Sdp.crlf(line)));
        assertFalse(side(AUDIO).createOffer().toString().contains(Sdp.crlf(line)));
        for (String offer : List.of(line + STREAM, STREAM + line)) {
            var machine = answering(offer, mixing);
            assertTrue(machine.media().get(0).headerExtensions().mixed());
            assertTrue(machine.localDescription()
                    .orElseThrow()
                    .media()
                    .get(0)
                    .attribute(Extensions.ALLOW_MIXED)
                    .isPresent());
            assertTrue(offering(offer, mixing).media().get(0).headerExtensions().mixed());
            for (OfferAnswer other : List.of(answering(offer, AUDIO), offering(offer, AUDIO))) {
                assertFalse(other.media().get(0).headerExtensions().mixed());
                assertFalse(other.localDescription().orElseThrow().toString().contains(Sdp.crlf(line)));
            }
        }
        assertFalse(answering(STREAM, mixing).media().get(0).headerExtensions().mixed());
        assertFalse(answering(STREAM, mixing)
                .localDescription()
                .orElseThrow()
                .toString()
                .contains(Sdp.crlf(line)));
    }

    @Test
    @DisplayName("extensions are part of what is agreed, and of what a side can do: values differ by them")
    void equality() {
        String with = STREAM + "a=extmap:1 " + OFFSET + "\n";
        var agreement = answering(with, AUDIO).media();
        assertEquals(agreement, answering(with, AUDIO).media());
        assertFalse(agreement.equals(answering(STREAM, AUDIO).media()));
        var one = LocalMedia.audio(4000).format(MediaFormat.PCMU);
        var plain = one.build();
        assertFalse(plain.equals(one.headerExtension(LEVEL).build()));
        assertFalse(plain.equals(plain.toBuilder().mixedHeaderExtensions(true).build()));
    }
}
