// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioCodecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a codec that fails to encode: the application is told, and decides")
class CodecFailureTest {
    private static final short[] HALF_A_SECOND = VoiceCallTest.tone(4_000);

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /** The backend that is called, with a PCMU that works on a worker and throws. */
    private static SipVoiceBackend callee(SimulatedLine line) {
        return new SipVoiceBackend(line.backend("203.0.113.30").options(), AudioCodecs.of(List.of(new BrokenCodecs())));
    }

    @Test
    @DisplayName("the listeners hear of it once for a call, what was thrown; the call goes on until somebody ends it")
    void toldOnce() {
        assertEquals(1, Logged.failures(Logged.during(this::callWithListeners)));
    }

    private void callWithListeners() {
        try (var line = new SimulatedLine(21);
                var callee = callee(line)) {
            callee.onCodecFailure((session, cause) -> told.add(session.id() + " " + cause.getMessage()));
            callee.onCall(session -> {
                session.onCodecFailure(cause -> told.add("session: " + cause.getMessage()));
                session.play(HALF_A_SECOND, 8_000).await();
                session.play(HALF_A_SECOND, 8_000).await();
                session.awaitEnd();
            });
            callee.start();
            line.caller.start();
            VoiceSession call = line.caller.dial("sip:bot@203.0.113.30");
            VoiceSession there = callee.sessions().get(0);
            line.network.runFor(Duration.ofSeconds(2));
            assertEquals(List.of("session: broken", there.id() + " broken"), told);
            assertEquals(SessionState.ACTIVE, there.state());
            assertEquals(50, there.statistics().orElseThrow().sent().codecFailures());
            call.disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a listener that comes late hears of it at once; one may hang up")
    void toldLate() {
        assertEquals(1, Logged.failures(Logged.during(CodecFailureTest::callWithLateListener)));
    }

    private static void callWithLateListener() {
        try (var line = new SimulatedLine(22);
                var callee = callee(line)) {
            callee.onCall(session -> {
                session.play(HALF_A_SECOND, 8_000).await();
                session.onCodecFailure(cause -> session.disconnectAsync());
                session.awaitEnd();
            });
            callee.start();
            line.caller.start();
            line.caller.dial("sip:bot@203.0.113.30");
            line.runUntil(() -> !line.callerEnds.isEmpty());
            assertEquals(List.of("REMOTE_HANG_UP"), line.callerEnds);
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("without a failure nobody is told")
    void untold() {
        try (var line = new SimulatedLine(23)) {
            line.callee.onCodecFailure((session, cause) -> told.add("callee"));
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            VoiceSession call = line.caller.dial(SimulatedLine.BOT);
            call.onCodecFailure(cause -> told.add("caller"));
            call.play(HALF_A_SECOND, 8_000).await();
            call.disconnect();
            line.assertIdle();
            assertTrue(told.isEmpty(), told.toString());
        }
    }
}
