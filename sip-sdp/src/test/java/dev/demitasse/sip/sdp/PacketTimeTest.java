// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8866 6.4 and 6.5, RFC 4733 2.1: packet times, and events of several clock rates, seen by both sides")
class PacketTimeTest {
    private static LocalCapabilities side(int ptime, int maxptime) {
        return Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .ptimeMillis(ptime)
                .maxptimeMillis(maxptime)
                .build());
    }

    @ParameterizedTest(name = "offerer {0}/{1}, answerer {2}/{3}: offerer sends {4}, answerer sends {5}")
    @CsvSource({
        "20,0,20,0,20,20",
        "30,0,20,0,30,30",
        "30,0,20,20,20,30",
        "60,0,20,0,60,60",
        "100,0,20,0,20,100",
        "100,0,20,150,100,100",
        "20,10,20,0,20,10",
        "5,0,20,0,20,10",
        "20,5,20,0,20,10",
        "5,0,8,0,8,8",
        "40,20,30,30,30,20"
    })
    @DisplayName(
            "each side sends what the other asks for, within the other's maxptime, but no less than 10 ms or its own")
    void both(int ptime, int most, int otherPtime, int otherMost, int offererSends, int answererSends) {
        var offerer = Sdp.machine(side(ptime, most));
        var answerer = Sdp.machine(side(otherPtime, otherMost));
        answerer.takeOffer(offerer.createOffer());
        offerer.takeAnswer(answerer.createAnswer());
        assertEquals(offererSends, offerer.media().get(0).ptimeMillis());
        assertEquals(answererSends, answerer.media().get(0).ptimeMillis());
        assertEquals(limit(otherMost), offerer.media().get(0).maxptimeMillis());
        assertEquals(limit(most), answerer.media().get(0).maxptimeMillis());
    }

    private static OptionalInt limit(int millis) {
        return millis == 0 ? OptionalInt.empty() : OptionalInt.of(millis);
    }

    @Test
    @DisplayName("RFC 8866 6.4: packet times of the session level are no attribute of a stream")
    void sessionLevel() {
        var machine = Sdp.machine(side(20, 0));
        var agreed = Sdp.first(machine.takeOffer(Sdp.media("a=ptime:40\na=maxptime:10\nm=audio 1 RTP/AVP 0\n")));
        assertEquals(20, agreed.ptimeMillis());
        assertEquals(OptionalInt.empty(), agreed.maxptimeMillis());
    }

    @Test
    @DisplayName(
            "RFC 4733 2.1: one telephone-event for each clock rate, numbered from the one given, around taken ones")
    void events() {
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.of(102, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .format(MediaFormat.G722)
                .format(MediaFormat.of(103, "L16", 16_000, 1))
                .telephoneEvents(101)
                .build();
        assertEquals(
                List.of("101/48000", "104/8000", "105/16000"),
                audio.formats().stream()
                        .filter(MediaFormat::isTelephoneEvent)
                        .map(event -> event.payloadType() + "/" + event.clockRateHz())
                        .toList());
        var wrapped = LocalMedia.audio(4000)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .telephoneEvents(127)
                .build();
        assertEquals(97, wrapped.formats().get(3).payloadType());
        assertEquals(List.of(), TelephoneEvents.beside(audio.formats(), 110), "all rates have theirs");
    }

    @Test
    @DisplayName("both sides send the events of their codec's clock rate")
    void eventsAgreed() {
        var wide = Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.of(111, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .telephoneEvents(101)
                .build());
        var offerer = Sdp.machine(wide);
        var answerer = Sdp.machine(wide);
        answerer.takeOffer(offerer.createOffer());
        offerer.takeAnswer(answerer.createAnswer());
        for (OfferAnswer side : List.of(offerer, answerer)) {
            var agreed = side.media().get(0);
            assertEquals(48_000, agreed.sendTelephoneEvent().orElseThrow().clockRateHz());
            assertEquals(2, agreed.receiveTelephoneEvents().size());
        }
        answerer.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0 101 102\na=rtpmap:101 telephone-event/48000\n"
                + "a=rtpmap:102 telephone-event/8000\n"));
        var narrow = answerer.media();
        answerer.createAnswer();
        assertEquals(48_000, narrow.get(0).sendTelephoneEvent().orElseThrow().clockRateHz());
        assertEquals(
                8000, answerer.media().get(0).sendTelephoneEvent().orElseThrow().clockRateHz());
    }
}
