// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8285 7: a number that was agreed on for a header extension is not given to another")
class Rfc8285Section7NumbersTest {
    private static final String LEVEL = "urn:level";
    private static final String OFFSET = "urn:offset";
    private static final String STREAM = "m=audio 5000 RTP/AVP 0\n";
    private static final String BOTH = "a=extmap:1 " + LEVEL + "\na=extmap:2 " + OFFSET + "\n";

    private static LocalMedia audio(int port, MediaFormat format, String... extensions) {
        var media = LocalMedia.audio(port).format(format).rtcpMux(true);
        for (String uri : extensions) {
            media.headerExtension(uri);
        }
        return media.build();
    }

    private static OfferAnswer side(LocalMedia... media) {
        return Sdp.machine(Sdp.capabilities(media).toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build());
    }

    private static OfferAnswer side(String... extensions) {
        return side(audio(4000, MediaFormat.PCMU, extensions));
    }

    private static void answer(OfferAnswer machine, String offer) {
        assertTrue(machine.takeOffer(Sdp.media(offer)) instanceof Negotiation.Agreed, offer);
        machine.createAnswer();
    }

    private static void become(OfferAnswer machine, String... extensions) {
        var media = audio(4000, MediaFormat.PCMU, extensions);
        machine.capabilities(machine.capabilities().toBuilder().media(0, media).build());
    }

    private static String offered(OfferAnswer machine, int index) {
        return machine.createOffer().media().get(index).attributes(ExtMap.NAME).stream()
                .map(Attribute::value)
                .collect(Collectors.joining(", "));
    }

    @Test
    @DisplayName("numbers of the peer's offer stay in ours, after an offer of the peer without them")
    void keptThroughAnAnswer() {
        var machine = side(OFFSET, LEVEL);
        answer(machine, STREAM + BOTH);
        answer(machine, STREAM);
        assertEquals("2 urn:offset, 1 urn:level", offered(machine, 0));
    }

    @Test
    @DisplayName("an extension that this side drops keeps its number from the next, and has it when it comes back")
    void keptThroughAnOffer() {
        var machine = side(LEVEL);
        machine.createOffer();
        machine.takeAnswer(Sdp.media(STREAM + "a=extmap:1 " + LEVEL + "\n"));
        become(machine);
        machine.createOffer();
        machine.takeAnswer(Sdp.media(STREAM));
        become(machine, OFFSET);
        assertEquals("2 urn:offset", offered(machine, 0));
        machine.takeAnswer(Sdp.media(STREAM + "a=extmap:2 " + OFFSET + "\n"));
        become(machine, OFFSET, LEVEL);
        assertEquals("2 urn:offset, 1 urn:level", offered(machine, 0));
    }

    @Test
    @DisplayName("nothing is agreed on but what was written last")
    void agreedNow() {
        var machine = side(OFFSET, LEVEL);
        answer(machine, STREAM + BOTH);
        answer(machine, STREAM + "a=extmap:2 " + OFFSET + "\n");
        var agreed = machine.media().get(0).headerExtensions();
        assertEquals(1, agreed.all().size());
        assertEquals(2, agreed.sendId(OFFSET).orElseThrow());
    }

    @Test
    @DisplayName("a stream that was gone and comes back in its place has its numbers")
    void keptWhileRejected() {
        var machine = side(OFFSET, LEVEL);
        answer(machine, STREAM + BOTH);
        answer(machine, STREAM.replace("5000", "0"));
        machine.addStream(0);
        assertEquals("2 urn:offset, 1 urn:level", offered(machine, 0));
    }

    @Test
    @DisplayName("but a stream of another kind in its place has numbers of its own")
    void anotherKind() {
        var video = LocalMedia.builder("video", 4002)
                .format(MediaFormat.of(96, "VP8", 90_000, 1))
                .headerExtension(OFFSET)
                .build();
        var machine = side(audio(4000, MediaFormat.PCMU, LEVEL), video);
        answer(machine, STREAM + BOTH);
        var removed = machine.copy();
        answer(machine, "m=video 5000 RTP/AVP 96\na=rtpmap:96 VP8/90000\n");
        assertEquals("1 urn:offset", offered(machine, 0));
        answer(removed, STREAM.replace("5000", "0"));
        removed.addStream(1);
        assertEquals("1 urn:offset", offered(removed, 0));
    }

    @Test
    @DisplayName("but where the peer gives a number to another extension all the same, it has that from then on")
    void peerRenumbers() {
        var machine = side(OFFSET, LEVEL);
        answer(machine, STREAM + BOTH);
        answer(machine, STREAM + "a=extmap:1 " + OFFSET + "\n");
        assertEquals("1 urn:offset, 2 urn:level", offered(machine, 0));
    }

    @Test
    @DisplayName("5: streams that share no transport have numbers of their own")
    void apart() {
        var machine = side(audio(4000, MediaFormat.PCMU, LEVEL), audio(4002, MediaFormat.PCMA, OFFSET));
        machine.capabilities(machine.capabilities().toBuilder()
                .bundlePolicy(BundlePolicy.SINGLE)
                .build());
        assertEquals("1 urn:level", offered(machine, 0));
        machine.rollback();
        assertEquals("1 urn:offset", offered(machine, 1));
    }

    @Test
    @DisplayName("in a bundle what one stream uses now counts before what another has used")
    void bundle() {
        var machine = side(audio(4000, MediaFormat.PCMU, LEVEL, OFFSET), audio(4002, MediaFormat.PCMA, LEVEL, OFFSET));
        String one = "a=group:BUNDLE a b\nm=audio 5000 RTP/AVP 0\na=mid:a\na=rtcp-mux\n";
        String two = "m=audio 5000 RTP/AVP 8\na=mid:b\na=rtcp-mux\n";
        answer(machine, one + "a=extmap:1 " + LEVEL + "\n" + two);
        answer(machine, one + two + "a=extmap:1 " + OFFSET + "\n");
        assertEquals("2 urn:level, 1 urn:offset", offered(machine, 1));
        machine.rollback();
        assertEquals("2 urn:level, 1 urn:offset", offered(machine, 0));
    }
}
