// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What one parse worked with serves the next, and nothing of the one is in the other")
class SipParserReuseTest {
    private static final List<byte[]> MESSAGES = List.of(
            Messages.crlf(Messages.INVITE),
            Messages.crlf(Messages.INVITE.replace("CSeq: 314159", "CSeq: x")),
            Messages.crlf(Messages.options("")),
            Messages.options("").getBytes(StandardCharsets.UTF_8), // ends its lines with LF alone
            Messages.crlf(Messages.INVITE.replace("Content-Length: 5", "Content-Length: 500")),
            Messages.crlf("SIP/2.0 200 OK\n" + Messages.core("INVITE") + "\n"),
            Messages.crlf(Messages.INVITE.replace("SIP/2.0\n", "SIP/3.0\n")),
            Messages.crlf("BYE sip:b@h SIP/2.0\n" + Messages.core("BYE") + "X: 1\n".repeat(40) + "\n"),
            new byte[0]);

    @Test
    @DisplayName("whatever came before, each is read as by a new parser")
    void oneAfterTheOther() {
        var parser = new SipParser();
        for (byte[] before : MESSAGES) {
            for (byte[] bytes : MESSAGES) {
                said(parser, before);
                assertEquals(said(new SipParser(), bytes), said(parser, bytes));
            }
        }
    }

    @Test
    @DisplayName("a message that was read before stays what it was")
    void kept() throws SipParseException {
        var parser = new SipParser();
        SipMessage kept = parser.parse(MESSAGES.get(0));
        String before = kept + " " + Lazily.readAll(kept);
        MESSAGES.forEach(bytes -> said(parser, bytes));
        assertEquals(before, kept + " " + Lazily.readAll(kept));
        assertEquals(Messages.invite(), kept);
    }

    @Test
    @DisplayName("threads may share a parser")
    void shared() {
        var parser = new SipParser();
        List<String> alone =
                MESSAGES.stream().map(bytes -> said(new SipParser(), bytes)).toList();
        List<String> together = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> said(parser, MESSAGES.get(i % MESSAGES.size())))
                .toList();
        assertEquals(
                alone.stream().sorted().collect(Collectors.joining("\n")),
                together.stream().distinct().sorted().collect(Collectors.joining("\n")));
    }

    private static String said(SipParser parser, byte[] bytes) {
        try {
            SipMessage message = parser.parse(bytes);
            return new String(message.toBytes(), StandardCharsets.ISO_8859_1)
                    + message.from()
                    + message.vias()
                    + message.cseq()
                    + message.body();
        } catch (SipParseException e) {
            return e.getMessage()
                    + e.partial()
                            .map(partial -> partial.callId() + " " + partial.cseq())
                            .orElse("");
        }
    }
}
