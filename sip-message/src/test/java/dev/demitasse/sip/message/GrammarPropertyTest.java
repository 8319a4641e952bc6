// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Messages made from the grammar: all are taken, by a strict parser too, mean what they say, and come back as they were. */
class GrammarPropertyTest {
    private static final SipParser STRICT = new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class));

    @Provide
    Arbitrary<Grammar.Sample> messages() {
        return Grammar.messages();
    }

    @Property
    void meansWhatItSays(@ForAll("messages") Grammar.Sample sample) throws SipParseException {
        SipMessage message = STRICT.parse(sample.bytes());
        assertEquals(bodyIsMalformed(message) ? 1 : 0, Lazily.readAll(message), "malformed headers");
        assertEquals(sample.callId(), message.callId());
        assertEquals(sample.cseq(), message.cseq().number());
        assertEquals(Optional.of(sample.fromTag()), message.from().tag());
        assertEquals(sample.vias(), message.vias().size());
        assertEquals(sample.contacts(), message.contacts().size());
        assertEquals(Optional.of(sample.xText().strip()), message.headers().first("X-Text"));
        assertArrayEquals(sample.body(), message.body().toArray());
    }

    /** Bodies are random bytes: they may lack a type. */
    private static boolean bodyIsMalformed(SipMessage message) {
        try {
            message.bodyParts();
            return false;
        } catch (MalformedHeaderException e) {
            return true;
        }
    }

    @Property
    void parseWriteParseIsIdentity(@ForAll("messages") Grammar.Sample sample) throws SipParseException {
        byte[] bytes = sample.bytes();
        SipMessage message = STRICT.parse(bytes);
        assertArrayEquals(bytes, message.toBytes());
        SipMessage copy = copy(message, false);
        assertArrayEquals(bytes, copy.toBytes());
        SipMessage compact = STRICT.parse(copy(message, true).toBytes());
        assertEquals(message.vias(), compact.vias());
        assertEquals(message.from(), compact.from());
        assertEquals(message.contacts(), compact.contacts());
        assertEquals(message.body(), compact.body());
    }

    private static SipMessage copy(SipMessage message, boolean compact) {
        return message instanceof SipRequest request
                ? request.toBuilder().compact(compact).build()
                : ((SipResponse) message).toBuilder().compact(compact).build();
    }

    @Property
    void typedValuesComeBack(@ForAll("messages") Grammar.Sample sample) throws SipParseException {
        SipMessage message = STRICT.parse(sample.bytes());
        for (Header<?> key : Lazily.KEYS) {
            if (key != Header.CONTENT_LENGTH) {
                comesBack(message, key);
            }
        }
    }

    private static <T> void comesBack(SipMessage message, Header<T> key) {
        List<T> values = message.all(key);
        SipMessage copy = message instanceof SipRequest request
                ? request.toBuilder().headers(key, values).build()
                : ((SipResponse) message).toBuilder().headers(key, values).build();
        assertEquals(
                values.stream().map(Object::toString).toList(),
                copy.all(key).stream().map(Object::toString).toList(),
                key.name());
    }

    @Property
    void framedOnAStreamLikeInADatagram(
            @ForAll("messages") Grammar.Sample one, @ForAll("messages") Grammar.Sample other) throws SipParseException {
        byte[] first = one.bytes();
        byte[] both = Arrays.copyOf(first, first.length + other.bytes().length);
        System.arraycopy(other.bytes(), 0, both, first.length, other.bytes().length);
        SipStreamFramer framer = new SipStreamFramer(STRICT);
        assertEquals(
                List.of(
                        new StreamFrame.Message(STRICT.parse(first)),
                        new StreamFrame.Message(STRICT.parse(other.bytes()))),
                framer.onBytes(ByteBuffer.wrap(both)));
    }

    @Property
    void mutationsNeverEscapeTheParseExceptions(
            @ForAll("messages") Grammar.Sample sample, @ForAll("positions") List<Integer> at, @ForAll byte value) {
        byte[] bytes = sample.bytes();
        int from = Math.min(at.get(0), at.get(1)) % bytes.length;
        int to = Math.min(bytes.length, from + Math.abs(at.get(0) - at.get(1)) % 40);
        SipParserPropertyTest.survive(SipParserPropertyTest.mutate(bytes, from, to, value, at.get(2) % 4));
        SipParserPropertyTest.surviveOnAStream(SipParserPropertyTest.mutate(bytes, from, to, value, at.get(2) % 4));
    }

    @Provide
    Arbitrary<List<Integer>> positions() {
        return Arbitraries.integers().between(0, 4_000).list().ofSize(3);
    }
}
