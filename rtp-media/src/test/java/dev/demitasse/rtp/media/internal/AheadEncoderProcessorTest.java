// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.MediaDirection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "what a processor makes is for its packet time: sent then, or thrown away and counted, with a costly codec or a cheap one")
class AheadEncoderProcessorTest {
    private int frames;

    /** 20 ms from 100 n + 1 to 100 n + 2, the n-th. */
    private short[] frame() {
        frames++;
        short[] frame = new short[Outgoing.PACKET];
        frame[0] = (short) (100 * frames + 1);
        frame[Outgoing.PACKET - 1] = (short) (100 * frames + 2);
        return frame;
    }

    private void slots(Outgoing out, int count) {
        for (int i = 0; i < count; i++) {
            out.sender.addProcessed(frame());
            out.finishAll();
            out.slot();
            out.finishAll();
        }
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "regression: after hold the first packet is of that moment, none of what was made before it or meanwhile")
    void staleAfterHold(boolean costly) {
        var out = new Outgoing(costly);
        slots(out, 1);
        out.sender.addProcessed(frame());
        out.finishAll();
        out.update(parameters -> parameters.direction(MediaDirection.RECVONLY));
        out.slot();
        slots(out, 4);
        out.update(parameters -> parameters.direction(MediaDirection.SENDRECV));
        slots(out, 2);
        assertEquals(List.of("1: M 0 at 0 101..102", "7: M 1 at 960 701..702", "8: 2 at 1120 801..802"), out.log());
        assertEquals(5 * Outgoing.PACKET, out.counters.processorDropped());
        assertEquals(0, out.counters.codecLate());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "regression: after digits the first packet is of that moment, none of what was made before them or meanwhile")
    void staleAfterDigits(boolean costly) {
        var out = new Outgoing(costly);
        slots(out, 1);
        out.digit('5');
        slots(out, 20);
        List<Outgoing.Sent> audio =
                out.sent.stream().filter(packet -> packet.payloadType() == 96).toList();
        assertTrue(audio.size() > 2 && audio.size() < 20, out.log().toString());
        for (Outgoing.Sent packet : audio) {
            assertEquals(100 * packet.slot() + 1, packet.samples().get(0), packet.toString());
        }
        assertEquals((21 - audio.size()) * (long) Outgoing.PACKET, out.counters.processorDropped());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("packet times that are left out, as while the peer's address is not known: the same")
    void staleAfterSkip(boolean costly) {
        var out = new Outgoing(costly);
        for (int i = 0; i < 5; i++) {
            out.sender.addProcessed(frame());
            out.finishAll();
            out.sender.skip(1);
        }
        slots(out, 1);
        assertEquals(List.of("1: M 0 at 800 601..602"), out.log());
        assertEquals(5 * Outgoing.PACKET, out.counters.processorDropped());
    }

    @Test
    @DisplayName("on hold, the worker is given nothing of it")
    void noWorkOnHold() {
        var out = new Outgoing(true);
        out.update(parameters -> parameters.direction(MediaDirection.RECVONLY));
        out.slot();
        for (int i = 0; i < 4; i++) {
            out.sender.addProcessed(frame());
            assertEquals(0, out.waiting());
            out.slot();
        }
        assertEquals(List.of("new"), out.codec.log);
    }

    @Test
    @DisplayName(
            "regression: what the worker refuses is not lost: tried again, and sent in the same packet time if that is open still")
    void refused() {
        var out = new Outgoing(true);
        out.sender.addProcessed(frame());
        out.refuse();
        out.slot();
        out.finishAll();
        slots(out, 1);
        assertEquals(List.of("1: M 0 at 0 101..102", "2: 1 at 160 201..202"), out.log());
        assertEquals(0, out.counters.processorDropped());
        assertEquals(0, out.counters.codecLate());
    }

    @Test
    @DisplayName(
            "regression: a worker that refuses for long: what is too old is thrown away and counted, all else is sent in order")
    void refusedForLong() {
        var out = new Outgoing(true);
        for (int i = 0; i < 10; i++) {
            out.sender.addProcessed(frame());
            while (out.waiting() > 0) {
                out.refuse();
            }
            out.slot();
            while (out.waiting() > 0) {
                out.refuse();
            }
        }
        for (int i = 0; i < 5; i++) {
            out.slot();
            out.finishAll();
        }
        int last = 0;
        for (Outgoing.Sent packet : out.sent) {
            assertTrue(packet.samples().get(0) > last, out.log().toString());
            last = packet.samples().get(0);
        }
        assertEquals(1_001, last);
        assertEquals((10 - out.sent.size()) * (long) Outgoing.PACKET, out.counters.processorDropped());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "regression: a piece that was held back is held back anew when a processor has spoken since, also during a digit")
    void heldBackAnew(boolean costly) {
        var out = new Outgoing(costly);
        out.add(Outgoing.PACKET / 2, false);
        out.slot();
        out.digit('5');
        slots(out, 1);
        for (int i = 0; i < 11; i++) {
            out.slot();
            out.finishAll();
        }
        assertEquals(11, out.sent.size());
        assertEquals("13: M 10 at 1920 1..0", out.log().get(10));
    }

    @Test
    @DisplayName("another source: what a processor made, encoded for the old one, is encoded again, not lost")
    void otherSource() {
        var out = new Outgoing(true);
        out.sender.addProcessed(frame());
        out.finishAll();
        out.sender.changeSsrc(10);
        out.finishAll();
        out.slot();
        assertEquals(List.of("1: M 0 at 0 101..102"), out.log());
        assertEquals(List.of("new", "reset"), out.codec.log);
    }
}
