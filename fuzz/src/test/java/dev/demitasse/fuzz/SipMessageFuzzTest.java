// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.PartialMessage;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import java.util.Optional;

/** Any datagram: it is a message, or a rejection; every header can be asked for; what is written is read as the same. */
class SipMessageFuzzTest {
    private static final SipParser PARSER = new SipParser();

    @FuzzTest(maxDuration = "3s")
    void datagram(byte[] bytes) throws SipParseException {
        SipMessage message;
        try {
            message = PARSER.parse(bytes);
        } catch (SipParseException rejected) {
            rejected.partial()
                    .flatMap(partial -> answer(partial, rejected.suggestedStatus()))
                    .ifPresent(answer -> sent(answer.build()));
            return;
        }
        for (Header<?> header : Header.standard()) {
            try {
                message.all(header).forEach(Object::toString);
            } catch (MalformedHeaderException malformed) {
                malformed.safeMessage();
            }
        }
        message.summary();
        byte[] written = message.toBytes();
        assertEquals(written.length, message.encodedLength());
        SipMessage again = PARSER.parse(written);
        assertEquals(message, again);
        assertEquals(message.body(), again.body());
    }

    /** The answer to what was rejected can be sent, and read but for what it copies. */
    private static void sent(SipResponse answer) {
        answer.topVia();
        byte[] bytes = answer.toBytes();
        for (byte b : bytes) {
            assertTrue(b < 0 || b >= ' ' && b != 0x7F || b == '\t' || b == '\r' || b == '\n', "a control byte: " + b);
        }
        try {
            assertEquals(answer.status(), ((SipResponse) PARSER.parse(bytes)).status());
        } catch (SipParseException malformed) {
            assertFalse(malformed.partial().orElseThrow().isRequest());
        }
    }

    private static Optional<SipResponse.Builder> answer(PartialMessage partial, SipStatus status) {
        partial.from();
        partial.to();
        partial.callId();
        partial.cseq();
        return partial.responseBuilder(status);
    }
}
