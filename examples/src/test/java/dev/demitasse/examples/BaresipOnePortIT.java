// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.voice.backend.SipVoiceBackend;
import dev.demitasse.voice.backend.VoiceSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 5761: baresip with RTCP on the port of RTP; each side hears the other's reports")
class BaresipOnePortIT {
    @TempDir
    Path temporary;

    @BeforeEach
    void present() {
        Programs.require("baresip");
    }

    private static SipVoiceBackend backend(boolean offers) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return SipVoiceBackend.builder()
                .sipAddress(new InetSocketAddress(here, 0))
                .rtpPorts(32_000, 32_998)
                .offerRtcpMux(offers)
                .build();
    }

    private BaresipPhone phone() throws Exception {
        Path spoken = Heard.phrase(temporary.resolve("spoken.wav"), 1, 2, 30);
        return new BaresipPhone(temporary.resolve("phone"), spoken, "pcmu", "rtcp_mux yes\n");
    }

    /** Reports go every 5 s or so; a round trip takes one there and one back. */
    private static void assertReported(VoiceSession session, BaresipPhone phone) throws Exception {
        phone.awaitLine("RTP/RTCP multiplexing enabled");
        for (int i = 0; i < 120 && roundTrip(session).isEmpty(); i++) {
            Thread.sleep(250);
        }
        assertTrue(roundTrip(session).isPresent(), () -> session.report() + "\n" + phone);
        assertTrue(session.report().media().orElseThrow().remote().isPresent(), phone::toString);
    }

    private static Optional<Duration> roundTrip(VoiceSession session) {
        return session.report().media().flatMap(RtpStatistics::roundTrip);
    }

    private static void echo(VoiceSession session) {
        session.processor((received, toSend, now) -> {
            System.arraycopy(received, 0, toSend, 0, Math.min(received.length, toSend.length));
            return true;
        });
    }

    @Test
    @DisplayName("it calls and offers one port, which is accepted")
    void calls() throws Exception {
        BlockingQueue<VoiceSession> sessions = new ArrayBlockingQueue<>(1);
        try (var backend = backend(false);
                var phone = phone()) {
            backend.onCall(session -> {
                echo(session);
                sessions.add(session);
                session.awaitEnd();
            });
            backend.start();
            phone.dial("sip:echo@127.0.0.1:" + backend.localSipAddress().getPort());
            VoiceSession session = sessions.poll(30, TimeUnit.SECONDS);
            assertNotNull(session, phone::toString);
            assertReported(session, phone);
            phone.hangUp();
            session.awaitEnd();
        }
    }

    @Test
    @DisplayName("it is called by a backend that offers one port, and accepts")
    void isCalled() throws Exception {
        try (var backend = backend(true);
                var phone = phone()) {
            backend.start();
            VoiceSession session = backend.dial(phone.uri());
            echo(session);
            assertReported(session, phone);
            session.disconnect();
        }
    }
}
