// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.MediaDirection;
import dev.demitasse.rtp.media.RtpParametersBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a new agreement in mid-call, and what a processor has made and is not sent yet")
class SenderUpdateTest {
    private static final UnaryOperator<RtpParametersBuilder> NOTHING = builder -> builder;
    private static final UnaryOperator<RtpParametersBuilder> OTHER_NUMBER =
            builder -> builder.send(AudioPayload.of(97, new PlainCodec(false)));

    /** 20 ms of one number. */
    private static short[] frame(int sample) {
        short[] frame = new short[Outgoing.PACKET];
        Arrays.fill(frame, (short) sample);
        return frame;
    }

    static Stream<Arguments> sameAudio() {
        return Stream.of(false, true)
                .flatMap(costly -> Stream.of(
                        Arguments.of(costly, Named.of("nothing", NOTHING)),
                        Arguments.of(costly, Named.of("another number for it", OTHER_NUMBER)),
                        Arguments.of(costly, Named.of("comfort noise", (UnaryOperator<RtpParametersBuilder>)
                                builder -> builder.comfortNoise(13)))));
    }

    @ParameterizedTest(name = "{1}, costly: {0}")
    @MethodSource("sameAudio")
    @DisplayName("regression: one that changes neither the format nor the packets' length costs nothing of it")
    void sameAudio(boolean costly, UnaryOperator<RtpParametersBuilder> change) {
        var out = new Outgoing(costly, builder -> builder.ptimeMillis(60));
        out.sender.addProcessed(frame(1));
        out.sender.addProcessed(frame(2));
        out.update(change);
        out.sender.addProcessed(frame(3));
        out.finishAll();
        out.slot();
        out.finishAll();
        assertEquals(List.of("1: M 0 at 0 1..3"), out.log());
        assertEquals(0, out.counters.processorDropped());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("regression: nor does a hold that is over before the packet time")
    void shortHold(boolean costly) {
        var out = new Outgoing(costly, builder -> builder.ptimeMillis(40));
        out.sender.addProcessed(frame(1));
        out.update(builder -> builder.direction(MediaDirection.INACTIVE));
        out.update(builder -> builder.direction(MediaDirection.SENDRECV));
        out.sender.addProcessed(frame(2));
        out.finishAll();
        out.slot();
        out.finishAll();
        assertEquals(List.of("1: M 0 at 0 1..2"), out.log());
        assertEquals(0, out.counters.processorDropped());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("longer packets: what waits is the beginning of the first")
    void longerPackets(boolean costly) {
        var out = new Outgoing(costly, builder -> builder.ptimeMillis(40));
        out.sender.addProcessed(frame(1));
        out.update(builder -> builder.ptimeMillis(60));
        out.sender.addProcessed(frame(2));
        out.sender.addProcessed(frame(3));
        out.finishAll();
        out.slot();
        out.finishAll();
        assertEquals(List.of("1: M 0 at 0 1..3"), out.log());
        assertEquals(0, out.counters.processorDropped());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "shorter packets: of what waits the oldest is thrown away and counted, so that it is no delay from then on")
    void shorterPackets(boolean costly) {
        var out = new Outgoing(costly, builder -> builder.ptimeMillis(60));
        out.sender.addProcessed(frame(1));
        out.sender.addProcessed(frame(2));
        out.update(builder -> builder.ptimeMillis(40));
        out.sender.addProcessed(frame(3));
        out.finishAll();
        out.slot();
        out.finishAll();
        assertEquals(List.of("1: M 0 at 0 2..3"), out.log());
        assertEquals(Outgoing.PACKET, out.counters.processorDropped());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "regression: another format: all of it is thrown away and counted, also what is encoded or waits for the worker")
    void otherFormat(boolean costly) {
        var out = new Outgoing(costly);
        AudioPayload wideband = AudioPayload.of(9, AudioCodecs.installed().named("G722"));
        out.sender.addProcessed(frame(1));
        out.update(builder -> builder.send(wideband));
        out.finishAll();
        out.slot();
        out.finishAll();
        assertEquals(List.of(), out.log());
        assertEquals(Outgoing.PACKET, out.counters.processorDropped());
    }

    @Test
    @DisplayName(
            "regression: a packet of it that is encoded, or waits for the worker, goes out by the next encoder if its format is the same")
    void encodedByTheNext() {
        for (int encoded = 0; encoded < 2; encoded++) {
            var out = new Outgoing(true);
            out.sender.addProcessed(frame(7));
            if (encoded == 1) {
                out.finish();
            }
            out.update(OTHER_NUMBER);
            out.finishAll();
            out.slot();
            assertEquals(List.of("1: M 0 at 0 7..7"), out.log());
            assertEquals(97, out.sent.get(0).payloadType());
            assertEquals(0, out.counters.processorDropped());
        }
    }
}
