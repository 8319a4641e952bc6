// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a costly codec that is not ready in time: what that costs, and what is counted")
class AheadEncoderLatenessTest {
    private final Outgoing out = new Outgoing(true);

    @Test
    @DisplayName(
            "a packet that is finished after its time, but before the next, is sent then, with the timestamp it was for")
    void finishedLate() {
        Outgoing.Piece piece = out.add(400, true);
        out.slot();
        assertEquals(List.of(), out.log());
        assertEquals(0, piece.taken);
        out.finishAll();
        out.slot();
        out.slot();
        out.finishAll();
        assertEquals(List.of("1: M 0 at 0 1..160", "2: 1 at 160 161..320", "3: 2 at 320 321..0"), out.log());
        assertEquals(0, out.counters.codecLate());
        assertEquals(400, piece.taken);
    }

    @Test
    @DisplayName(
            "a packet that is not finished by the next time is counted, and sent in a later one: no audio is lost, the timestamps have a gap")
    void slowWorker() {
        out.add(320, true);
        out.slot();
        out.slot();
        out.slot();
        assertEquals(List.of(), out.log());
        assertEquals(2, out.counters.codecLate());
        out.finishAll();
        out.slot();
        out.slot();
        assertEquals(List.of("3: M 0 at 320 1..160", "4: 1 at 480 161..320"), out.log());
        assertEquals(2, out.counters.codecLate());
    }

    @Test
    @DisplayName("discard() while a packet is awaited: that is not sent when it is finished, and not played")
    void discardAwaited() {
        Outgoing.Piece piece = out.add(480, true);
        out.slot();
        Runnable result = out.begin();
        out.sender.discard();
        result.run();
        out.slot();
        assertEquals(List.of(), out.log());
        assertEquals(0, piece.taken);
        assertEquals(480, piece.untaken);
        assertEquals(0, out.counters.samplesPlayed());
        assertEquals(0, out.counters.codecLate());
    }

    @Test
    @DisplayName(
            "regression: discard() of all there is, the worker not finished by the next packet time: nothing is late, for nothing waits")
    void discardUnfinished() {
        out.add(480, true);
        out.slot();
        Runnable result = out.begin();
        out.sender.discard();
        out.slot();
        out.slot();
        result.run();
        out.slot();
        assertEquals(List.of(), out.log());
        assertEquals(0, out.counters.codecLate());
        out.add(160, true);
        out.finishAll();
        out.slot();
        assertEquals(List.of("5: M 0 at 640 481..640"), out.log());
    }

    @Test
    @DisplayName("the same, but with more audio after it: that is late, and counted")
    void discardUnfinishedAndMore() {
        out.add(480, true);
        out.slot();
        Runnable result = out.begin();
        out.sender.discard();
        out.add(160, true);
        out.slot();
        out.slot();
        result.run();
        out.finishAll();
        assertEquals(List.of("3: M 0 at 320 481..640"), out.log());
        assertEquals(2, out.counters.codecLate());
    }
}
