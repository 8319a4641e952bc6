// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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

    @Test
    @DisplayName("a value like the others: copied, and part of equality")
    void value() {
        LocalMedia with = audio("RTP/AVPF", true);
        assertEquals(with, with.toBuilder().build());
        assertNotEquals(with, audio("RTP/AVPF", false));
    }
}
