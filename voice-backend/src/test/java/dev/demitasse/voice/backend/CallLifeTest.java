// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.event.loop.Deadlines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the life of a call: one end, whoever ends it; a silent peer is not waited for for ever")
class CallLifeTest {
    private static final CallLife.Limits LIMITS = new CallLife.Limits(60_000, 70_000);
    private static final Disconnection LOCAL = Disconnection.of(EndReason.LOCAL_HANG_UP, "");
    private static final Disconnection REMOTE = Disconnection.of(EndReason.REMOTE_HANG_UP, "");

    private final CallLife life = new CallLife(LIMITS);
    private final List<String> log = new ArrayList<>();
    private long now;

    private void record(List<CallLife.Action> actions) {
        for (CallLife.Action action : actions) {
            String text = action instanceof CallLife.Action.Report report
                    ? "Report " + report.how().reason()
                    : action instanceof CallLife.Action.HangUp hangUp
                            ? "HangUp " + hangUp.cause().reason()
                            : "StopMedia";
            log.add(now + " " + text);
        }
    }

    private void at(long time) {
        while (life.nextDeadline() <= time) {
            now = Math.max(now, life.nextDeadline());
            record(life.onTimeout(now));
        }
        now = time;
    }

    @Test
    @DisplayName("the peer's BYE: sound stops and the end is told")
    void remoteHangUp() {
        record(life.onAnswered(now));
        record(life.onHeard());
        at(5_000);
        record(life.onEnded(REMOTE));
        at(500_000);
        assertEquals(List.of("5000 StopMedia", "5000 Report REMOTE_HANG_UP"), log);
        assertEquals(CallLife.State.ENDED, life.state());
        assertEquals(Deadlines.NEVER, life.nextDeadline());
    }

    @Test
    @DisplayName("hanging up stops the sound at once and tells the end when the wire has ended; the first cause counts")
    void localHangUp() {
        record(life.onAnswered(now));
        at(100);
        record(life.onHangUp(LOCAL, now));
        record(life.onHangUp(Disconnection.of(EndReason.SHUTDOWN, ""), now));
        at(900);
        record(life.onEnded(REMOTE));
        record(life.onEnded(REMOTE));
        assertEquals(List.of("100 StopMedia", "100 HangUp LOCAL_HANG_UP", "900 Report LOCAL_HANG_UP"), log);
    }

    @Test
    @DisplayName("hung up before the answer, a late answer changes nothing")
    void answerAfterHangUp() {
        record(life.onHangUp(LOCAL, now));
        record(life.onAnswered(now));
        assertEquals(CallLife.State.ENDING, life.state());
        record(life.onEnded(Disconnection.of(EndReason.CANCELLED, "")));
        assertEquals(List.of("0 StopMedia", "0 HangUp LOCAL_HANG_UP", "0 Report LOCAL_HANG_UP"), log);
    }

    @Test
    @DisplayName("60 s after the answer without a packet the call is hung up")
    void neverHeard() {
        record(life.onAnswered(now));
        at(59_999);
        assertEquals(List.of(), log);
        at(60_000);
        record(life.onEnded(LOCAL));
        assertEquals(List.of("60000 StopMedia", "60000 HangUp MEDIA_TIMEOUT", "60000 Report MEDIA_TIMEOUT"), log);
    }

    @Test
    @DisplayName("heard once, the call lives until the media layer says that the peer is silent")
    void silence() {
        record(life.onAnswered(now));
        at(1_000);
        record(life.onHeard());
        at(600_000);
        assertEquals(List.of(), log);
        record(life.onSilent(now));
        assertEquals(List.of("600000 StopMedia", "600000 HangUp MEDIA_TIMEOUT"), log);
    }

    @Test
    @DisplayName("a call on hold may be silent, whatever the media layer says")
    void held() {
        record(life.onAnswered(now));
        record(life.onHeard());
        record(life.onHeld(true, now));
        record(life.onSilent(now));
        at(3_600_000);
        assertEquals(CallLife.State.HELD, life.state());
        record(life.onHeld(false, now));
        assertEquals(CallLife.State.TALKING, life.state());
        assertEquals(List.of(), log);
    }

    @Test
    @DisplayName("held before anything was heard, it is waited for after the hold as after an answer")
    void heldUnheard() {
        record(life.onAnswered(now));
        record(life.onHeld(true, now));
        at(3_600_000);
        assertEquals(CallLife.State.HELD_UNHEARD, life.state());
        record(life.onHeld(false, now));
        at(3_659_999);
        assertEquals(List.of(), log);
        at(3_660_000);
        assertEquals("3660000 HangUp MEDIA_TIMEOUT", log.get(1));
    }

    @Test
    @DisplayName("first heard while on hold, it is heard afterwards")
    void heardWhileHeld() {
        record(life.onAnswered(now));
        record(life.onHeld(true, now));
        record(life.onHeard());
        record(life.onHeld(false, now));
        assertEquals(CallLife.State.TALKING, life.state());
        assertEquals(Deadlines.NEVER, life.nextDeadline());
    }

    @Test
    @DisplayName("a wire that never says the call is over does not keep it")
    void guard() {
        record(life.onAnswered(now));
        record(life.onHangUp(LOCAL, now));
        at(70_000);
        assertEquals(List.of("0 StopMedia", "0 HangUp LOCAL_HANG_UP", "70000 Report LOCAL_HANG_UP"), log);
        assertEquals(CallLife.State.ENDED, life.state());
    }
}
