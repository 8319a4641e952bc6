// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.Playback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a whole call between two backends")
class VoiceCallTest {
    static void echo(VoiceSession session) {
        for (var frame = session.read(); frame.isPresent(); frame = session.read()) {
            session.write(frame.get());
        }
    }

    /** A tone, loud enough to be told from silence. */
    static short[] tone(int samples) {
        short[] out = new short[samples];
        for (int i = 0; i < samples; i++) {
            out[i] = (short) StrictMath.round(8_000 * StrictMath.sin(2 * StrictMath.PI * 400 * i / 8_000));
        }
        return out;
    }

    private static long loudSamples(VoiceSession session, Duration limit) {
        long loud = 0;
        for (var frame = session.read(limit); frame.isPresent(); frame = session.read(limit)) {
            for (short sample : frame.get().samples()) {
                loud += Math.abs(sample) > 1_000 ? 1 : 0;
            }
        }
        return loud;
    }

    @Test
    @DisplayName("answered, echoed by a blocking handler, ended: one outcome on each side, nothing left")
    void echoed() {
        try (var line = new SimulatedLine(1)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            assertEquals(SessionState.ACTIVE, session.state());
            assertEquals("PCMU", session.codec());
            assertEquals(8_000, session.sampleRateHz());
            Playback playback = session.play(tone(8_000), 8_000);
            var loud = new AtomicReference<Long>(0L);
            line.network
                    .host(SimulatedLine.CALLER_HOST)
                    .applicationThreads()
                    .start("listener", () -> loud.set(loudSamples(session, Duration.ofMillis(500))));
            assertEquals(8_000, playback.await());
            line.network.runFor(Duration.ofSeconds(1));
            Disconnection how = session.disconnect();
            assertEquals(EndReason.LOCAL_HANG_UP, how.reason());
            line.assertIdle();
            assertTrue(loud.get() > 7_000, "heard " + loud.get());
            assertEquals(List.of("LOCAL_HANG_UP"), line.callerEnds);
            assertEquals(List.of("REMOTE_HANG_UP"), line.calleeEnds);
            assertEquals(1, line.callee.counters().answeredCalls());
        }
    }

    @Test
    @DisplayName("X-headers name room and session; caller and callee are told")
    void headers() {
        var seen = new AtomicReference<VoiceSession>();
        try (var line = new SimulatedLine(2)) {
            line.callee.onCall(session -> {
                seen.set(session);
                session.awaitEnd();
            });
            line.start();
            VoiceSession dialled = line.caller.dial(DialRequest.builder(SimulatedLine.BOT)
                    .from("\"Ada\" <sip:+491701234567@example.com>")
                    .header("X-Room-ID", "kitchen")
                    .header("X-Session-ID", "s-17")
                    .header("X-Tenant", "acme")
                    .build());
            line.runUntil(() -> seen.get() != null);
            VoiceSession session = seen.get();
            assertEquals("s-17", session.id());
            assertEquals("kitchen", session.roomId());
            assertEquals("sip:+491701234567@example.com", session.participantId());
            assertEquals("acme", session.headers().get("x-tenant"));
            assertEquals("****4567@example.com", session.caller().toString());
            assertEquals(CallDirection.INBOUND, session.direction());
            assertEquals(CallDirection.OUTBOUND, dialled.direction());
            assertEquals(session.callId(), dialled.callId());
            assertEquals(session, line.callee.session("s-17").orElseThrow());
            dialled.disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("digits arrive once each and in order, both ways, while the handlers are blocked in read()")
    void dtmf() {
        List<Character> atCallee = Collections.synchronizedList(new ArrayList<>());
        List<Character> atCaller = Collections.synchronizedList(new ArrayList<>());
        try (var line = new SimulatedLine(3)) {
            line.callee.onCall(session -> {
                session.sendDtmf("9*");
                VoiceCallTest.echo(session);
            });
            line.callee.onDtmfReceived((session, event) -> atCallee.add(event.digit()));
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.onDtmf(event -> atCaller.add(event.digit()));
            var sent = session.sendDtmf("112233#");
            line.runUntil(sent::isDone);
            line.network.runFor(Duration.ofSeconds(1));
            assertEquals(List.of('1', '1', '2', '2', '3', '3', '#'), atCallee);
            assertEquals(List.of('9', '*'), atCaller);
            session.disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a cancelled playback says how much was played, to the frame")
    void cancelledPlayback() {
        try (var line = new SimulatedLine(4)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            Playback playback = session.play(tone(80_000), 8_000);
            line.network.runFor(Duration.ofSeconds(1));
            long played = playback.cancel();
            assertTrue(played >= 7_840 && played <= 8_320, "played " + played);
            line.network.runFor(Duration.ofSeconds(1));
            assertTrue(playback.isDone());
            assertEquals(played, playback.played(), 160);
            session.disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("sound of 16 kHz is played at its own speed into a call of 8 kHz (W33)")
    void rates() {
        try (var line = new SimulatedLine(5)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            long began = line.network.now();
            assertEquals(8_000, session.play(new short[16_000], 16_000).await());
            long millis = (line.network.now() - began) / 1_000_000;
            assertTrue(millis >= 960 && millis <= 1_060, "took " + millis + " ms");
            session.disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a listener hears what the caller says, on the call's lane")
    void audioListener() {
        var loud = new AtomicReference<Long>(0L);
        try (var line = new SimulatedLine(6)) {
            line.callee.onCall(VoiceSession::awaitEnd);
            line.callee.onAudioReceived((session, frame) -> {
                for (short sample : frame.samples()) {
                    loud.set(loud.get() + (Math.abs(sample) > 1_000 ? 1 : 0));
                }
            });
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.play(tone(8_000), 8_000).await();
            line.network.runFor(Duration.ofSeconds(1));
            session.disconnect();
            assertTrue(loud.get() > 7_000, "heard " + loud.get());
            line.assertIdle();
        }
    }
}
