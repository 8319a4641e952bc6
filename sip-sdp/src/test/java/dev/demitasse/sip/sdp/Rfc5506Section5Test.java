// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 5506 5: a=rtcp-rsize")
class Rfc5506Section5Test {
    private static LocalMedia audio(String profile, boolean allowed) {
        return LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .protocol(profile)
                .rtcpReducedSize(allowed)
                .build();
    }

    private static boolean isSaid(SessionDescription description) {
        return description.media().get(0).attribute("rtcp-rsize").isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "true, RTP/AVPF, a=rtcp-rsize, true",
        "true, RTP/AVPF, a=inactive, false",
        "false, RTP/AVPF, a=rtcp-rsize, false",
        "true, RTP/AVP, a=rtcp-rsize, false"
    })
    @DisplayName("answered where this side has it, the peer has offered it, and the profile has feedback")
    void answered(boolean allowed, String profile, String line, boolean expected) {
        var machine = Sdp.machine(Sdp.capabilities(audio("RTP/AVP", allowed)));
        var agreed = Sdp.first(machine.takeOffer(Sdp.media("m=audio 5000 " + profile + " 0\n" + line + "\n")));
        assertEquals(expected, agreed.rtcpReducedSize());
        assertEquals(expected, isSaid(machine.createAnswer()));
    }

    @ParameterizedTest
    @CsvSource({"true, RTP/AVPF, true", "false, RTP/AVPF, false", "true, RTP/AVP, false"})
    @DisplayName("offered under a profile with feedback; agreed if the answer has it")
    void offered(boolean allowed, String profile, boolean expected) {
        for (String line : new String[] {"a=rtcp-rsize\n", ""}) {
            var machine = Sdp.machine(Sdp.capabilities(audio(profile, allowed)));
            assertEquals(expected, isSaid(machine.createOffer()));
            var agreed = Sdp.first(machine.takeAnswer(Sdp.media("m=audio 5000 " + profile + " 0\n" + line)));
            assertEquals(expected && !line.isEmpty(), agreed.rtcpReducedSize());
        }
    }

    @ParameterizedTest(name = "on {0}; allowed on the first {1}, on the second {2}: {3}")
    @CsvSource({"a, true, true, true", "a, true, false, true", "a, false, true, false", "v, true, true, false"})
    @DisplayName("RFC 8859, 9143 7.1.3: in a bundle it stands on the tagged line, and goes for all streams")
    void bundle(String place, boolean first, boolean second, boolean expected) {
        var two = audio("RTP/AVPF", second).toBuilder().port(4002).rtcpMux(true).build();
        var machine = Sdp.machine(
                Sdp.capabilities(
                                audio("RTP/AVPF", first).toBuilder()
                                        .rtcpMux(true)
                                        .build(),
                                two)
                        .toBuilder()
                        .bundlePolicy(BundlePolicy.COMPATIBLE)
                        .build());
        String lines = "a=group:BUNDLE a v\nm=audio 5000 RTP/AVPF 0\na=mid:a\na=rtcp-mux\n"
                + "m=audio 5002 RTP/AVPF 96\na=rtpmap:96 PCMU/8000\na=mid:v\na=rtcp-mux\n";
        var offer = Sdp.media(lines.replace("a=mid:" + place + "\n", "a=mid:" + place + "\na=rtcp-rsize\n"));
        assertTrue(machine.takeOffer(offer) instanceof Negotiation.Agreed);
        var answer = machine.createAnswer();
        assertEquals(List.of(expected, false), said(answer));
        assertEquals(List.of(expected, expected), agreed(machine));

        assertEquals(List.of(first, false), said(machine.createOffer()), "a later offer of this side");
        assertTrue(machine.takeAnswer(offer) instanceof Negotiation.Agreed);
        assertEquals(List.of(expected, expected), agreed(machine));
    }

    @Test
    @DisplayName("a first offer has a transport on each line, and the answer's tagged line decides")
    void firstOffer() {
        var two = audio("RTP/AVPF", true).toBuilder().port(4002).rtcpMux(true).build();
        var machine =
                Sdp.machine(Sdp.capabilities(
                                audio("RTP/AVPF", true).toBuilder()
                                        .rtcpMux(true)
                                        .build(),
                                two)
                        .toBuilder()
                        .bundlePolicy(BundlePolicy.COMPATIBLE)
                        .build());
        assertEquals(List.of(true, true), said(machine.createOffer()));
        machine.takeAnswer(Sdp.media("a=group:BUNDLE 0 1\nm=audio 5000 RTP/AVPF 0\na=mid:0\na=rtcp-mux\na=rtcp-rsize\n"
                + "m=audio 5000 RTP/AVPF 96\na=rtpmap:96 PCMU/8000\na=mid:1\na=rtcp-mux\n"));
        assertEquals(List.of(true, true), agreed(machine));
    }

    private static List<Boolean> said(SessionDescription description) {
        return description.media().stream()
                .map(line -> line.attribute("rtcp-rsize").isPresent())
                .toList();
    }

    private static List<Boolean> agreed(OfferAnswer machine) {
        return machine.media().stream().map(NegotiatedMedia::rtcpReducedSize).toList();
    }

    @Test
    @DisplayName("a value like the others: copied, and part of equality")
    void value() {
        LocalMedia with = audio("RTP/AVPF", true);
        assertEquals(with, with.toBuilder().build());
        assertNotEquals(with, audio("RTP/AVPF", false));
    }
}
