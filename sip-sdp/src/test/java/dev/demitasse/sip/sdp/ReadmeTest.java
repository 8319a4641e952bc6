// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the README's snippet is this code")
class ReadmeTest {
    private static final String MARK = "    // snippet\n";

    // snippet
    static String answer(byte[] offer, long sessionId, long version) throws SdpParseException {
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.PCMA)
                .telephoneEvents(101)
                .build();
        var capabilities =
                LocalCapabilities.builder("198.51.100.1").media(audio).build();
        var session = new OfferAnswer(capabilities, sessionId, version);
        var result = session.takeOffer(SdpParser.create().parse(offer));
        if (result instanceof Negotiation.Failed failed) {
            return failed.reason().suggestedStatus() + " " + failed.reason().safeMessage();
        }
        var answer = session.createAnswer();
        NegotiatedMedia agreed = session.media().get(0);
        return "send " + agreed.sendFormat().orElseThrow().encodingName() + " to " + agreed.remote() + "\n" + answer;
    }
    // end

    // snippet
    static String describe(byte[] received) {
        try {
            SessionDescription session = SdpParser.create().parse(received);
            var lines = new StringBuilder("from " + session.origin().address());
            for (MediaDescription stream : session.media()) {
                String codec = stream.rtpMap(stream.formats().get(0))
                        .map(RtpMap::encodingName)
                        .orElse("?");
                lines.append(", ").append(stream.media()).append(' ').append(stream.port());
                lines.append(' ').append(codec).append(' ').append(session.directionOf(stream));
            }
            return lines.toString();
        } catch (SdpParseException e) {
            return e.suggestedStatus() + ": " + e.rule() + " at byte " + e.offset();
        }
    }
    // end

    // snippet
    static OfferAnswer caller(byte[] srtpKeyAndSalt, long sessionId) {
        var keys = MediaSecurity.sdes(Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", srtpKeyAndSalt));
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.of(111, "opus", 48_000, 2))
                .format(MediaFormat.PCMA)
                .telephoneEvents(101)
                .security(keys.asRequired())
                .protocol("RTP/SAVP")
                .build();
        return new OfferAnswer(
                LocalCapabilities.builder("198.51.100.1").media(audio).build(), sessionId, 1);
    }
    // end

    // snippet
    static LocalCapabilities gateway(LocalMedia audio, LocalMedia video) {
        return LocalCapabilities.builder("198.51.100.1")
                .codecPreference(CodecPreference.OFFERER)
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .media(audio)
                .media(video)
                .build();
    }
    // end

    @Test
    void prefersAndBundles() {
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.PCMA)
                .rtcpMux(true)
                .build();
        var video = LocalMedia.builder("video", 4002)
                .format(MediaFormat.of(96, "H264", 90_000, 1))
                .rtcpMux(true)
                .build();
        var callee = new OfferAnswer(gateway(audio, video), 1, 1);
        callee.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 8 0\n"));
        assertEquals(List.of("8", "0"), callee.createAnswer().media().get(0).formats());
        var caller = new OfferAnswer(gateway(audio, video), 1, 1);
        String offer = caller.createOffer().toString();
        assertTrue(offer.contains("a=group:BUNDLE 0 1\r\n"), offer);
    }

    @Test
    void describes() {
        var offer = Sdp.media("m=audio 5000 RTP/AVP 8\na=sendonly\nm=video 5002 RTP/AVP 99\n");
        assertEquals("from 192.0.2.1, audio 5000 PCMA SENDONLY, video 5002 ? SENDRECV", describe(offer.toBytes()));
        assertEquals("400: origin-field at byte 8", describe("v=0\r\no=-".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void callsSecurely() {
        var alice = caller(new byte[30], 1);
        var bob = caller(new byte[30], 2);
        bob.takeOffer(alice.createOffer());
        assertTrue(alice.takeAnswer(bob.createAnswer()) instanceof Negotiation.Agreed);
        assertEquals("opus", alice.media().get(0).sendFormat().orElseThrow().encodingName());
        assertTrue(alice.media().get(0).crypto().isPresent());
        alice.direction(Direction.SENDONLY);
        bob.takeOffer(alice.createOffer());
        assertEquals(
                Direction.RECVONLY,
                bob.createAnswer().media().get(0).direction().orElseThrow());
    }

    @Test
    void works() throws SdpParseException {
        var said = answer(Sdp.media("m=audio 5000 RTP/AVP 8\n").toBytes(), 1, 1);
        assertTrue(said.startsWith("send PCMA to /192.0.2.1:5000\nv=0\r\n"), said);
        assertEquals(
                "488 No common media format",
                answer(Sdp.media("m=audio 5000 RTP/AVP 3\n").toBytes(), 1, 1));
    }

    @Test
    void isInTheReadme() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/demitasse/sip/sdp/ReadmeTest.java"));
        var readme = Files.readString(Path.of("README.md"));
        List<String> snippets = new ArrayList<>();
        for (int at = source.indexOf(MARK); at >= 0; at = source.indexOf(MARK, at + 1)) {
            snippets.add(source.substring(at + MARK.length(), source.indexOf("    // end\n", at))
                    .lines()
                    .map(line -> line.replaceFirst("^ {4}", ""))
                    .collect(Collectors.joining("\n")));
        }
        assertEquals(4, snippets.size());
        snippets.forEach(snippet -> assertTrue(readme.contains(snippet), "README.md shows:\n" + snippet));
    }
}
