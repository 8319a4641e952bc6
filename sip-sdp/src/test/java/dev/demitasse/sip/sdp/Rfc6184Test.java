// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("video by codec name and the parameters that matter: RFC 6184, 7741, 9628")
class Rfc6184Test {
    private static MediaFormat h264(String parameters) {
        return new MediaFormat(97, "H264", 90_000, 1, parameters);
    }

    private static Optional<String> answered(MediaFormat own, String offered) {
        var machine = Sdp.machine(
                Sdp.capabilities(LocalMedia.builder("video", 4002).format(own).build()));
        var offer = Sdp.media("m=video 6000 RTP/AVP 100\na=rtpmap:100 " + own.encodingName() + "/90000\n"
                + (offered.isEmpty() ? "" : "a=fmtp:100 " + offered + "\n"));
        return machine.takeOffer(offer) instanceof Negotiation.Agreed
                ? Optional.of(machine.createAnswer()
                        .media()
                        .get(0)
                        .formatParameters("100")
                        .map(FormatParameters::parameters)
                        .orElse(""))
                : Optional.empty();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "42e01f,42E01F,true", "42e01f,42c01f,true", "42e01f,4d801f,true", "42e01f,58c01f,true", "42e01f,42001f,false",
        "42001f,42a01f,true", "42001f,58801f,true", "4d001f,4d501f,true", "4d001f,4d201f,false", "4d001f,42001f,false",
        "58001f,58301f,true", "58001f,58401f,false", "64001f,640028,true", "64001f,640c1f,false", "640c1f,640c28,true",
        "6e001f,7a001f,false", "42011f,42001f,false", "42e01,42e01f,false", "42e01g,42e01f,false",
                "42e01ff,42e01f,false"
    })
    @DisplayName("RFC 6184 table 5: which profile-level-ids are one profile")
    void profiles(String own, String offered, boolean same) {
        assertEquals(same, FormatMatch.same(h264("profile-level-id=" + own), h264("profile-level-id=" + offered)));
        assertEquals(same, FormatMatch.same(h264("profile-level-id=" + offered), h264("profile-level-id=" + own)));
    }

    @Test
    @DisplayName(
            "a malformed profile-level-id is no profile, not even its own; one of another codec is none of H.264's")
    void otherLevels() {
        assertEquals(false, FormatMatch.same(h264("profile-level-id=x"), h264("profile-level-id=x")));
        var mpeg4 = new MediaFormat(97, "MP4V-ES", 90_000, 1, "profile-level-id=1");
        assertEquals(Optional.of("profile-level-id=1"), answered(mpeg4, "profile-level-id=3"));
    }

    @Test
    @DisplayName("RFC 6184 8.1: without profile-level-id Baseline is meant, without packetization-mode 0")
    void defaults() {
        assertTrue(FormatMatch.same(h264(""), h264("profile-level-id=42001f;packetization-mode=0")));
        assertEquals(Optional.empty(), answered(h264("packetization-mode=1"), ""));
        assertEquals(Optional.empty(), answered(h264(""), "packetization-mode=1"));
        assertEquals(
                Optional.of("packetization-mode=1"), answered(h264("packetization-mode=1"), "packetization-mode=1"));
    }

    @ParameterizedTest(name = "own {0}, offered {1}: {2}")
    @CsvSource({
        "profile-level-id=42e028,profile-level-id=42e01f,profile-level-id=42e01f",
        "profile-level-id=42e01f,profile-level-id=42e028,profile-level-id=42e01f",
        "profile-level-id=42e01f,profile-level-id=42e01f,profile-level-id=42e01f",
        "profile-level-id=42e00b,profile-level-id=42f00b,profile-level-id=42f00b",
        "profile-level-id=42f00b,profile-level-id=42e00b,profile-level-id=42f00b",
        "profile-level-id=42e00a,profile-level-id=42f00b,profile-level-id=42e00a",
        "profile-level-id=64000b,profile-level-id=640009,profile-level-id=640009",
        "level-asymmetry-allowed=1;profile-level-id=42e028,profile-level-id=42e01f,level-asymmetry-allowed=1;profile-level-id=42e01f",
        "profile-level-id=42e028,profile-level-id=42e01f;level-asymmetry-allowed=1,profile-level-id=42e01f",
        "profile-level-id=42e028;level-asymmetry-allowed=1,profile-level-id=42e01f;level-asymmetry-allowed=1,profile-level-id=42e028;level-asymmetry-allowed=1",
        "profile-level-id=42e028;level-asymmetry-allowed=1,profile-level-id=42e01f;level-asymmetry-allowed=0,level-asymmetry-allowed=1;profile-level-id=42e01f",
        "profile-level-id=42e028;level-asymmetry-allowed=0,profile-level-id=42e01f;level-asymmetry-allowed=1,level-asymmetry-allowed=0;profile-level-id=42e01f",
        "x;;=1; profile-level-id=42e028;,profile-level-id=42e01f,x;=1;profile-level-id=42e01f",
        "max-mbps=1; profile-level-id=42e028 ;x,profile-level-id=42e01f,max-mbps=1;x;profile-level-id=42e01f"
    })
    @DisplayName(
            "RFC 6184 8.2.2: the answer's level is at most the offer's, unless both allow asymmetry; 1b is below 1.1")
    void levels(String own, String offered, String answer) {
        assertEquals(Optional.of(answer), answered(h264(own), offered));
    }

    @Test
    @DisplayName("one codec under two packetization modes is two codecs, each under its number")
    void twoModes() {
        var video = LocalMedia.builder("video", 4002)
                .format(new MediaFormat(97, "H264", 90_000, 1, "packetization-mode=1;profile-level-id=42e01f"))
                .format(new MediaFormat(98, "H264", 90_000, 1, "profile-level-id=42e01f"))
                .build();
        var machine = Sdp.machine(Sdp.capabilities(video));
        machine.takeOffer(Sdp.media("m=video 6000 RTP/AVP 110 111\na=rtpmap:110 H264/90000\n"
                + "a=fmtp:110 profile-level-id=42e01f\na=rtpmap:111 H264/90000\n"
                + "a=fmtp:111 profile-level-id=42e01f;packetization-mode=1\n"));
        assertEquals(
                List.of("111", "110"), machine.createAnswer().media().get(0).formats());
        var offer = Sdp.machine(Sdp.capabilities(video)).createOffer();
        assertEquals(List.of("97", "98"), offer.media().get(0).formats());
    }

    @Test
    @DisplayName("an answer under the offered number that leaves the parameters out means what was offered")
    void answerWithoutParameters() {
        var video = LocalMedia.builder("video", 4002)
                .format(h264("packetization-mode=1"))
                .build();
        var machine = Sdp.machine(Sdp.capabilities(video));
        machine.createOffer();
        var other = machine.copy();
        var third = machine.copy();
        var agreed = machine.takeAnswer(Sdp.media("m=video 6000 RTP/AVP 97\na=rtpmap:97 H264/90000\n"));
        assertTrue(Sdp.first(agreed).isAccepted());
        var number = other.takeAnswer(Sdp.media("m=video 6000 RTP/AVP 98\na=rtpmap:98 H264/90000\n"));
        assertEquals(Negotiation.Reason.NO_COMMON_FORMAT, Sdp.reason(number));
        var mode = third.takeAnswer(
                Sdp.media("m=video 6000 RTP/AVP 97\na=rtpmap:97 H264/90000\na=fmtp:97 packetization-mode=0\n"));
        assertEquals(Negotiation.Reason.NO_COMMON_FORMAT, Sdp.reason(mode));
    }

    @ParameterizedTest(name = "{0}: {1} and {2} {3}")
    @CsvSource({
        "VP8,max-fr=30,max-fr=60,true",
        "VP9,'',profile-id=0,true",
        "VP9,profile-id=2,'',false",
        "VP9,profile-id=2,profile-id=2,true",
        "H265,'',profile-id=1,true",
        "H265,profile-id=2,'',false",
        "AV1,'',profile=0,true",
        "AV1,profile=1,'',false",
        "AMR,octet-align=1,'',false",
        "AMR-WB,'',octet-align=0,true",
        "G7221,bitrate=32000,bitrate=24000,false",
        "G7221,bitrate=32000,bitrate=32000,true",
        "vp9,profile-id=2,'',false"
    })
    @DisplayName("which parameters make another codec: RFC 9628 6, 7798 7.2.2, 4867 8.3.1, 5577 4.2.2; VP8 has none")
    void others(String name, String own, String offered, boolean same) {
        var ours = new MediaFormat(96, name, 90_000, 1, own);
        assertEquals(same, FormatMatch.same(ours, new MediaFormat(99, name, 90_000, 1, offered)));
        assertEquals(same ? Optional.of(own) : Optional.empty(), answered(ours, offered));
    }

    @Test
    @DisplayName("RFC 3264 8.3.2 holds for a codec with its parameters: another profile gets another number")
    void numbersKeepTheirMeaning() {
        var video = LocalMedia.builder("video", 4002)
                .format(new MediaFormat(97, "VP9", 90_000, 1, ""))
                .format(new MediaFormat(98, "VP9", 90_000, 1, "profile-id=2"))
                .build();
        var machine = Sdp.machine(Sdp.capabilities(video));
        machine.takeOffer(Sdp.media("m=video 1 RTP/AVP 100\na=rtpmap:100 VP9/90000\n"));
        machine.createAnswer();
        machine.takeOffer(Sdp.media("m=video 1 RTP/AVP 100\na=rtpmap:100 VP9/90000\na=fmtp:100 profile-id=2\n"));
        assertNotEquals(List.of("100"), machine.createAnswer().media().get(0).formats());
    }
}
