// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.Playback;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.rtp.media.RtpSession;
import dev.demitasse.rtp.media.RtpStatistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("sessions with Opus on real threads: encoded on workers while they play, are cancelled and closed")
@Timeout(120)
class OpusWorkersIT {
    private static final int SESSIONS = 8;
    private static final int PACKET = 960;
    private static final AudioFormat FORMAT = new AudioFormat(48_000, 1);

    /** A pair of sessions, of which the one plays to the other. */
    private record Line(RtpSession from, RtpSession to, Playback first, Playback second) {
        static Line open(Network network, AudioFrame first, AudioFrame second) throws IOException {
            RtpPorts here = RtpPorts.bind(network, InetAddress.getLoopbackAddress());
            RtpPorts there = RtpPorts.bind(network, InetAddress.getLoopbackAddress());
            RtpSession from = session(network, here, there.rtpAddress());
            RtpSession to = session(network, there, here.rtpAddress());
            from.start();
            to.start();
            return new Line(from, to, from.play(first), from.play(second));
        }

        private static RtpSession session(Network network, RtpPorts ports, InetSocketAddress peer) {
            AudioPayload opus = AudioPayload.of(111, AudioCodecs.installed().named("opus"));
            return RtpSession.builder(
                            network,
                            ports,
                            RtpParameters.builder(opus).remote(peer).build())
                    .build();
        }
    }

    @Test
    @DisplayName(
            "what is cancelled was played as far as packets went; what follows is played whole, decoded whole, and nothing fails")
    void cancelled() throws Exception {
        AudioFrame audio = AudioFrame.of(FORMAT, Voice.samples(2));
        AudioFrame longer = AudioFrame.of(FORMAT, Voice.samples(30));
        try (Network network = Network.system()) {
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                lines.add(Line.open(network, longer, audio));
            }
            for (int i = 0; i < SESSIONS; i++) {
                Line line = lines.get(i);
                line.first().await(Duration.ofMillis(50L + 13 * i));
                long played = line.first().cancel();
                assertEquals(0, played % PACKET, "whole packets");
                assertTrue(played < longer.length(), played + " samples");
            }
            for (Line line : lines) {
                assertEquals(audio.length(), line.second().await());
                RtpStatistics.Sent sent = line.from().statistics().sent();
                assertEquals(0, sent.codecFailures(), sent.toString());
                assertEquals(line.first().played() + audio.length(), sent.samplesPlayed());
                assertEquals(sent.samplesPlayed() / PACKET, sent.packets());
                assertEquals(0, line.to().statistics().playout().malformed());
                line.from().close();
                line.to().close();
            }
        }
    }

    @Test
    @DisplayName("sessions that are closed, and a network that is, while workers have their packets: all ends")
    void closed() throws Exception {
        AudioFrame audio = AudioFrame.of(FORMAT, Voice.samples(2));
        Network network = Network.system();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            lines.add(Line.open(network, audio, audio));
        }
        for (Line line : lines.subList(0, SESSIONS / 2)) {
            line.from().close();
            assertTrue(line.second().await(Duration.ofSeconds(30)));
        }
        network.close();
        for (Line line : lines) {
            assertEquals(0, line.first().played() % PACKET, "whole packets");
        }
    }
}
