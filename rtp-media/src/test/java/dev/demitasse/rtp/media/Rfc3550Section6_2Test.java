// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 6.2: the least interval between a session's reports")
class Rfc3550Section6_2Test extends WireFixture {
    private static final int SECONDS = 300;

    Rfc3550Section6_2Test() throws IOException {
        open(pcmu(peer));
    }

    /** Opens a session with an interval, and counts the bytes of reports in so many seconds of a call. */
    private long reported(Duration interval) throws IOException {
        session.close();
        RtpPorts ports = RtpPorts.bind(host, this.ports.rtpAddress().getAddress());
        session = RtpSession.builder(host, ports, pcmu(peer).build())
                .rtcpInterval(interval)
                .build();
        session.start();
        peer.heardRtcp.clear();
        play(SECONDS * 1_000);
        for (int n = 0; n < SECONDS; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 8_000, 5);
            ByteBuffer report = ByteBuffer.allocate(100);
            new ReceiverReport(new Ssrc(5), List.of()).writeTo(report);
            peer.sendRtcp(ports.rtcpAddress(), report.flip());
            run(1_000);
        }
        return peer.heardRtcp.stream().mapToLong(packet -> packet.length + 28).sum();
    }

    @Test
    @DisplayName("reports come on the average after what is set: 2 s, 5 s, 1 min")
    void interval() throws IOException {
        reported(Duration.ofSeconds(2));
        assertEquals(SECONDS / 2, peer.heardRtcp.size(), SECONDS / 2 * 0.1);
        reported(Duration.ofSeconds(5));
        assertEquals(SECONDS / 5, peer.heardRtcp.size(), SECONDS / 5 * 0.2);
        reported(Duration.ofMinutes(1));
        assertTrue(peer.heardRtcp.size() >= 3 && peer.heardRtcp.size() <= 8, "reports " + peer.heardRtcp.size());
    }

    @Test
    @DisplayName("however short the interval, RTCP of both sides takes no more than 5 % of 80 kbit/s: 500 bytes/s")
    void bandwidth() throws IOException {
        long bytes = reported(Duration.ofMillis(500));
        assertTrue(peer.heardRtcp.size() > 1.5 * SECONDS, "reports " + peer.heardRtcp.size());
        assertTrue(bytes < 400L * SECONDS, "bytes " + bytes);
    }

    @Test
    @DisplayName("500 ms to 1 min; else IllegalArgumentException")
    void range() {
        RtpSessionBuilder builder = RtpSession.builder(host, ports, pcmu(peer).build());
        for (long millis : new long[] {-5_000, 0, 499, 60_001}) {
            assertThrows(IllegalArgumentException.class, () -> builder.rtcpInterval(Duration.ofMillis(millis)));
        }
        assertEquals(Duration.ofSeconds(5), builder.rtcpInterval);
        builder.rtcpInterval(Duration.ofMillis(500)).rtcpInterval(Duration.ofMinutes(1));
    }
}
