// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.crlf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is legible of a rejected message, line by line, to the last byte of the array")
class PartialMessageSkimTest {
    private static final String REQUEST = "OPTIONS sip:b@h SIP/2.0\n";

    private static PartialMessage skim(String text) {
        byte[] bytes = crlf(text);
        return PartialMessage.skim(bytes, 0, new SipParser());
    }

    private static SipResponse answer(PartialMessage partial) {
        return partial.responseBuilder(SipStatus.BAD_REQUEST).orElseThrow().build();
    }

    private static List<String> lines(SipMessage message) {
        return StreamSupport.stream(message.headers().spliterator(), false)
                .map(field -> field.name() + ": " + field.value())
                .toList();
    }

    @Test
    @DisplayName("a version at the start is a response, however little follows")
    void response() {
        for (String text : new String[] {"SIP/", "sip/2.0", "SIP/2.0 200 OK\n"}) {
            PartialMessage partial = skim(text);
            assertFalse(partial.isRequest());
            assertEquals(Optional.empty(), partial.method());
        }
        assertNull(skim("SIP"));
    }

    @Test
    @DisplayName("a method is a token of at most 63 bytes before a space")
    void method() {
        assertEquals(Optional.of(SipMethod.OPTIONS), skim("OPTIONS ").method());
        assertTrue(skim("a".repeat(63) + " ").isRequest());
        for (String text :
                new String[] {"", " ", " sip:b", "OPTIONS", "OPTIONS\tsip:b", "OPTIONS\n", "a".repeat(64) + " "}) {
            assertNull(skim(text), text);
        }
    }

    @Test
    @DisplayName("start line and headers may begin further in")
    void furtherIn() {
        byte[] bytes = crlf("\n\n" + REQUEST + "CSeq: 7 OPTIONS\n");
        PartialMessage partial = PartialMessage.skim(bytes, 4, new SipParser());
        assertEquals(Optional.of(SipMethod.OPTIONS), partial.method());
        assertEquals(7, partial.cseq().orElseThrow().number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: <sip:b>\n",
                "To \t:<sip:b> \t\n",
                "tO\t:\n \t\n <sip:b>\n \n",
                "t: \t<sip:b>\n",
                "TO:<sip:b>\n\n",
                "X\n:\n: x\nTo:<sip:b>\n"
            })
    @DisplayName("a name is a token, with white space and folds around the colon")
    void name(String lines) {
        assertEquals("<sip:b>", skim(REQUEST + lines).to().orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To; <sip:b>\n",
                "To <sip:b>\n",
                "To x: <sip:b>\n",
                " To: <sip:b>\n",
                "X:\n To: <sip:b>\n",
                "To,: <sip:b>\n",
                "To\n",
                "To \n",
                "To:\n",
                "To: \t\n",
                "To:\n\n",
                "To: <sip:b>",
                "\nTo: <sip:b>\n"
            })
    @DisplayName("a line without colon, one of another name, of no value, cut off, or behind the empty line, is none")
    void noName(String lines) {
        assertEquals(Optional.empty(), skim(REQUEST + lines).to());
    }

    @Test
    @DisplayName("what is behind the empty line is body, also where that is LF alone")
    void body() {
        String text = "OPTIONS sip:b@h SIP/2.0\nCall-ID: a\n\nCSeq: 1 OPTIONS\n";
        assertEquals(Optional.empty(), skim(text).cseq());
        PartialMessage bare = PartialMessage.skim(text.getBytes(StandardCharsets.UTF_8), 0, new SipParser());
        assertEquals(Optional.of("a"), bare.callId());
        assertEquals(Optional.empty(), bare.cseq());
    }

