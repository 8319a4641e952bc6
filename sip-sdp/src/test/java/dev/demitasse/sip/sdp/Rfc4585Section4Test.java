// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 4585 4.2, 5506 5, 8285 6: an answer brings nothing that the offer has not said")
class Rfc4585Section4Test {
    private static final String ANSWERED =
            "a=rtcp-rsize\na=rtcp-fb:0 nack\na=rtcp-fb:* nack pli\na=extmap-allow-mixed\n";

    @ParameterizedTest
    @CsvSource({"RTP/AVP, false", "RTP/AVPF, true"})
    @DisplayName("feedback and reduced size under a profile with feedback, of what was offered")
    void feedback(String profile, boolean agreed) {
        var machine = Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .protocol(profile)
                .rtcpReducedSize(true)
                .feedback("nack")
                .build()));
        machine.createOffer();
        var media = Sdp.first(machine.takeAnswer(Sdp.media("m=audio 5000 RTP/AVPF 0\n" + ANSWERED)));
        assertEquals(agreed, media.rtcpReducedSize());
        assertEquals(agreed ? List.of(new RtcpFeedback("0", "nack")) : List.of(), media.feedback());
        assertEquals(false, media.headerExtensions().mixed());
    }

    @Test
    @DisplayName("what this side has, but did not say because another line of the bundle has it not")
    void bundle() {
        var first = LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .protocol("RTP/AVPF")
                .rtcpReducedSize(true)
                .mixedHeaderExtensions(true)
                .rtcpMux(true)
                .build();
        var second = first.toBuilder()
                .port(4002)
                .rtcpReducedSize(false)
                .mixedHeaderExtensions(false)
                .build();
        var side = Sdp.capabilities(first, second).toBuilder();
        for (BundlePolicy policy : List.of(BundlePolicy.COMPATIBLE, BundlePolicy.SINGLE)) {
            var machine = Sdp.machine(side.bundlePolicy(policy).build());
            machine.createOffer();
            String mux = "a=rtcp-mux\n" + ANSWERED;
            machine.takeAnswer(Sdp.media("m=audio 5000 RTP/AVPF 0\n" + mux + "m=audio 5002 RTP/AVPF 0\n" + mux));
            boolean said = policy == BundlePolicy.SINGLE;
            assertEquals(said, machine.media().get(0).rtcpReducedSize());
            assertEquals(said, machine.media().get(0).headerExtensions().mixed());
            assertEquals(false, machine.media().get(1).rtcpReducedSize());
        }
    }
}
