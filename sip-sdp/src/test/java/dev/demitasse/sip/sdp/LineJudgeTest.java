// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what serves each line of an offer, or why nothing does")
class LineJudgeTest {
    @Test
    @DisplayName("RFC 3264 8.2: what a stream goes on using is not given to a line before it that comes back")
    void reserved() {
        var machine = Sdp.machine(Sdp.telephone());
        machine.takeOffer(Sdp.media("m=audio 0 RTP/AVP 0\nm=audio 5000 RTP/AVP 0\n"));
        machine.createAnswer();
        assertFalse(machine.media().get(0).isAccepted());
        assertTrue(machine.media().get(1).isAccepted());
        machine.takeOffer(Sdp.media("m=audio 6000 RTP/AVP 0\nm=audio 5000 RTP/AVP 0\n").toBuilder()
                .origin(Origin.of(7, 2, "192.0.2.1"))
                .build());
        machine.createAnswer();
        assertFalse(machine.media().get(0).isAccepted());
        assertTrue(machine.media().get(1).isAccepted());
    }

    @Test
    @DisplayName(
            "an address that is a name may be of either family; one that is not of ours is refused, unless it is silenced")
    void families() {
        var machine = Sdp.machine(Sdp.telephone());
        assertTrue(Sdp.first(machine.takeOffer(Sdp.media("m=audio 5 RTP/AVP 0\nc=IN IP6 h.example\n")))
                .isAccepted());
        assertEquals(
                Negotiation.Reason.INCOMPATIBLE_ADDRESS,
                Sdp.reason(Sdp.machine(Sdp.telephone())
                        .takeOffer(Sdp.media("m=audio 5 RTP/AVP 0\nc=IN IP6 2001:db8::1\n"))));
        assertTrue(Sdp.first(Sdp.machine(Sdp.telephone()).takeOffer(Sdp.media("m=audio 5 RTP/AVP 0\nc=IN IP6 ::\n")))
                .isAccepted());
        var six = Sdp.machine(LocalCapabilities.builder("2001:db8::9")
                .media(Sdp.telephone().media().get(0))
                .build());
        assertTrue(Sdp.first(six.takeOffer(Sdp.media("m=audio 5 RTP/AVP 0\nc=IN IP4 h.example\n")))
                .isAccepted());
    }

    @Test
    @DisplayName("RFC 5888 4: a mid without a value is none")
    void emptyMid() {
        assertEquals(
                Optional.empty(),
                Sdp.first(Sdp.machine(Sdp.telephone()).takeOffer(Sdp.media("m=audio 5 RTP/AVP 0\na=mid:\n")))
                        .mid());
    }

    @Test
    @DisplayName("RFC 8866 6.6: encodings are the same by name in any letter case, clock rate and channels")
    void sameEncoding() {
        var opus = RtpMap.parse("96 opus/48000/2").orElseThrow();
        assertTrue(opus.sameEncoding(RtpMap.parse("97 OPUS/48000/2").orElseThrow()));
        for (String other : new String[] {"96 opux/48000/2", "96 opus/8000/2", "96 opus/48000"}) {
            assertFalse(opus.sameEncoding(RtpMap.parse(other).orElseThrow()), other);
        }
    }
}
