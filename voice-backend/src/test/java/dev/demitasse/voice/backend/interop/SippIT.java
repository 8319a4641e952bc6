// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.voice.backend.Disconnection;
import dev.demitasse.voice.backend.EndReason;
import dev.demitasse.voice.backend.SipVoiceBackend;
import dev.demitasse.voice.backend.VoiceSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("SIPp calls the voice backend")
class SippIT {
    private static final int CALLS = 500;

    private static final int SPEECH_FRAMES = 50;

    private static final Duration QUARANTINE = Duration.ofSeconds(2);

    /** Timer J, the longest that a call leaves behind (RFC 3261 17.2.2), the quarantine, and the machine's slowness. */
    private static final Duration LAST_TIMER =
            Duration.ofSeconds(32).plus(QUARANTINE).plusSeconds(15);

    @TempDir
    Path warmUp;

    @TempDir
    Path trunk;

    private final Map<String, Heard> calls = new ConcurrentHashMap<>();

    @BeforeEach
    void requireSipp() throws IOException {
        Sipp.require();
    }

    @Test
    @DisplayName(
            "500 calls at 50/s with X-headers, G.711 and a digit, 2 s each: all succeed, and nothing of them is left")
    void trunk() throws Exception {
        openAndCloseOnce();
        Footprint before = Footprint.take();
        try (Network network = Network.system();
                SipVoiceBackend backend = backend(network)) {
            backend.start();
            // One call for each media loop: a loop is opened with the first session on it.
            int warmUps = network.mediaLoopCount();
            call(backend, warmUp, warmUps).assertClean(warmUps);
            assertTrue(
                    Footprint.until(
                            Duration.ofSeconds(5), () -> backend.counters().portsInUse() == 0),
                    "warm-up ended");
            Footprint.until(Duration.ofSeconds(7), () -> false);
            Footprint idle = Footprint.take();
            assertNotEquals(before, idle, "a running backend holds sockets and threads");
            calls.clear();

            call(backend, trunk, CALLS).assertClean(CALLS);

            assertTrue(
                    Footprint.until(
                            Duration.ofSeconds(5), () -> backend.sessions().isEmpty()),
                    () -> backend.sessions().size() + " sessions left");
            assertEquals(CALLS, calls.size());
            calls.forEach((room, heard) -> heard.check(room));
            assertEquals(CALLS + warmUps, backend.counters().answeredCalls());
            assertEquals(CALLS + warmUps, backend.counters().endedCalls());
            assertTrue(
                    Footprint.until(LAST_TIMER, () -> backend.counters().isIdle()),
                    () -> backend.counters().toString());
            assertEquals(idle, idle.awaitSame(Duration.ofSeconds(10)));
        }
        assertEquals(before, before.awaitSame(Duration.ofSeconds(10)));
    }

    @Test
    @DisplayName("RFC 3261 12.2.2: requests of a dialog that nobody knows are answered 481")
    void strayed() throws Exception {
        try (Network network = Network.system();
                SipVoiceBackend backend = backend(network)) {
            backend.start();
            Sipp.scenario(trunk, "strayed", backend.localSipAddress().getPort())
                    .calls(20, 20, 20)
                    .run()
                    .assertClean(20);
            assertEquals(0, backend.counters().inboundCalls());
            assertEquals(Map.of(), calls);
        }
    }

    /** The JDK keeps a socket pair and some threads for itself once it has opened its first channel. */
    private static void openAndCloseOnce() throws IOException {
        try (Network network = Network.system()) {
            var loop = network.openLoop("warm-up");
            loop.bindDatagram(new InetSocketAddress("127.0.0.1", 0), (socket, payload, from, now) -> {})
                    .close();
            network.applicationThreads().start("warm-up", () -> {});
        }
    }

    private static Sipp.Statistics call(SipVoiceBackend backend, Path directory, int calls) throws Exception {
        Capture.speech(SPEECH_FRAMES).write(directory.resolve("speech.pcap"));
        Capture.digit(5, SPEECH_FRAMES).write(directory.resolve("digit.pcap"));
        return Sipp.scenario(directory, "trunk", backend.localSipAddress().getPort())
                .calls(calls, 50, calls)
                .run();
    }

    private SipVoiceBackend backend(Network network) {
        return SipVoiceBackend.builder()
                .network(network)
                .sipAddress(new InetSocketAddress("127.0.0.1", 0))
                .rtpAddress(InetAddress.getLoopbackAddress())
                .rtpPorts(30000, 31999)
                .portQuarantine(QUARANTINE)
                .build()
                .onCall(this::echo)
                .onDtmfReceived((session, digit) -> heard(session).digits.append(digit.digit()))
                .onCallDisconnected((session, end) -> heard(session).ended(end));
    }

    private void echo(VoiceSession session) {
        heard(session).session = session;
        for (var frame = session.read(); frame.isPresent(); frame = session.read()) {
            heard(session).frames.incrementAndGet();
            session.write(frame.get());
        }
    }

    private Heard heard(VoiceSession session) {
        return calls.computeIfAbsent(session.roomId(), room -> new Heard());
    }

    /** What one call has shown. Written on the call's threads, read when it is over. */
    private static final class Heard {
        private final AtomicInteger frames = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();
        private final StringBuffer digits = new StringBuffer();
        private volatile VoiceSession session;
        private volatile Disconnection end;

        void ended(Disconnection disconnection) {
            ends.incrementAndGet();
            end = disconnection;
        }

        void check(String room) {
            assertTrue(room.matches("room-\\d+"), room);
            assertEquals(1, ends.get(), room);
            assertEquals(EndReason.REMOTE_HANG_UP, end.reason(), room);
            assertEquals("5", digits.toString(), room);
            assertTrue(frames.get() >= SPEECH_FRAMES, room + " heard only " + frames.get() + " frames");
            assertEquals("spring; tier=2", session.headers().get("X-Campaign"), room);
            assertTrue(session.id().matches("session-\\d+-" + room.substring(5)), session.id());
        }
    }
}
