// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the README's snippet is this code")
class ReadmeTest {
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
        int from = source.indexOf("// snippet\n") + "// snippet\n".length();
        String snippet = source.substring(from, source.indexOf("    // end\n"))
                .lines()
                .map(line -> line.replaceFirst("^ {4}", ""))
                .collect(Collectors.joining("\n"));
        assertTrue(Files.readString(Path.of("README.md")).contains(snippet), "README.md shows:\n" + snippet);
    }
}
