// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("the parser's work is linear in the size of its input, whatever the input")
class LinearWorkTest {
    /** Octets looked at for each octet of input: once for the line's end, once for its rule, once for the encoding. */
    private static final int MOST_STEPS_PER_OCTET = 3;

    private static final SdpParserLimits WIDE = new SdpParserLimits(1 << 24, 1 << 24, 1 << 24, 1 << 20, 1 << 20);
    private static final String SESSION = "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    static Stream<Arguments> attacks() {
        return Stream.of(
                Arguments.of("many attributes", SESSION, "a=x\r\n", ""),
                Arguments.of("many attributes with values", SESSION, "a=rtpmap:0 PCMU/8000\r\n", ""),
                Arguments.of("one long attribute", SESSION + "a=x:", "y", "\r\n"),
                Arguments.of("one long name", SESSION + "a=", "y", "\r\n"),
                Arguments.of("many streams", SESSION, "m=audio 1 RTP/AVP 0\r\n", ""),
                Arguments.of("many formats", SESSION + "m=audio 1 RTP/AVP", " 0", "\r\n"),
                Arguments.of("many repeats", SESSION, "r=1\r\n", ""),
                Arguments.of("many times", SESSION, "t=0 0\r\n", ""),
                Arguments.of("many phones", SESSION, "p=1\r\n", ""),
                Arguments.of("many bandwidths", SESSION, "b=AS:1\r\n", ""),
                Arguments.of("many blanks", SESSION + "b=AS:1", " ", "\r\n"),
                Arguments.of("many empty lines", SESSION, "\r\n", ""),
                Arguments.of("empty lines, then text", SESSION, "\r\n", "a=x"),
                Arguments.of("bare line feeds", SESSION, "a=x\n", ""),
                Arguments.of("tabs", SESSION + "s=", "\t", "\r\n"),
                Arguments.of("not ASCII", SESSION, "a=x:\u00e4\r\n", ""),
                Arguments.of("not UTF-8", SESSION, "a=x:\u0080\r\n", ""),
                Arguments.of("a long number", SESSION + "b=AS:", "0", "\r\n"),
                Arguments.of("a long session id", "v=0\r\no=- ", "9", " 1 IN IP4 h\r\n"),
                Arguments.of("a long lone carriage return", SESSION + "a=", "x", "\rx"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void linear(String name, String before, String repeated, String after) {
        for (int times = 1000; times <= 64_000; times *= 2) {
            byte[] input = (before + repeated.repeat(times) + after)
                    .getBytes(name.equals("not UTF-8") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            long steps = steps(input);
            assertTrue(
                    steps <= (long) MOST_STEPS_PER_OCTET * input.length,
                    () -> steps + " steps for " + input.length + " octets");
            assertTrue(steps >= input.length / 2, "the steps are counted");
        }
    }

    private static long steps(byte[] input) {
        try {
            var cursor = LineCursor.over(input, WIDE);
            try {
                new DescriptionReader(cursor, WIDE).read();
            } catch (SdpParseException e) {
                assertTrue(e.offset() <= input.length);
            }
            return cursor.steps();
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
    }
}
