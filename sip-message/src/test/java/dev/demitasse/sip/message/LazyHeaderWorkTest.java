// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading any header on demand is linear in its length, whatever stands there")
class LazyHeaderWorkTest {
    private static final int STEPS_PER_BYTE = 12;

    /** Beginnings that reach deep into a value, and what is then repeated. */
    private static final List<String> BEGINNINGS = List.of(
            "",
            "a",
            "a;b",
            "a/b",
            "<sip:a@h>",
            "\"",
            "Digest ",
            "Digest a=b",
            "Digest a=\"",
            "a=b",
            "1",
            "1 (",
            "1 2 ",
            "a;info=<",
            "1@h;to-tag=1;from-tag=2",
            "305 h \"",
            "SIP/2.0/UDP h",
            "Mon, ",
            "1.");

    private static final List<String> REPEATED = List.of(
            ",",
            " ",
            "a",
            "1",
            ";",
            ";a",
            ",a",
            ", a=b",
            "=",
            "(",
            ")",
            "\\\"",
            "\\",
            "\"\"",
            "<",
            ">",
            "<sip:a>,",
            "a b, ",
            "a=,",
            "a =",
            "/",
            ".",
            ":",
            "(\\)",
            "\n ",
            "%41",
            "Digest a=b,",
            ";a=\"b\"",
            "A ,");

    static Stream<Header<?>> keys() {
        return Lazily.KEYS.stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    <T> void linear(Header<T> header) {
        for (String beginning : BEGINNINGS) {
            for (String repeated : REPEATED) {
                for (int bytes = 500; bytes <= 2_000; bytes *= 4) {
                    check(header, beginning + repeated.repeat(bytes / repeated.length()));
                }
            }
        }
    }

    private static <T> void check(Header<T> header, String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        ByteCursor in = SipParser.DEFAULT.cursor(bytes, 0, bytes.length);
        try {
            MessageContent.readLine(header, in, new ArrayList<>());
        } catch (SipParseException e) {
            assertTrue(e.offset() <= bytes.length, text);
        }
        assertTrue(
                in.work() <= (long) STEPS_PER_BYTE * bytes.length,
                header + ": " + in.work() + " steps for " + bytes.length + " bytes that begin with "
                        + text.substring(0, 30));
    }
}
