// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.AudioPayload;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("a costly codec that throws, whatever it is")
class EncoderFailureTest {
    private final Outgoing out = new Outgoing(true);

    static Stream<Throwable> anything() {
        return Stream.of(
                new IllegalStateException("broken"),
                new IOException("broken"),
                new InterruptedException("broken"),
                new OutOfMemoryError("broken"),
                new NoClassDefFoundError("broken"),
                new Throwable("broken"));
    }

    @ParameterizedTest
    @MethodSource("anything")
    @DisplayName(
            "regression: each packet is tried once, left out and counted; what waits is played in its time, in silence")
    void triedOnce(Throwable thrown) {
        out.codec.fail(Integer.MAX_VALUE, thrown);
        Outgoing.Piece piece = out.add(1_600, true);
        for (int i = 0; i < 10; i++) {
            out.finishAll();
            out.slot();
        }
        out.finishAll();
        assertEquals(List.of(), out.sent);
        assertEquals(1_600, piece.taken);
        assertEquals(10, out.counters.codecFailures());
        assertEquals(10, out.codec.log.stream().filter("thrown"::equals).count());
        assertEquals(0, out.counters.codecLate());
        assertEquals(0, out.waiting());
    }

    @ParameterizedTest
    @MethodSource("anything")
    @DisplayName("one packet: the next are sent, by the encoder begun anew")
    void goesOn(Throwable thrown) {
        out.codec.fail(1, thrown);
        out.add(480, true);
        out.finishAll();
        out.slot();
        out.slot();
        out.slot();
        assertEquals(List.of("2: M 0 at 160 161..320", "3: 1 at 320 321..480"), out.log());
        assertEquals(List.of("broken"), out.told);
        assertEquals(List.of("new", "thrown", "reset"), out.codec.log);
    }

    @ParameterizedTest
    @MethodSource("anything")
    @DisplayName("regression: what is thrown by closing ends nothing: told, no packet, and it is not closed again")
    void closing(Throwable thrown) {
        out.codec.failClosing(thrown);
        out.sender.close();
        out.sender.close();
        assertEquals(List.of("new", "close"), out.codec.log);
        assertEquals(List.of("broken"), out.told);
        assertEquals(0, out.counters.codecFailures());
    }

    @ParameterizedTest
    @MethodSource("anything")
    @DisplayName("regression: the same when the worker closes it: told with its result, and it is not closed again")
    void closingOnTheWorker(Throwable thrown) {
        out.codec.failClosing(thrown);
        out.codec.whileEncoding(out.sender::close);
        out.add(160, true);
        out.finish();
        out.sender.close();
        assertEquals(List.of("new", "close"), out.codec.log);
        assertEquals(List.of("broken"), out.told);
        assertEquals(0, out.counters.codecFailures());
    }

    @Test
    @DisplayName("regression: a new codec takes over though closing the old one throws")
    void otherCodec() {
        out.codec.failClosing(new IOException("broken"));
        var other = new PlainCodec(true);
        out.update(parameters -> parameters.send(AudioPayload.of(97, other)));
        out.add(160, true);
        out.finishAll();
        out.slot();
        assertEquals(97, out.sent.get(0).payloadType());
        assertEquals(List.of("new", "close"), out.codec.log);
    }

    @Test
    @DisplayName(
            "regression: a worker that never begins, as when its network closes, is not waited for: closed at once, and once")
    void neverBegun() {
        out.add(160, true);
        out.sender.close();
        assertEquals(List.of("new", "close"), out.codec.log);
        out.finishAll();
        assertEquals(List.of("new", "close"), out.codec.log);
        assertEquals(List.of(), out.told);
    }

    @Test
    @DisplayName("abandoned by a thread that has found the loop gone, then closed by it all the same: closed once")
    void abandoned() {
        out.sender.abandon();
        out.add(160, true);
        out.slot();
        out.sender.close();
        assertEquals(List.of("new", "close"), out.codec.log);
        assertEquals(0, out.waiting());
    }
}