    @Test
    @DisplayName("no more lines are noted than a message may have, and none beyond its header section")
    void limits() {
        byte[] bytes = crlf(REQUEST + core("OPTIONS"));
        var three = new SipParser(new SipParserLimits(4_000, 1_000, 1_000, 3_000, 3, 20, 1_000));
        PartialMessage partial = PartialMessage.skim(bytes, 0, three);
        assertTrue(partial.topVia().isPresent()
                && partial.from().isPresent()
                && partial.to().isPresent());
        assertEquals(Optional.empty(), partial.callId());
        int upToCseq = bytes.length - "CSeq: 1 OPTIONS\r\n".length();
        for (int section : new int[] {bytes.length, bytes.length - 1, upToCseq, upToCseq - 1}) {
            var small = new SipParser(new SipParserLimits(4_000, 1_000, 1_000, section, 50, 20, 1_000));
            PartialMessage cut = PartialMessage.skim(bytes, 0, small);
            assertEquals(section == bytes.length, cut.cseq().isPresent());
            assertEquals(section >= upToCseq, cut.callId().isPresent());
        }
    }

    @Test
    @DisplayName("RFC 3261 8.2.6.2: the answer copies Via, From, To, Call-ID and CSeq, and nothing else")
    void copied() {
        String others = "X-A: b\nContact: <sip:c>\nMax-Forwards: 70\nContent-Length: x\nSubject: y\nRoute: <sip:d>\n";
        PartialMessage partial =
                skim(REQUEST + others + core("OPTIONS") + others + "CSeq: 2 OPTIONS\nv: SIP/2.0/UDP x\n");
        assertEquals(
                List.of(
                        "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
                        "From: <sip:a@example.com>;tag=1",
                        "To: <sip:b@example.com>",
                        "Call-ID: 1@192.0.2.1",
                        "CSeq: 1 OPTIONS",
                        "v: SIP/2.0/UDP x",
                        "Content-Length: 0"),
                lines(answer(partial)));
    }

    @Test
    @DisplayName("an empty value is copied as one")
    void emptyValue() {
        for (String empty : new String[] {"To:\n", "To \t: \t\n", "To:\n \n", "To:\nCall-ID: a\n"}) {
            PartialMessage partial = skim(REQUEST + "Via: SIP/2.0/UDP h\n" + empty);
            assertEquals(
                    List.of("Via: SIP/2.0/UDP h", "To: "),
                    lines(answer(partial)).subList(0, 2),
                    empty);
        }
    }

    @Test
    @DisplayName("a value with something behind it is malformed; only a list goes on behind a comma")
    void more() {
        assertEquals(Optional.of("a"), skim(REQUEST + "Call-ID: a \n").callId());
        for (String more : new String[] {"a, b", "a ,b", "a b", "a,"}) {
            assertEquals(
                    Optional.empty(), skim(REQUEST + "Call-ID: " + more + "\n").callId(), more);
        }
        assertEquals(Optional.empty(), skim(REQUEST + "Via: SIP/2.0/UDP h x\n").topVia());
        Via first = skim(REQUEST + "Via: SIP/2.0/UDP h;branch=z9hG4bK1 , SIP/2.0/UDP x\n")
                .topVia()
                .orElseThrow();
        assertEquals(Optional.of("z9hG4bK1"), first.branch());
    }

    @Test
    @DisplayName(
            "a topmost Via is read up to its parameters if they are malformed, as the first line and at the end too")
    void viaWithoutParameters() {
        for (String via : new String[] {"SIP/2.0/UDP h;;", "SIP/2.0/UDP h ;=", "SIP/2.0/UDP h;a;a, SIP/2.0/UDP x"}) {
            assertEquals(
                    "SIP/2.0/UDP h",
                    skim(REQUEST + "Via: " + via + "\n").topVia().orElseThrow().toString());
        }
        for (String none :
                new String[] {"Via: rubbish\n", "Via: SIP/2.0/UDP\n", "Via: ;\n", "Via:\n", "To: <sip:b>;x\n"}) {
            assertEquals(Optional.empty(), skim(REQUEST + none).topVia(), none);
        }
    }
}
