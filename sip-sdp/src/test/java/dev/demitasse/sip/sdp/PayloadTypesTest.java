// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3264 8.3.2: what a number means lasts")
class PayloadTypesTest {
    private static final MediaFormat OPUS = MediaFormat.of(96, "opus", 48_000, 2);
    private static final MediaFormat SPEEX = MediaFormat.of(96, "speex", 16_000, 1);

    @Test
    @DisplayName("a free number is given as wanted")
    void free() {
        assertEquals(OptionalInt.of(100), PayloadTypes.NONE.numberFor(OPUS, 100));
        assertEquals(OptionalInt.of(96), PayloadTypes.NONE.forOffer(OPUS, number -> false));
    }

    @Test
    @DisplayName("a number that means another codec is not; the codec's latest is, then its wish, then the first free")
    void taken() {
        var numbers = PayloadTypes.NONE.with(SPEEX);
        assertEquals(OptionalInt.of(97), numbers.numberFor(OPUS, 96));
        assertEquals(OptionalInt.of(99), numbers.numberFor(OPUS.withPayloadType(99), 96));
        var known = numbers.with(OPUS.withPayloadType(120)).with(OPUS.withPayloadType(121));
        assertEquals(OptionalInt.of(121), known.numberFor(OPUS, 96));
        assertEquals(OptionalInt.of(120), known.numberFor(OPUS, 120));
        assertEquals(OptionalInt.of(121), known.forOffer(OPUS, number -> false));
    }

    @Test
    @DisplayName("RFC 3551 6: when 96 to 127 are used up, 35 to 63; then none")
    void usedUp() {
        var numbers = PayloadTypes.NONE;
        for (int number = 96; number <= 127; number++) {
            numbers = numbers.with(MediaFormat.of(number, "codec" + number, 8000, 1));
        }
        assertEquals(OptionalInt.of(35), numbers.numberFor(OPUS, 96));
        for (int number = 35; number <= 63; number++) {
            numbers = numbers.with(MediaFormat.of(number, "codec" + number, 8000, 1));
        }
        assertTrue(numbers.numberFor(OPUS, 96).isEmpty());
        assertEquals(OptionalInt.of(0), numbers.numberFor(MediaFormat.PCMU, 0));
    }

    @Test
    @DisplayName("a number bound again is bound once, and its codec's latest")
    void boundAgain() {
        var numbers = PayloadTypes.NONE
                .with(OPUS.withPayloadType(100))
                .with(OPUS.withPayloadType(101))
                .with(OPUS.withPayloadType(100));
        assertEquals(OptionalInt.of(100), numbers.forOffer(OPUS, number -> false));
        assertEquals(OptionalInt.of(96), numbers.with(SPEEX).forOffer(SPEEX, number -> false));
        var other = PayloadTypes.NONE.with(OPUS).with(SPEEX);
        assertEquals(
                OptionalInt.of(97), other.numberFor(OPUS.withPayloadType(97), 96), "the last meaning is the only one");
    }

    @Test
    @DisplayName(
            "RFC 9143 9.1.1: what another stream of the transport has is not given, even if it meant the codec before")
    void takenByAnother() {
        assertEquals(OptionalInt.of(97), PayloadTypes.NONE.with(OPUS).forOffer(OPUS, number -> number == 96));
        var moved = PayloadTypes.NONE.with(OPUS.withPayloadType(100));
        assertEquals(OptionalInt.of(96), moved.forOffer(OPUS, number -> number == 100));
    }

    @Test
    @DisplayName("127 is the last dynamic number, 63 the last of the others")
    void lastNumbers() {
        var numbers = PayloadTypes.NONE;
        for (int number = 96; number < 127; number++) {
            numbers = numbers.with(MediaFormat.of(number, "codec" + number, 8000, 1));
        }
        assertEquals(OptionalInt.of(127), numbers.numberFor(OPUS, 96));
        numbers = numbers.with(MediaFormat.of(127, "codec127", 8000, 1));
        for (int number = 35; number < 63; number++) {
            numbers = numbers.with(MediaFormat.of(number, "codec" + number, 8000, 1));
        }
        assertEquals(OptionalInt.of(63), numbers.numberFor(OPUS, 96));
    }
}
