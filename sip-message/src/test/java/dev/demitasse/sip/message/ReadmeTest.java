// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The snippet of the README does what it says")
class ReadmeTest {
    // begin of the snippet
    static Optional<SipResponse> answer(byte[] datagram, String tag) {
        SipMessage message;
        try {
            message = new SipParser().parse(datagram);
        } catch (SipParseException e) {
            return e.partial()
                    .flatMap(p -> p.responseBuilder(e.suggestedStatus()))
                    .map(b -> b.build());
        }
        if (message instanceof SipRequest request && request.method().equals(SipMethod.OPTIONS)) {
            return Optional.of(SipResponse.responseTo(request, SipStatus.OK)
                    .header(Header.TO, request.to().withTag(tag))
                    .add(Header.ALLOW, SipMethod.OPTIONS)
                    .build());
        }
        System.out.println(message.caller() + " via " + message.topVia().sentBy());
        return Optional.empty();
    }
    // end of the snippet

    @Test
    @DisplayName("it answers OPTIONS, answers what is malformed, and logs the rest masked")
    void works() {
        assertEquals(
                SipStatus.OK,
                answer(Messages.crlf(Messages.options("")), "1").orElseThrow().status());
        assertEquals(
                SipStatus.BAD_REQUEST,
                answer(Messages.crlf(Messages.optionsWith("To", "")), "1")
                        .orElseThrow()
                        .status());
        assertTrue(answer(Messages.crlf(Messages.INVITE), "1").isEmpty());
    }

    @Test
    @DisplayName("it is the code that is compiled here")
    void isTheSame() throws IOException {
        String test = Files.readString(
                Path.of("src/test/java/dev/demitasse/sip/message/ReadmeTest.java"), StandardCharsets.UTF_8);
        String snippet = test.substring(test.indexOf("snippet\n") + 8, test.indexOf("    // end of the snippet"));
        String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
        assertTrue(readme.contains("```java\n" + snippet.stripTrailing().stripIndent() + "\n```"), "README.md differs");
    }
}
