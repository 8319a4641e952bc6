// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("values are equal exactly when all their parts are")
class EqualityTest {
    private static final String SESSION = """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=name
            i=about
            u=http://example.org
            e=m@example.org
            p=+1 617 555 6011
            c=IN IP4 192.0.2.1
            b=CT:128
            t=1 2
            r=7d 1h 0
            z=1 2
            k=prompt
            a=x:y
            m=audio 4 RTP/AVP 0
            i=floor
            c=IN IP4 192.0.2.1
            b=AS:64
            k=clear:a
            a=sendonly
            """;

    @Test
    @DisplayName("descriptions: a change in any line, or a line less, makes another")
    void descriptions() {
        var session = Sdp.parse(SESSION);
        assertEquals(session, Sdp.parse(SESSION));
        assertEquals(session.hashCode(), Sdp.parse(SESSION).hashCode());
        List<String> lines = SESSION.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            var changed = new ArrayList<>(lines);
            changed.set(i, lines.get(i) + (i == lines.size() - 1 ? "x" : "1"));
            assertNotEquals(session, Sdp.parse(String.join("\n", changed)), lines.get(i));
            if (i > 1 && "tm".indexOf(lines.get(i).charAt(0)) < 0) {
                changed.remove(i);
                assertNotEquals(session, Sdp.parse(String.join("\n", changed)), "without " + lines.get(i));
            }
        }
        var other = Sdp.parse(SESSION.replace("192.0.2.1", "192.0.2.2"));
        assertNotEquals(session.hashCode(), other.hashCode());
        assertNotEquals(session.media().get(0).hashCode(), other.media().get(0).hashCode());
    }

    @Test
    @DisplayName(
            "streams of a description: kind, port, count and profile count too; what is written is what toString says")
    void mediaDescriptions() {
        var stream = Sdp.media("m=audio 4 RTP/AVP 0\n").media().get(0);
        for (String other : List.of(
                "m=video 4 RTP/AVP 0\n",
                "m=audio 5 RTP/AVP 0\n",
                "m=audio 4/2 RTP/AVP 0\n",
                "m=audio 4 RTP/AVPF 0\n",
                "m=audio 4 RTP/AVP 0 8\n")) {
            var changed = Sdp.media(other).media().get(0);
            assertNotEquals(stream, changed);
            assertEquals(other.replace("\n", "\r\n"), changed.toString());
        }
    }

    @Test
    @DisplayName("the builder of a description: every part arrives")
    void sessionBuilder() {
        var built = SessionDescription.builder(Origin.of(1, 1, "192.0.2.1"))
                .origin(new Origin("-", "1", "1", "IN", "IP4", "192.0.2.1"))
                .sessionName("name")
                .information("about")
                .uri("http://example.org")
                .email("m@example.org")
                .phone("+1 617 555 6011")
                .connection(Connection.of("192.0.2.1"))
                .bandwidth(new Bandwidth("CT", 128))
                .time(new TimeDescription(1, 2, List.of("7d 1h 0")))
                .timeZones("1 2")
                .key("prompt")
                .attribute(Attribute.of("x", "y"))
                .media(MediaDescription.builder("audio", 4, "RTP/AVP")
                        .format("0")
                        .information("floor")
                        .connection(Connection.of("192.0.2.1"))
                        .bandwidth(new Bandwidth("AS", 64))
                        .key("clear:a")
                        .attribute(Attribute.property("sendonly"))
                        .build())
                .build();
        assertEquals(Sdp.crlf(SESSION), built.toString());
        assertEquals(Sdp.parse(SESSION), built);
    }

    private static LocalMedia changed(UnaryOperator<LocalMediaBuilder> change) {
        return change.apply(Sdp.everything().media().get(1).toBuilder()).build();
    }

    @Test
    @DisplayName("local media: any part")
    void localMedia() {
        var video = Sdp.everything().media().get(1);
        assertEquals(video, changed(same -> same));
        assertEquals(video.hashCode(), changed(same -> same).hashCode());
        assertNotEquals(video.hashCode(), changed(media -> media.port(4010)).hashCode());
        List<UnaryOperator<LocalMediaBuilder>> changes = List.of(
                media -> media.port(4010),
                media -> media.rtcpPort(4011),
                media -> media.rtcpMux(false),
                media -> media.rtcpMuxOnly(true),
                media -> media.format(MediaFormat.of(99, "VP9", 90_000, 1)),
                media -> media.ptimeMillis(30),
                media -> media.maxptimeMillis(60),
                media -> media.direction(Direction.SENDONLY),
                media -> media.security(MediaSecurity.NONE),
                media -> media.ice(new IceDescription("mine", "0123456789abcdefghijkl", false, List.of(), List.of())),
                media -> media.feedback("nack pli"),
                media -> media.bandwidth(new Bandwidth("AS", 64)));
        for (int i = 0; i < changes.size(); i++) {
            assertNotEquals(video, changed(changes.get(i)), "change " + i);
        }
        var plain = LocalMedia.audio(4000).format(MediaFormat.PCMU);
        assertNotEquals(plain.build(), plain.protocol("RTP/AVPF").build());
        assertNotEquals(
                LocalMedia.audio(4000).format(MediaFormat.PCMU).build(),
                LocalMedia.builder("video", 4000).format(MediaFormat.PCMU).build());
        assertTrue(video.toString().startsWith("video 4002 sendrecv "), video.toString());
    }

    @Test
    @DisplayName("capabilities: any part")
    void capabilities() {
        var all = Sdp.everything();
        List<UnaryOperator<LocalCapabilities.Builder>> changes = List.of(
                builder -> builder.username("other"),
                builder -> builder.sessionName("other"),
                builder -> builder.advertisedAddress("198.51.100.2"),
                builder -> builder.media(Sdp.telephone().media().get(0)),
                builder -> builder.codecPreference(CodecPreference.OFFERER),
                builder -> builder.bundlePolicy(BundlePolicy.ONLY));
        for (int i = 0; i < changes.size(); i++) {
            assertNotEquals(all, changes.get(i).apply(all.toBuilder()).build(), "change " + i);
        }
        assertNotEquals(all.hashCode(), Sdp.telephone().hashCode());
    }

    private static List<NegotiatedMedia> agreed(String lines) {
        if (Sdp.machine(Sdp.everything()).takeOffer(Sdp.media(lines)) instanceof Negotiation.Agreed agreed) {
            return agreed.media();
        }
        throw new AssertionError(lines);
    }

    @Test
    @DisplayName("agreements: keys, DTLS, ICE, feedback, bandwidth, rtcp-mux, bundles, copies of the address")
    void negotiated() {
        String key = " inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
        String video = "m=video 6 RTP/SAVPF 97\na=rtpmap:97 VP8/90000\na=crypto:1 AES_CM_128_HMAC_SHA1_80" + key;
        var base = agreed(video);
        assertEquals(base, agreed(video));
        assertNotEquals(
                base.get(0).hashCode(),
                agreed(video.replace("video 6", "video 8")).get(0).hashCode());
        for (String more : List.of(
                "a=rtcp-mux\n",
                "a=rtcp-fb:97 nack\n",
                "b=AS:64\n",
                "a=mid:1\n",
                "a=ice-ufrag:abcd\na=ice-pwd:0123456789abcdefghijklmn\n",
                "c=IN IP4 192.0.2.1/127\n".replace("/127", "") + "c=IN IP4 192.0.2.2\n")) {
            assertNotEquals(base, agreed(video + more), more);
        }
        assertNotEquals(base, agreed(video.replace("inline:AAAA", "inline:BAAA")));
        assertNotEquals(base, agreed(video.replace("SAVPF", "SAVP")));
        assertNotEquals(base, agreed(video.replace("97", "100")), "the peer's number and ours");
        String two =
                "m=video 6 RTP/SAVPF 97\na=mid:v\na=rtcp-mux\na=rtpmap:97 VP8/90000\na=crypto:1 AES_CM_128_HMAC_SHA1_80"
                        + key + "m=audio 8 RTP/SAVPF 0\na=mid:a\na=rtcp-mux\na=crypto:1 AES_CM_128_HMAC_SHA1_80" + key;
        var apart = agreed(two);
        var together = agreed("a=group:BUNDLE v a\n" + two);
        assertFalse(apart.get(1).isBundled());
        assertNotEquals(apart, together);
    }

    @Test
    @DisplayName("RFC 4733: the event of the codec's clock rate is sent, or else the first")
    void eventsByRate() {
        String lines = "m=audio 5 RTP/AVP 96 101 102\na=rtpmap:96 opus/48000/2\n";
        String slow = "a=rtpmap:101 telephone-event/8000\n";
        var opus = Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .telephoneEvents(101)
                .build());
        var both = Sdp.first(
                Sdp.machine(opus).takeOffer(Sdp.media(lines + slow + "a=rtpmap:102 telephone-event/48000\n")));
        assertEquals(102, both.sendTelephoneEvent().orElseThrow().payloadType());
        var one = Sdp.first(Sdp.machine(opus)
                .takeOffer(Sdp.media("m=audio 5 RTP/AVP 96 0 101\na=rtpmap:96 opus/48000/2\n" + slow)));
        assertEquals(Optional.of(101), one.sendTelephoneEvent().map(MediaFormat::payloadType));
        assertFalse(one.receiveFormats().isEmpty());
    }
}
