// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("codecs are the same by name, clock and channels")
class FormatMatchTest {
    private static final MediaFormat OPUS = MediaFormat.of(111, "opus", 48_000, 2);
    private static final MediaFormat EVENTS = MediaFormat.telephoneEvent(101, 8000);

    private static List<String> answerable(List<MediaFormat> local, List<MediaFormat> offered) {
        return FormatMatch.answerable(local, offered, CodecPreference.LOCAL).stream()
                .map(pair -> pair.receive().payloadType() + "=" + pair.send().payloadType())
                .toList();
    }

    @Test
    @DisplayName("names without regard to case; clock and channels must agree")
    void same() {
        assertEquals(true, FormatMatch.same(OPUS, MediaFormat.of(96, "OPUS", 48_000, 2)));
        assertEquals(false, FormatMatch.same(OPUS, MediaFormat.of(111, "opus", 48_000, 1)));
        assertEquals(false, FormatMatch.same(OPUS, MediaFormat.of(111, "opus", 24_000, 2)));
        assertEquals(false, FormatMatch.same(OPUS, MediaFormat.of(111, "opux", 48_000, 2)));
    }

    @Test
    @DisplayName("an encoding offered twice pairs once, under the number this side knows")
    void offeredTwice() {
        var twice = List.of(OPUS.withPayloadType(96), OPUS, OPUS.withPayloadType(97));
        assertEquals(List.of("111=111"), answerable(List.of(OPUS), twice));
        assertEquals(List.of("111=96"), answerable(List.of(OPUS), List.of(twice.get(0), twice.get(2))));
    }

    @Test
    @DisplayName("whoever is preferred, what arrives has this side's number and what is sent the peer's")
    void numbersOfEachSide() {
        var offered = List.of(OPUS.withPayloadType(96), MediaFormat.PCMA);
        var pairs = FormatMatch.answerable(List.of(MediaFormat.PCMA, OPUS), offered, CodecPreference.OFFERER);
        assertEquals(
                List.of("111=96", "8=8"),
                pairs.stream()
                        .map(pair ->
                                pair.receive().payloadType() + "=" + pair.send().payloadType())
                        .toList());
    }

    @Test
    @DisplayName(
            "RFC 3264 6.1: a number of the offer means what that said only without another codec or other parameters")
    void answeredByNumber() {
        var offered = List.of(new MediaFormat(96, "H264", 90_000, 1, "packetization-mode=1;profile-level-id=42e01f"));
        String line = "m=video 1 RTP/AVP 96\na=rtpmap:96 ";
        assertEquals(1, answered(offered, line + "H264/90000\n"));
        assertEquals(0, answered(offered, line + "VP8/90000\n"));
        assertEquals(0, answered(offered, line + "H264/90000\na=fmtp:96 packetization-mode=0\n"));
    }

    private static int answered(List<MediaFormat> offered, String answer) {
        return FormatMatch.answered(offered, Sdp.media(answer).media().get(0), false)
                .size();
    }

    @Test
    @DisplayName("events and comfort noise are no call by themselves")
    void companionsAlone() {
        var companions = List.of(EVENTS, MediaFormat.COMFORT_NOISE);
        assertEquals(List.of(), answerable(companions, companions));
    }

    @Test
    @DisplayName("comfort noise of 8 kHz does not stand beside a codec of 48 kHz")
    void comfortNoise() {
        var local = List.of(OPUS, MediaFormat.PCMU, MediaFormat.COMFORT_NOISE);
        assertEquals(List.of("111=111"), answerable(local, List.of(OPUS, MediaFormat.COMFORT_NOISE)));
        assertEquals(List.of("0=0", "13=13"), answerable(local, List.of(MediaFormat.PCMU, MediaFormat.COMFORT_NOISE)));
    }

    @Test
    @DisplayName("formats whose number nothing maps are skipped")
    void unmapped() {
        var media = Sdp.media("m=audio 1 RTP/AVP 0 99 wb 8 100\na=rtpmap:100 broken\n")
                .media()
                .get(0);
        assertEquals(List.of(MediaFormat.PCMU, MediaFormat.PCMA), FormatMatch.formatsOf(media));
    }

    @Test
    @DisplayName("the same number twice in one line counts once")
    void numberTwice() {
        var machine = Sdp.machine(Sdp.telephone());
        machine.takeOffer(Sdp.media("m=audio 1 RTP/AVP 0 0 8 0\n"));
        assertEquals(List.of("0", "8"), machine.createAnswer().media().get(0).formats());
    }
}
