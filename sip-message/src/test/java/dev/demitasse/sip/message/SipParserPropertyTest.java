// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in: a message whose every part can be read, or a parse exception; nothing else escapes. */
class SipParserPropertyTest {
    static void survive(byte[] bytes) {
        SipMessage message;
        try {
            message = new SipParser().parse(bytes);
        } catch (SipParseException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
            assertTrue(e.suggestedStatus().code() >= 400);
            e.partial().ifPresent(partial -> {
                partial.from().ifPresent(NameAddress::callerId);
                partial.responseBuilder(e.suggestedStatus()).ifPresent(builder -> reparse(builder.build()));
            });
            return;
        }
        Lazily.readAll(message);
        SipMessage copy = message instanceof SipRequest request
                ? request.toBuilder().build()
                : ((SipResponse) message).toBuilder().build();
        assertEquals(Lazily.readAll(message), Lazily.readAll(copy));
        assertEquals(message.body(), copy.body());
        if (message instanceof SipRequest request) {
            Lazily.readAll(SipResponse.responseTo(request, SipStatus.OK)
                    .header(Header.TO, request.to().withTag("x"))
                    .build());
        }
    }

    /** The same bytes as one stream: every byte is taken, and nothing is left when it is lost. */
    static void surviveOnAStream(byte[] bytes) {
        SipStreamFramer framer = new SipStreamFramer(new SipParser());
        var chunk = ByteBuffer.wrap(bytes);
        List<StreamFrame> frames = framer.onBytes(chunk);
        assertEquals(0, chunk.remaining());
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i) instanceof StreamFrame.Lost) {
                assertEquals(frames.size() - 1, i);
                assertEquals(0, framer.pendingBytes());
            }
        }
    }

    private static void reparse(SipResponse answer) {
        byte[] bytes = answer.toBytes();
        for (byte b : bytes) {
            assertTrue(!CharClass.is(b, CharClass.CONTROL), "RFC 3261 25.1: a control byte in the answer: " + b);
        }
        try {
            new SipParser().parse(bytes);
        } catch (SipParseException e) {
            assertTrue(e.partial().isPresent(), "the answer is framed, whatever it copies");
        }
    }

    @Property
    void anyBytes(@ForAll byte[] bytes) {
        survive(bytes);
        surviveOnAStream(bytes);
    }

    @Property
    void anyBytesInAHeaderValue(@ForAll("headerNames") String name, @ForAll byte[] value) {
        survive(within(Messages.options(name + ": @\n"), value));
        survive(within(Messages.optionsWith(name, name + ": @"), value));
    }

    /** The message with bytes as the value that is an at sign. */
    private static byte[] within(String message, byte[] value) {
        String text = new String(Messages.crlf(message), StandardCharsets.ISO_8859_1);
        String bytes = new String(value, StandardCharsets.ISO_8859_1);
        return text.replaceFirst(": @", Matcher.quoteReplacement(": " + bytes)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Provide
    Arbitrary<String> headerNames() {
        return Arbitraries.of(Lazily.KEYS).map(Header::name);
    }

    @Property
    void headerValuesOfGrammarPieces(@ForAll("headerNames") String name, @ForAll("pieces") String value) {
        survive(Messages.crlf(Messages.options(name + ": " + value + "\n")));
        survive(Messages.crlf(Messages.optionsWith(name, name + ": " + value)));
    }

    /** RFC 3261 25.1 has no line but this one to be wrong: the error says so. */
    @Property
    void theOffsetIsInTheOffendingLine(@ForAll("headerNames") String name, @ForAll("pieces") String value) {
        byte[] bytes = Messages.crlf(Messages.optionsWith(name, name + ": " + value));
        int line = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n" + name + ": ") + 2;
        try {
            new SipParser().parse(bytes);
        } catch (SipParseException e) {
            assertTrue(e.offset() >= line && e.offset() <= bytes.length - 4, e.getMessage());
        }
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "\"",
                        "\\",
                        "<",
                        ">",
                        ";",
                        ",",
                        "=",
                        "@",
                        ":",
                        "sip:",
                        "a",
                        "h",
                        "1",
                        "[::1]",
                        "%41",
                        "%",
                        "?",
                        "&",
                        " ",
                        "\n ",
                        "SIP/2.0/UDP ",
                        "(",
                        ")",
                        "*",
                        "\u00e4",
                        "tel:+1",
                        "\0",
                        "99999999999",
                        "/",
                        "tag=")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    @Property
    void mutatedMessages(@ForAll("mutations") byte[] mutated) {
        survive(mutated);
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        byte[] original = Messages.crlf(Messages.INVITE);
        Arbitrary<Integer> position = Arbitraries.integers().between(0, original.length - 1);
        Arbitrary<Byte> value = Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of((byte) '\r', (byte) '\n', (byte) ' ', (byte) '"', (byte) '<', (byte) ';', (byte) 0));
        Arbitrary<Integer> kind = Arbitraries.integers().between(0, 3);
        return Combinators.combine(position, position, value, kind)
                .as((a, b, v, k) -> mutate(original, Math.min(a, b), Math.max(a, b), v, k));
    }

    static byte[] mutate(byte[] original, int from, int to, byte value, int kind) {
        StringBuilder out = new StringBuilder(new String(original, StandardCharsets.ISO_8859_1));
        char c = (char) (value & 0xff);
        switch (kind) {
            case 0 -> out.setCharAt(from, c);
            case 1 -> out.insert(from, c);
            case 2 -> out.delete(from, to);
            default -> out.insert(from, out.substring(from, to));
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
