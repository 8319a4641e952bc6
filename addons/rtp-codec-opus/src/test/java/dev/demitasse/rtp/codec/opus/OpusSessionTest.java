// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.rtp.media.RtpSession;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.audio.DtmfDetector;
import dev.demitasse.rtp.media.audio.ToneGenerator;
import dev.demitasse.rtp.media.audio.ToneSequence;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a session with Opus, the codec found as a service")
class OpusSessionTest {
    private static final AudioFormat FORMAT = new AudioFormat(48_000, 1);

    @Test
    @DisplayName(
            "digits sent as tones are heard as digits: one second of them, in packets of 20 ms whose timestamps count 960")
    void digits() throws IOException {
        try (var network = SimulatedNetwork.withSeed(7_587)) {
            Network left = network.host("10.0.0.1");
            Network right = network.host("10.0.0.2");
            RtpPorts from = RtpPorts.bind(left, InetAddress.getByName("10.0.0.1"));
            RtpPorts to = RtpPorts.bind(right, InetAddress.getByName("10.0.0.2"));
            var payload = new AudioPayload(111, AudioCodecs.installed().named("opus"), "useinbandfec=1");
            RtpParameters there =
                    RtpParameters.builder(payload).remote(to.rtpAddress()).build();
            RtpParameters back = there.toBuilder().remote(from.rtpAddress()).build();
            try (RtpSession a = RtpSession.builder(left, from, there).build();
                    RtpSession b = RtpSession.builder(right, to, back).build()) {
                a.start();
                b.start();
                assertEquals(FORMAT, a.sendFormat());
                short[] pcm = new short[FORMAT.samples(1_000)];
                new ToneGenerator(ToneSequence.dtmf("7A3#5"), FORMAT).generate(pcm, 0, pcm.length);
                a.play(AudioFrame.of(FORMAT, pcm));
                assertEquals("7A3#5", heard(network, b));
                RtpStatistics.Received received = b.statistics().received();
                assertEquals(50, received.packets());
                assertEquals(0, received.lost());
                assertTrue(received.octets() < 50 * 160, received.octets() + " bytes of 32 kbit/s");
            }
        }
    }

    @Test
    @DisplayName(
            "10 % lost: with error correction most of it is decoded from the packets that follow, without it is made up")
    void losses() throws IOException {
        RtpStatistics.Playout corrected = overLossyLine("useinbandfec=1");
        RtpStatistics.Playout plain = overLossyLine("");
        assertTrue(corrected.recoveredMillis() > corrected.concealedMillis(), corrected.toString());
        assertEquals(0, plain.recoveredMillis());
        assertTrue(plain.concealedMillis() > 2 * corrected.concealedMillis(), plain + " and " + corrected);
    }

    private static RtpStatistics.Playout overLossyLine(String wanted) throws IOException {
        try (var network = SimulatedNetwork.withSeed(6_716)) {
            network.conditionsEverywhere(LinkConditions.builder().loss(0.1).build());
            Network left = network.host("10.0.0.1");
            Network right = network.host("10.0.0.2");
            RtpPorts from = RtpPorts.bind(left, InetAddress.getByName("10.0.0.1"));
            RtpPorts to = RtpPorts.bind(right, InetAddress.getByName("10.0.0.2"));
            var payload = new AudioPayload(111, AudioCodecs.installed().named("opus"), wanted);
            RtpParameters there =
                    RtpParameters.builder(payload).remote(to.rtpAddress()).build();
            RtpParameters back = there.toBuilder().remote(from.rtpAddress()).build();
            try (RtpSession a = RtpSession.builder(left, from, there).build();
                    RtpSession b = RtpSession.builder(right, to, back).build()) {
                a.start();
                b.start();
                a.play(AudioFrame.of(FORMAT, Voice.samples(6)));
                network.runFor(Duration.ofMillis(5_900));
                return b.statistics().playout();
            }
        }
    }

    private static String heard(SimulatedNetwork network, RtpSession session) {
        var digits = new StringBuilder();
        var detector = new DtmfDetector(FORMAT, event -> digits.append(event.digit()));
        for (int i = 0; i < 70; i++) {
            network.runFor(Duration.ofMillis(20));
            Optional<AudioFrame> frame = session.poll();
            frame.ifPresent(present -> detector.process(present.samples(), 0, present.length()));
        }
        return digits.toString();
    }
}
