// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.PlayoutDelay;
import dev.demitasse.rtp.media.RtpStatistics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what a backend wants of the sound of its calls reaches them")
class SoundOptionsTest {
    /** What both sides have counted after a call in which the caller speaks for 2 s and the callee says nothing. */
    private record Counted(RtpStatistics caller, RtpStatistics callee) {}

    private static Counted call(UnaryOperator<SipVoiceBackendBuilder> calleeOptions) {
        var peer = new AtomicReference<VoiceSession>();
        try (var line = new SimulatedLine(7, calleeOptions)) {
            line.callee.onCall(session -> {
                peer.set(session);
                session.awaitEnd();
            });
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.play(VoiceCallTest.tone(16_000), 8_000).await();
            line.network.runFor(Duration.ofMillis(100));
            var counted = new Counted(
                    session.statistics().orElseThrow(), peer.get().statistics().orElseThrow());
            session.disconnect();
            line.assertIdle();
            return counted;
        }
    }

    @Test
    @DisplayName("unless wanted, silence is not sent, and a clean line waits 20 to 40 ms")
    void defaults() {
        Counted counted = call(callee -> callee);
        assertEquals(0, counted.callee().sent().packets());
        RtpStatistics.Playout playout = counted.callee().playout();
        assertEquals(20, playout.targetMillis());
        assertTrue(playout.bufferMillis() < 40, playout.toString());
    }

    @Test
    @DisplayName("playoutDelay: sound waits as long as is wanted")
    void playoutDelay() {
        RtpStatistics.Playout playout = call(callee -> callee.playoutDelay(PlayoutDelay.ofMillis(100, 150)))
                .callee()
                .playout();
        assertEquals(100, playout.targetMillis());
        assertTrue(playout.bufferMillis() >= 100 && playout.bufferMillis() < 120, playout.toString());
    }

    @Test
    @DisplayName("continuousStream: a callee that says nothing is heard as silence, every 20 ms")
    void continuousStream() {
        Counted counted = call(callee -> callee.continuousStream(true));
        assertTrue(counted.callee().sent().packets() >= 100, counted.callee().toString());
        assertEquals(
                counted.callee().sent().packets(), counted.caller().received().packets(), 1);
        assertEquals(0, counted.callee().sent().samplesPlayed());
    }

    @Test
    @DisplayName("duplicatePackets: every packet goes twice, and is played once")
    void duplicatePackets() {
        Counted counted = call(callee -> callee.continuousStream(true).duplicatePackets(true));
        long packets = counted.callee().sent().packets();
        assertTrue(packets >= 200 && packets % 2 == 0, "packets " + packets);
        assertTrue(
                counted.caller().losses().played() >= packets / 2 - 5,
                counted.caller().toString());
        assertTrue(
                counted.caller().losses().played() <= packets / 2,
                counted.caller().toString());
    }
}
