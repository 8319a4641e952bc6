// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 5761 4: with RTCP multiplexed no payload types of 64 to 95")
class Rfc5761Section4Test {
    private static final LocalMedia AUDIO = LocalMedia.audio(4000)
            .format(MediaFormat.PCMU)
            .format(MediaFormat.PCMA)
            .rtcpMux(true)
            .build();

    private static String line(int number, String others) {
        return "m=audio 5000 RTP/AVP " + number + others + "\na=rtpmap:" + number + " PCMA/8000\n";
    }

    private static List<Integer> numbers(NegotiatedMedia media) {
        return media.sendFormats().stream().map(MediaFormat::payloadType).toList();
    }

    @ParameterizedTest(name = "{0}: as the only one {1}")
    @CsvSource({"63, true", "64, false", "70, false", "95, false", "96, true"})
    @DisplayName("an answer leaves such a format out; where there is no other it does not multiplex")
    void answer(int number, boolean muxed) {
        var machine = Sdp.machine(Sdp.capabilities(AUDIO));
        var several = Sdp.first(machine.copy().takeOffer(Sdp.media(line(number, " 0") + "a=rtcp-mux\n")));
        assertEquals(muxed ? List.of(0, number) : List.of(0), numbers(several));
        assertEquals(true, several.rtcpMux());
        var one = Sdp.first(machine.takeOffer(Sdp.media(line(number, "") + "a=rtcp-mux\n")));
        assertEquals(List.of(number), numbers(one));
        assertEquals(muxed, one.rtcpMux());
        assertEquals(muxed ? 5000 : 5001, one.remoteRtcp().getPort());
        var written = machine.createAnswer().media().get(0);
        assertEquals(muxed, written.attribute("rtcp-mux").isPresent());
        assertEquals(List.of(Integer.toString(number)), written.formats());
    }

    @Test
    @DisplayName("where RTCP has a port of its own they are like any other")
    void apart() {
        var offer = Sdp.media(line(70, " 0"));
        assertEquals(
                List.of(0, 70),
                numbers(Sdp.first(Sdp.machine(Sdp.capabilities(AUDIO)).takeOffer(offer))));
        var machine = Sdp.machine(Sdp.capabilities(AUDIO));
        machine.createOffer();
        assertEquals(List.of(70, 0), numbers(Sdp.first(machine.takeAnswer(offer))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("RFC 8858: where one side only multiplexes there is no stream without another format")
    void muxOnly(boolean ours) {
        var machine =
                Sdp.machine(Sdp.capabilities(AUDIO.toBuilder().rtcpMuxOnly(ours).build()));
        String mux = ours ? "a=rtcp-mux\n" : "a=rtcp-mux\na=rtcp-mux-only\n";
        assertEquals(Negotiation.Reason.NO_COMMON_FORMAT, Sdp.reason(machine.takeOffer(Sdp.media(line(70, "") + mux))));
        assertEquals(List.of(0), numbers(Sdp.first(machine.takeOffer(Sdp.media(line(70, " 0") + mux)))));
    }

    @Test
    @DisplayName("such a format of an answer is ignored")
    void answered() {
        var machine = Sdp.machine(Sdp.capabilities(AUDIO));
        machine.createOffer();
        var other = machine.copy();
        var agreed = Sdp.first(machine.takeAnswer(Sdp.media(line(70, " 0") + "a=rtcp-mux\n")));
        assertEquals(List.of(0), numbers(agreed));
        assertEquals(
                Negotiation.Reason.NO_COMMON_FORMAT,
                Sdp.reason(other.takeAnswer(Sdp.media(line(70, "") + "a=rtcp-mux\n"))));
    }

    @ParameterizedTest
    @CsvSource({"true, 96", "false, 70"})
    @DisplayName("an offer that multiplexes has other numbers, whatever this side wishes for")
    void offer(boolean muxed, String number) {
        var machine = Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.of(70, "opus", 48_000, 2))
                .rtcpMux(muxed)
                .build()));
        assertEquals(List.of(number), machine.createOffer().media().get(0).formats());
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "' 97', 4000"})
    @DisplayName(
            "in a bundle such a format is left out, and the line rejected that has no other and no port of its own")
    void bundle(String others, int port) {
        var video = LocalMedia.builder("video", 4002)
                .format(MediaFormat.of(97, "VP8", 90_000, 1))
                .rtcpMux(true)
                .build();
        var machine = Sdp.machine(Sdp.capabilities(AUDIO, video).toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build());
        machine.takeOffer(Sdp.media("a=group:BUNDLE a v\nm=audio 5000 RTP/AVP 0\na=mid:a\na=rtcp-mux\n"
                + "m=video 0 RTP/AVP 70" + others + "\na=rtpmap:70 VP8/90000\na=rtpmap:97 VP8/90000\na=mid:v\n"
                + "a=bundle-only\n"));
        var answer = machine.createAnswer().media().get(1);
        assertEquals(port, answer.port());
        assertEquals(
                others.isEmpty() ? List.of() : List.of(97),
                numbers(machine.media().get(1)));
    }

    @Test
    @DisplayName("a line of a bundle with such formats alone keeps its own port, and the bundle is that of the others")
    void besideBundle() {
        var second = AUDIO.toBuilder().port(4002).build();
        var machine = Sdp.machine(Sdp.capabilities(AUDIO, second).toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build());
        for (String mux : List.of("a=rtcp-mux\n", "")) {
            var taker = machine.copy();
            taker.takeOffer(Sdp.media("a=group:BUNDLE a b\nm=audio 5000 RTP/AVP 0\na=mid:a\na=rtcp-mux\n"
                    + line(70, "").replace("5000", "5002") + "a=mid:b\n" + mux));
            taker.createAnswer();
            assertEquals(List.of(true, false), flags(taker));
            assertEquals(List.of(70), numbers(taker.media().get(1)));
            assertEquals(4002, taker.media().get(1).localPort());
        }
        machine.takeOffer(Sdp.media("a=group:BUNDLE b a\n" + line(70, "") + "a=mid:b\na=rtcp-mux\n"
                + "m=audio 5002 RTP/AVP 0\na=mid:a\na=rtcp-mux\n"));
        machine.createAnswer();
        assertEquals(List.of(false, true), flags(machine));
    }

    private static List<Boolean> flags(OfferAnswer machine) {
        return machine.media().stream()
                .map(media -> media.rtcpMux() && media.isBundled())
                .toList();
    }
}
