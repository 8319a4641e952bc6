// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The snippets of the README do what they say")
class ReadmeTest {
    @TempDir
    Path folder;

    // begin: answer
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
            String toTag = request.to().tag().orElse(tag); // RFC 3261 8.2.6.2: one that is there stays
            return Optional.of(SipResponse.responseTo(request, SipStatus.OK)
                    .header(Header.TO, request.to().withTag(toTag))
                    .add(Header.ALLOW, SipMethod.OPTIONS)
                    .build());
        }
        System.out.println(message.caller() + " via " + message.topVia().sentBy());
        return Optional.empty();
    }
    // end: answer

    // begin: request
    static SipRequest options(SipUri target, String localHost, RandomGenerator random) {
        return SipRequest.builder(SipMethod.OPTIONS, target)
                .add(
                        Header.VIA,
                        Via.of("UDP", localHost, Identifiers.branch(random)).withRport())
                .header(Header.MAX_FORWARDS, 70)
                .header(
                        Header.FROM,
                        NameAddress.parse("\"Probe\" <sip:probe@" + localHost + ">")
                                .withTag(Identifiers.tag(random)))
                .header(Header.TO, NameAddress.of(target))
                .header(Header.CALL_ID, Identifiers.callId(random))
                .header(Header.CSEQ, new CSeq(1, SipMethod.OPTIONS))
                .add(Header.ACCEPT, MediaType.SDP)
                .build();
    }
    // end: request

    @Test
    @DisplayName("a request is built with its identifiers from the caller's random source, and can be parsed")
    void builds() throws SipParseException {
        SipRequest request = options((SipUri) Uri.parse("sip:b@example.com"), "192.0.2.1", new Random(1));
        assertEquals(request, new SipParser().parse(request.toBytes()));
        assertEquals(Optional.of("Probe"), request.from().displayName());
        assertTrue(request.topVia().hasRfc3261Branch() && request.topVia().hasRport());
    }

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
    @DisplayName(
            "regression, RFC 3261 8.2.6.2: the answer to a request within a dialog had another To tag than the request")
    void tagThatIsThere() {
        byte[] within = Messages.crlf(Messages.optionsWith("To", "To: <sip:b@h>;tag=theirs"));
        assertEquals(
                Optional.of("theirs"), answer(within, "1").orElseThrow().to().tag());
        byte[] without = Messages.crlf(Messages.optionsWith("To", "To: <sip:b@h>"));
        assertEquals(Optional.of("1"), answer(without, "1").orElseThrow().to().tag());
    }

    @Test
    @DisplayName("the sniffer runs as it is printed: a line a message, callers masked, and what is malformed is said")
    void sniffs() throws Exception {
        String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
        int start = readme.indexOf("import dev.demitasse");
        Path program = Files.writeString(
                folder.resolve("Sniffer.java"), readme.substring(start, readme.indexOf("```", start)));
        String stream = Messages.INVITE + "\n" + Messages.options("l: 0\n").replace("CSeq: 1", "CSeq: x")
                + Messages.options("l: 0\nUser-Agent: phone/1\n") + "\0";
        Path input = Files.write(folder.resolve("stream"), Messages.crlf(stream));
        Path errors = folder.resolve("errors");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "classes").toString(),
                        program.toString())
                .redirectInput(input.toFile())
                .redirectError(errors.toFile())
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), Files.readString(errors));
        assertEquals(
                List.of(
                        "INVITE from *lice@atlanta.example.com by -, 5 bytes",
                        "malformed: CSeq: expected a number at byte 171, found 0x78",
                        "OPTIONS from *@example.com by phone/1, 0 bytes",
                        "no more SIP: start-line: expected a token at byte 0, found another byte"),
                printed.lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "request"})
    @DisplayName("it is the code that is compiled here")
    void isTheSame(String name) throws IOException {
        String test = Files.readString(
                Path.of("src/test/java/dev/demitasse/sip/message/ReadmeTest.java"), StandardCharsets.UTF_8);
        String begin = "// begin: " + name + "\n";
        String snippet = test.substring(test.indexOf(begin) + begin.length(), test.indexOf("    // end: " + name));
        String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
        assertTrue(readme.contains("\n" + snippet.stripTrailing().stripIndent() + "\n```"), "README.md differs");
    }
}
