// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("the work of a whole offer and answer is linear in the size of what the peer sent")
class LinearAnswerTest {
    /** Looks at each line and each format of the peer, in everything that is asked of them for one answer. */
    private static final int MOST_LOOKS = 80;

    private static final int SIZE = 500;

    private static final String ICE = "a=ice-ufrag:peer\na=ice-pwd:0123456789abcdefghijkl\n";
    private static final String H264 = "m=video 5000 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 ";
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final SdpParserLimits WIDE = new SdpParserLimits(1 << 24, 1 << 24, 1 << 24, 1 << 20, 1 << 20);

    /** A list that counts what is taken out of it. */
    private static final class Counted<T> extends AbstractList<T> implements RandomAccess {
        private final List<T> items;
        private final long[] looks;

        Counted(List<T> items, long[] looks) {
            this.items = items;
            this.looks = looks;
        }

        @Override
        public T get(int index) {
            looks[0]++;
            return items.get(index);
        }

        @Override
        public int size() {
            return items.size();
        }
    }

    static Stream<Arguments> attacks() {
        String audio = "m=audio 5000 RTP/AVP 0\n";
        String savp = "m=audio 5000 RTP/SAVP 0\n";
        return Stream.of(
                Arguments.of("many formats, then their maps", "m=audio 5000 RTP/AVP", " 96", "\n#a=x\n", ""),
                Arguments.of("many formats and parameters", "m=audio 5000 RTP/AVP", " 96", "\n#a=fmtp:96 x\n", ""),
                Arguments.of("many keys", savp, "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "\n", "", ""),
                Arguments.of(
                        "many keys that cannot be used", savp, "a=crypto:1 AEAD_AES_128_GCM inline:AAAA\n", "", ""),
                Arguments.of("many candidates", audio + ICE, "a=candidate:1 1 UDP 1 192.0.2.9 1 typ host\n", "", ""),
                Arguments.of("many fingerprints", "m=audio 5000 RTP/SAVP 0\n", "a=fingerprint:sha-1 01\n", "", ""),
                Arguments.of("much feedback", H264.replace("AVP", "AVPF") + "x\n", "a=rtcp-fb:96 nack\n", "", ""),
                Arguments.of("many header extensions", audio, "a=extmap:7 " + ExtMap.MID + " x\n", "", ""),
                Arguments.of("many that are not usable", audio, "a=extmap:4096 urn:x\n", "", ""),
                Arguments.of("many lines of no meaning", audio, "a=x\n", "", ""));
    }

    /** The text with a part of it repeated; behind a hash stands another part to repeat. */
    private static String text(String before, String repeated, String after, int times) {
        int hash = after.indexOf('#');
        return before
                + repeated.repeat(times)
                + (hash < 0
                        ? after
                        : after.substring(0, hash) + after.substring(hash + 1).repeat(times))
                + "a=rtpmap:96 opus/48000/2\n";
    }

    private static SessionDescription parse(String media) {
        String text = Sdp.crlf("v=0\no=- 7 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n" + media);
        try {
            return SdpParser.create(WIDE).parse(text);
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
    }

    /** The same description with counted lists. */
    private static SessionDescription counted(SessionDescription from, long[] looks) {
        var session = new SessionDescriptionBuilder();
        session.origin = new OriginLine(from.origin());
        session.connection = from.connection().orElseThrow();
        session.attributes = new Counted<>(from.attributes(), looks);
        session.media = from.media().stream().map(line -> counted(line, looks)).toList();
        return new SessionDescription(session);
    }

    private static MediaDescription counted(MediaDescription from, long[] looks) {
        var line = new MediaDescriptionBuilder();
        line.media = from.media();
        line.port = from.port();
        line.protocol = from.protocol();
        line.formats = new Counted<>(from.formats(), looks);
        line.attributes = new Counted<>(from.attributes(), looks);
        return new MediaDescription(line);
    }

    private static long looks(SessionDescription offer) {
        long[] looks = new long[1];
        var machine = Sdp.machine(Sdp.everything());
        if (machine.takeOffer(counted(offer, looks)) instanceof Negotiation.Agreed) {
            machine.createAnswer();
        }
        return looks[0];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void linear(String name, String before, String repeated, String after) {
        for (int times : new int[] {SIZE, 2 * SIZE, 4 * SIZE}) {
            var offer = parse(text(before, repeated, after, times));
            var line = offer.media().get(0);
            int size = line.attributes().size() + line.formats().size();
            long looks = looks(offer);
            assertTrue(looks <= (long) MOST_LOOKS * size, () -> looks + " looks at " + size + " lines and formats");
            assertTrue(looks >= size, "the looks are counted");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @DisplayName("and so is the work of reading an answer")
    void answers(String name, String before, String repeated, String after) {
        for (int times : new int[] {SIZE, 2 * SIZE, 4 * SIZE}) {
            var answer = parse(text(before, repeated, after, times));
            var line = answer.media().get(0);
            int size = line.attributes().size() + line.formats().size();
            long[] looks = new long[1];
            var offered = Sdp.everything().media().stream()
                    .filter(local -> local.media().equals(line.media()))
                    .map(local -> local.toBuilder().protocol(line.protocol()).build())
                    .toArray(LocalMedia[]::new);
            var machine = Sdp.machine(Sdp.capabilities(offered));
            machine.createOffer();
            machine.takeAnswer(counted(answer, looks));
            assertTrue(
                    looks[0] <= (long) MOST_LOOKS * size, () -> looks[0] + " looks at " + size + " lines and formats");
            assertTrue(looks[0] >= size, "the looks are counted");
        }
    }

    @Test
    @DisplayName("each character of a=fmtp is looked at once, whatever is missing")
    void parameters() {
        for (String text : List.of(";", "=", "a;", "a=b;", "=;", " ")) {
            for (int times : new int[] {2000, 4000, 8000}) {
                var in = new ParameterCursor(text.repeat(times));
                int parameters = (int) IntStream.iterate(0, i -> i + 1)
                        .takeWhile(i -> in.next())
                        .count();
                assertEquals(text.endsWith(";") ? times : 1, parameters);
                long once = (long) text.length() * times;
                assertTrue(in.steps() >= once && in.steps() <= once + 1, in::toString);
            }
        }
    }

    /** Looked through anew for each of them up to the end, these take minutes. */
    @Test
    @DisplayName("an answer to an offer of four million semicolons in a=fmtp takes no time")
    void semicolons() {
        var offer = parse(H264 + ";".repeat(1 << 22) + "\n");
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            var machine = Sdp.machine(Sdp.everything());
            assertEquals(
                    "H264",
                    Sdp.first(machine.takeOffer(offer))
                            .sendFormat()
                            .orElseThrow()
                            .encodingName());
            assertEquals(4002, machine.createAnswer().media().get(0).port());
        });
    }

    @Test
    @DisplayName("the first a=rtpmap and the first a=fmtp of a format count, and only of that format")
    void formatLines() {
        var line = parse("""
                        m=video 5000 RTP/AVP 96 97 0 x
                        a=fmtp:96 one
                        a=rtpmap:96 H264/90000
                        a=rtpmap:96 VP8/90000
                        a=fmtp:96 two
                        a=fmtp:9 three
                        a=rtpmap:0 broken
                        a=rtpmap:97
                        a=fmtp: 97
                        """).media().get(0);
        var lines = FormatLines.of(line);
        var format = lines.format("96").orElseThrow();
        assertEquals("H264", format.encodingName());
        assertEquals("one", format.parameters());
        for (String other : List.of("97", "0", "x", "9")) {
            assertEquals(
                    line.rtpMap(other).map(RtpMap::encodingName),
                    lines.format(other).map(MediaFormat::encodingName));
        }
        assertEquals(Optional.empty(), lines.format("0"), "what is malformed is not the static assignment");
        assertFalse(lines.format("9").isEmpty());
    }
}
