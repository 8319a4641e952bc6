// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Adding a typed header of one's own")
class HeaderCodecTest {
    // begin of the example
    /** X-Queue: the queue a caller waits in and the place in it, as in "sales;place=3". */
    record Queue(String name, long place) {
        static final Header<Queue> HEADER = Header.of("X-Queue", HeaderCodec.of(Queue::parse, Queue::toString));

        static Queue parse(String text) {
            ParameterizedToken value = ParameterizedToken.parse(text);
            return new Queue(
                    value.token(),
                    value.parameters().number("place").orElseThrow(() -> new IllegalArgumentException("no place")));
        }

        @Override
        public String toString() {
            return ParameterizedToken.of(name)
                    .withParameter("place", Long.toString(place))
                    .toString();
        }
    }
    // end of the example

    private static final Header<String> TOLL = Header.listOf("X-Toll", new HeaderCodec<>() {
        @Override
        public String parse(String text) {
            if (text.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
            return text.equals("null") ? null : text;
        }

        @Override
        public String write(String value) {
            return value;
        }

        @Override
        public SipStatus suggestedStatus() {
            return SipStatus.of(402);
        }
    });

    @Test
    @DisplayName("the example reads, writes, and refuses what is malformed")
    void example() {
        SipRequest request = Messages.invite().with(Queue.HEADER, new Queue("sales", 3));
        assertEquals(Optional.of("sales;place=3"), request.headers().first("x-queue"));
        assertEquals(
                Optional.of(new Queue("sales", 7)),
                parse(options("X-QUEUE: sales\n ; place = 7\n")).first(Queue.HEADER));
        for (String malformed : List.of("sales", "sales;place=x", "", ";place=1", "a b;place=1")) {
            SipMessage message = parse(options("X-Queue: " + malformed + "\n"));
            var e = assertThrows(MalformedHeaderException.class, () -> message.first(Queue.HEADER), malformed);
            assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
        }
    }

    @Test
    @DisplayName("CONTRIBUTING shows the code that is compiled here")
    void isTheSame() throws IOException {
        String test = Files.readString(
                Path.of("src/test/java/dev/demitasse/sip/message/HeaderCodecTest.java"), StandardCharsets.UTF_8);
        String example = test.substring(test.indexOf("example\n") + 8, test.indexOf("    // end of the example"));
        String guide = Files.readString(Path.of("../CONTRIBUTING.md"), StandardCharsets.UTF_8);
        assertTrue(guide.contains("\n\n" + example.stripTrailing().stripIndent() + "\n```"), "CONTRIBUTING.md differs");
    }

    @Test
    @DisplayName("every shape of this package can be that of a header of one's own")
    void shapes() {
        assertShape(NameAddress::parse, "\"A, B\" <sip:a@h;x>;y=1");
        assertShape(Via::parse, "SIP/2.0/UDP h;branch=z9hG4bK1");
        assertShape(MediaType::parse, "text/plain;charset=utf-8");
        assertShape(ParameterizedToken::parse, "a;b=\"c, d\"");
        assertShape(DeltaSeconds::parse, "5;x=1");
        assertShape(DialogReference::parse, "1@h;to-tag=1;from-tag=2");
        assertShape(Warning::parse, "305 h:5060 \"a, \\\"b\\\"\"");
        assertShape(Uri::parse, "sip:a@h");
    }

    private static <T> void assertShape(Function<String, T> parser, String text) {
        Header<T> header = Header.of("X-Shape", parser, Object::toString);
        assertEquals(text, parser.apply(text).toString());
        T value = parse(options("X-Shape: " + text + "\n")).require(header);
        assertEquals(value, Messages.invite().with(header, value).require(header));
        assertThrows(IllegalArgumentException.class, () -> parser.apply(text + " \u00fc,"));
        assertThrows(IllegalArgumentException.class, () -> parser.apply(text + "\n"));
    }

    @Test
    @DisplayName("a codec says what a malformed value is answered with")
    void suggestedStatus() {
        SipMessage message = parse(options("X-Toll: ok, bad\n"));
        var e = assertThrows(MalformedHeaderException.class, () -> message.all(TOLL));
        assertEquals(402, e.suggestedStatus().code());
    }

    @Test
    @DisplayName("a value of a list that would come back as none or as several is refused")
    void oneElement() {
        for (String bad : List.of("", "a,b", ",", "a,", "\"a", " ")) {
            assertThrows(IllegalArgumentException.class, () -> Messages.invite().with(TOLL, bad), bad);
        }
        List<String> good = List.of("a", "\"a,b\"", "<a,b> c");
        SipRequest request = Messages.invite().toBuilder().headers(TOLL, good).build();
        assertEquals(good, request.all(TOLL));
    }

    @Test
    @DisplayName("a codec that returns null is told so")
    void nulls() {
        SipMessage message = parse(options("X-Toll: null\n"));
        assertThrows(NullPointerException.class, () -> message.all(TOLL));
        assertThrows(NullPointerException.class, () -> HeaderCodec.of(null, Object::toString));
        assertThrows(NullPointerException.class, () -> HeaderCodec.of(s -> s, null));
        assertThrows(NullPointerException.class, () -> Header.of("X", (HeaderCodec<String>) null));
    }
}
