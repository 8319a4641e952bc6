// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("a call over real sockets")
@Timeout(60)
class LoopbackIT {
    private static SipVoiceBackendBuilder loopback(int firstRtpPort) {
        return SipVoiceBackend.builder()
                .sipAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .rtpPorts(firstRtpPort, firstRtpPort + 99)
                .portQuarantine(Duration.ZERO);
    }

    @Test
    @DisplayName("echoed, digits heard, ended; close() leaves nothing")
    void echo() throws Exception {
        var pressed = new StringBuffer();
        var ended = new CompletableFuture<Disconnection>();
        try (var bot = loopback(22_000).build();
                var phone = loopback(23_000).build()) {
            bot.onCall(VoiceCallTest::echo);
            bot.onDtmfReceived((session, key) -> pressed.append(key.digit()));
            bot.onCallDisconnected((session, how) -> ended.complete(how));
            bot.start();
            phone.start();
            VoiceSession call =
                    phone.dial("sip:bot@127.0.0.1:" + bot.localSipAddress().getPort());
            call.sendDtmf("12#").get(10, TimeUnit.SECONDS);
            var playback = call.play(VoiceCallTest.tone(8_000), 8_000);
            long loud = 0;
            for (int i = 0; i < 80; i++) {
                var frame = call.read(Duration.ofSeconds(1));
                for (short sample : frame.orElseThrow().samples()) {
                    loud += Math.abs(sample) > 1_000 ? 1 : 0;
                }
            }
            assertEquals(8_000, playback.await());
            assertTrue(loud > 5_000, "heard " + loud);
            assertEquals(EndReason.LOCAL_HANG_UP, call.disconnect().reason());
            assertEquals(
                    EndReason.REMOTE_HANG_UP, ended.get(10, TimeUnit.SECONDS).reason());
            assertEquals("12#", pressed.toString());
            awaitPortsBack(bot);
            awaitPortsBack(phone);
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("voice-backend")));
    }

    /** The port pair goes back on its media loop, a moment after the call has ended. */
    private static void awaitPortsBack(VoiceBackend backend) throws InterruptedException {
        for (int tries = 0; tries < 400 && backend.counters().portsInUse() > 0; tries++) {
            Thread.sleep(5);
        }
        assertEquals(0, backend.counters().portsInUse());
    }

    @Test
    @DisplayName("an occupied port is told in one line that names it")
    void occupied() {
        try (var first = loopback(24_000).build()) {
            first.start();
            var taken = first.localSipAddress();
            try (var second = loopback(25_000).sipAddress(taken).build()) {
                String message =
                        assertThrows(UncheckedIOException.class, second::start).getMessage();
                assertTrue(message.contains("SIP to 127.0.0.1:" + taken.getPort()), message);
                assertTrue(message.indexOf('\n') < 0);
            }
        }
    }
}
