// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8859 4.3: what is of category IDENTICAL is said alike on all lines of a bundle")
class Rfc8859Test {
    private static LocalMedia media(String kind, int port, String profile, boolean reduced, boolean mixed) {
        return LocalMedia.builder(kind, port)
                .format(MediaFormat.of(port - 4000 + 96, "L16", 16_000, 1))
                .protocol(profile)
                .rtcpMux(true)
                .rtcpReducedSize(reduced)
                .mixedHeaderExtensions(mixed)
                .build();
    }

    private static List<Boolean> said(String name, SessionDescription description) {
        return description.media().stream()
                .map(line -> line.attribute(name).isPresent())
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1} and {2}, first {3} and {4}")
    @CsvSource({
        "COMPATIBLE,RTP/AVPF,true,true,true",
        "COMPATIBLE,RTP/AVPF,false,false,false",
        "COMPATIBLE,RTP/AVP,true,false,false",
        "ONLY,RTP/AVPF,false,true,false",
        "SINGLE,RTP/AVPF,false,true,false"
    })
    @DisplayName(
            "rtcp-rsize and extmap-allow-mixed in a first offer: on each line with a transport or, with one that cannot, on none")
    void firstOffer(BundlePolicy policy, String profile, boolean able, boolean first, boolean second) {
        var capabilities = Sdp.capabilities(
                        media("audio", 4000, "RTP/AVPF", true, true), media("video", 4002, profile, able, able))
                .toBuilder()
                .bundlePolicy(policy)
                .build();
        var offer = Sdp.machine(capabilities).createOffer();
        assertEquals(List.of(first, second), said("rtcp-rsize", offer));
        boolean mixedFirst = policy != BundlePolicy.COMPATIBLE || able;
        assertEquals(
                List.of(mixedFirst, policy == BundlePolicy.COMPATIBLE && able), said(Extensions.ALLOW_MIXED, offer));
    }

    @Test
    @DisplayName("RFC 9143 7.1.3: in an answer, and in later offers, on the tagged line only")
    void tagged() {
        var capabilities = Sdp.capabilities(
                        media("audio", 4000, "RTP/AVPF", true, true), media("video", 4002, "RTP/AVPF", true, true))
                .toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build();
        var machine = Sdp.machine(capabilities);
        machine.takeOffer(Sdp.machine(capabilities).createOffer());
        for (SessionDescription ours : List.of(machine.createAnswer(), machine.createOffer())) {
            assertEquals(List.of(true, false), said("rtcp-rsize", ours));
            assertEquals(List.of(true, false), said(Extensions.ALLOW_MIXED, ours));
        }
        assertTrue(machine.media().stream()
                .allMatch(stream -> stream.headerExtensions().mixed() && stream.rtcpReducedSize()));
    }

    @Test
    @DisplayName(
            "5.10: rtcp-rsize is of the whole RTP session: of a stream under RTP/AVP too, where the tagged line has it")
    void wholeSession() {
        var machine = Sdp.machine(Sdp.capabilities(
                        media("audio", 4000, "RTP/AVPF", true, false), media("video", 4002, "RTP/AVP", false, false))
                .toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build());
        String lines = "a=group:BUNDLE a v\nm=audio 5000 RTP/AVPF 96\na=rtpmap:96 L16/16000\na=mid:a\na=rtcp-mux\n"
                + "a=rtcp-rsize\nm=video 5002 RTP/AVP 98\na=rtpmap:98 L16/16000\na=mid:v\na=rtcp-mux\n";
        assertTrue(machine.takeOffer(Sdp.media(lines)) instanceof Negotiation.Agreed);
        assertEquals(List.of(true, false), said("rtcp-rsize", machine.createAnswer()));
        assertEquals(List.of(true, true), reduced(machine));

        var other = Sdp.machine(machine.capabilities());
        other.takeOffer(Sdp.media(lines.replace("BUNDLE a v", "BUNDLE v a")));
        assertEquals(List.of(false, false), said("rtcp-rsize", other.createAnswer()));
        assertEquals(List.of(false, false), reduced(other), "the tagged line has no feedback");
    }

    private static List<Boolean> reduced(OfferAnswer machine) {
        return machine.media().stream().map(NegotiatedMedia::rtcpReducedSize).toList();
    }
}
