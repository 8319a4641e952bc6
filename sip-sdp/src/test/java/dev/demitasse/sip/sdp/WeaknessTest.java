// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("what went wrong in other stacks works here")
class WeaknessTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a=rtpmap:x PCMU/8000", "a=rtpmap:0 PCMU/x", "a=rtpmap:0", "a=rtpmap:", "a=rtpmap", "a=fmtp:0",
                "a=fmtp", "a=ptime:", "a=ptime:-1", "a=ptime:99999999999999999999", "a=maxptime:x", "a=rtcp:",
                "a=rtcp:99999999999", "a=rtcp:1 IN IP4 ", "a=rtcp:1 IN IP4 [", "a=mid:"
            })
    @DisplayName("W12: numbers of a peer that are none raise nothing")
    void w12(String attribute) {
        var machine = Sdp.machine(Sdp.telephone());
        machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 8 0\n" + attribute + "\n"));
        assertEquals(4000, machine.createAnswer().media().get(0).port());
    }

    @Test
    @DisplayName("W13: channels are kept, telephone-event has the offered rate and number, codecs match by name")
    void w13() {
        var machine = Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.of(111, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .telephoneEvents(101)
                .build()));
        machine.takeOffer(
                Sdp.media("m=audio 5000 RTP/AVP 96 97\na=rtpmap:96 opus/48000/2\na=rtpmap:97 telephone-event/48000\n"));
        var line = machine.createAnswer().media().get(0);
        assertEquals(List.of("96", "97"), line.formats());
        assertEquals(new RtpMap(96, "opus", 48_000, 2), line.rtpMap("96").orElseThrow());
        assertEquals(
                new RtpMap(97, "telephone-event", 48_000, 1), line.rtpMap("97").orElseThrow());
    }

    @Test
    @DisplayName("W13: a number alone is no codec: 0 mapped to something else is not PCMU")
    void w13ByNumber() {
        var machine = Sdp.machine(Sdp.telephone());
        assertEquals(
                Negotiation.Reason.NO_COMMON_FORMAT,
                Sdp.reason(machine.takeOffer(Sdp.media("m=audio 1 RTP/AVP 0\na=rtpmap:0 speex/16000\n"))));
        assertEquals(
                Negotiation.Reason.NO_COMMON_FORMAT,
                Sdp.reason(machine.takeOffer(Sdp.media("m=audio 1 RTP/AVP 96\na=rtpmap:96 PCMU/8000/2\n"))));
    }

    @Test
    @DisplayName("W27: a re-offer is answered for what it says: hold, target, codec, version")
    void w27() {
        var machine = Sdp.machine(Sdp.telephone());
        machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n"));
        var first = machine.createAnswer();
        for (String hold : List.of("a=sendonly\n", "a=inactive\n", "c=IN IP4 0.0.0.0\n")) {
            var held = machine.copy();
            held.takeOffer(Sdp.media("m=audio 6000 RTP/AVP 8\n" + hold));
            var answer = held.createAnswer();
            assertTrue(!held.media().get(0).direction().sends(), hold);
            assertEquals(List.of("8"), answer.media().get(0).formats());
            assertEquals(6000, held.media().get(0).remote().getPort());
            assertEquals("2", answer.origin().sessionVersion());
            assertEquals(first.origin().sessionId(), answer.origin().sessionId());
        }
    }
}
