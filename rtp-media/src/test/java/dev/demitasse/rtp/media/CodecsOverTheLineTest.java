// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("each codec carries audio from session to session, at its own rates")
class CodecsOverTheLineTest {
    private static final int SECONDS = 2;

    private static AudioCodec codec(String name, int clockRateHz, int channels) {
        return Pair.CODECS.find(name, clockRateHz, channels).orElseThrow();
    }

    /** Sends a tone; gives how many samples were heard, and the share of the tone's energy in them. */
    private static double purity(AudioCodec codec) throws IOException {
        try (var network = SimulatedNetwork.withSeed(722)) {
            AudioPayload payload = AudioPayload.of(96, codec);
            AudioFormat format = payload.format();
            short[] heard = new short[format.samples(1_000 * SECONDS)];
            RtpPorts from = RtpPorts.bind(network.host("10.0.0.1"), InetAddress.getByName("10.0.0.1"));
            RtpPorts to = RtpPorts.bind(network.host("10.0.0.2"), InetAddress.getByName("10.0.0.2"));
            RtpParameters there =
                    RtpParameters.builder(payload).remote(to.rtpAddress()).build();
            RtpParameters back = there.toBuilder().remote(from.rtpAddress()).build();
            try (RtpSession a = RtpSession.builder(network.host("10.0.0.1"), from, there)
                            .build();
                    RtpSession b = RtpSession.builder(network.host("10.0.0.2"), to, back)
                            .build()) {
                a.start();
                b.start();
                a.play(AudioFrame.of(format, interleaved(format)));
                int filled = 0;
                while (filled < heard.length * 3 / 4) {
                    AudioFrame frame = b.read().orElseThrow();
                    assertEquals(format, frame.format());
                    assertEquals(format.samples(20), frame.length());
                    frame.copyTo(0, heard, filled, frame.length());
                    filled += frame.length();
                }
            }
            return share(heard, format);
        }
    }

    private static short[] interleaved(AudioFormat format) {
        short[] mono = Tones.sine(1_000, format.sampleRateHz(), format.sampleRateHz() * SECONDS);
        short[] all = new short[mono.length * format.channels()];
        for (int i = 0; i < all.length; i++) {
            all[i] = mono[i / format.channels()];
        }
        return all;
    }

    /** How much of the second half second's energy is at 1000 Hz, in the first channel. */
    private static double share(short[] pcm, AudioFormat format) {
        double real = 0;
        double imaginary = 0;
        double energy = 0;
        int count = format.sampleRateHz() / 2;
        for (int i = 0; i < count; i++) {
            double sample = pcm[(count + i) * format.channels()];
            double angle = 2 * Math.PI * 1_000 * i / format.sampleRateHz();
            real += sample * Math.cos(angle);
            imaginary += sample * Math.sin(angle);
            energy += sample * sample;
        }
        return 2 * (real * real + imaginary * imaginary) / count / energy;
    }

    @Test
    @DisplayName("PCMU, PCMA, G.722, and L16 at six rates in one channel and two")
    void all() throws IOException {
        for (AudioCodec codec : Pair.CODECS.all()) {
            double purity = purity(codec);
            assertTrue(purity > 0.995, codec.encodingName() + "/" + codec.sampleRateHz() + ": " + purity);
        }
        assertEquals(12, Pair.CODECS.all().size());
    }

    @Test
    @DisplayName(
            "W18: G.722 timestamps advance by 160 for 20 ms; L16/44100 ones by 441, for 20 ms would not fit an Ethernet frame")
    void timestamps() throws IOException {
        assertEquals(List.of(160, 160, 160, 160), steps(codec("G722", 8_000, 1)));
        assertEquals(List.of(441, 441, 441, 441, 441, 441, 441, 441, 441), steps(codec("L16", 44_100, 1)));
    }

    @Test
    @DisplayName("L16 goes in packets of at most 1,400 bytes where 10 ms fit that, and of whole samples")
    void unfragmented() {
        assertEquals(60, codec("L16", 8_000, 1).packetMillis(60));
        assertEquals(40, codec("L16", 16_000, 1).packetMillis(60));
        assertEquals(10, codec("L16", 44_100, 1).packetMillis(15));
        assertEquals(10, codec("L16", 44_100, 1).packetMillis(30));
        assertEquals(10, codec("L16", 44_100, 2).packetMillis(60));
        assertEquals(15, codec("L16", 16_000, 1).packetMillis(15));
        assertEquals(60, codec("PCMU", 8_000, 1).packetMillis(60));
    }

    private static List<Integer> steps(AudioCodec codec) throws IOException {
        try (var network = SimulatedNetwork.withSeed(18)) {
            Network host = network.host("10.0.0.1");
            var peer = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", 4_000);
            RtpPorts ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
            AudioPayload payload = AudioPayload.of(96, codec);
            RtpParameters parameters =
                    RtpParameters.builder(payload).remote(peer.address()).build();
            try (RtpSession session =
                    RtpSession.builder(host, ports, parameters).build()) {
                session.start();
                session.play(AudioFrame.of(
                        payload.format(), new short[payload.format().samples(100)]));
                network.runFor(Duration.ofMillis(300));
            }
            var steps = new ArrayList<Integer>();
            Optional<RawPeer.Heard> before = Optional.empty();
            for (RawPeer.Heard packet : peer.heard) {
                before.ifPresent(last -> steps.add(packet.timestamp() - last.timestamp()));
                before = Optional.of(packet);
            }
            peer.close();
            return steps;
        }
    }
}
