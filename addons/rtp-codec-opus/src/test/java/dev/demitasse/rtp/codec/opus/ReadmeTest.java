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
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the example of the README")
class ReadmeTest {
    private static final int RATE_HZ = 8_000;

    static void record(RtpSession session, Path file, int serial) throws IOException {
        try (OggOpusWriter to = OggOpusWriter.create(file, session.receiveFormat(), serial)) {
            for (var frame = session.read(); frame.isPresent(); frame = session.read()) {
                to.write(frame.get()); // 20 ms; every second of it is a page, and on its way to the disk
            }
        }
    }

    private static RtpSession session(Network network, RtpPorts ports, RtpPorts peer) {
        AudioPayload pcmu = AudioPayload.of(0, AudioCodecs.installed().named("PCMU"));
        return RtpSession.builder(
                        network,
                        ports,
                        RtpParameters.builder(pcmu).remote(peer.rtpAddress()).build())
                .build();
    }

    private static void hangUp(RtpSession caller, RtpSession callee) {
        caller.drain(Duration.ofSeconds(5));
        callee.close();
    }

    @Test
    @DisplayName("runs: a call of three seconds, recorded until it is hung up")
    void runs(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("call.opus");
        short[] pcm = new short[3 * RATE_HZ];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / RATE_HZ));
        }
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(7_845)) {
            RtpPorts here = RtpPorts.bind(network, InetAddress.getLoopbackAddress());
            RtpPorts there = RtpPorts.bind(network, InetAddress.getLoopbackAddress());
            try (RtpSession caller = session(network, here, there);
                    RtpSession callee = session(network, there, here)) {
                caller.start();
                callee.start();
                caller.play(AudioFrame.of(AudioFormat.NARROWBAND, pcm));
                network.applicationThreads().start("hangs up", () -> hangUp(caller, callee));
                record(callee, file, network.random().nextInt());
            }
        }
        OggFile read = OggFile.read(file);
        assertEquals(3 * 48_000, read.samples(), 4_800);
        short[] heard = read.decode(RATE_HZ, 1);
        double energy = 0;
        for (int i = RATE_HZ; i < 2 * RATE_HZ; i++) {
            energy += (double) heard[i] * heard[i];
        }
        assertEquals(8_000 / Math.sqrt(2), Math.sqrt(energy / RATE_HZ), 500);
    }

    @Test
    @DisplayName("is what is compiled here, but for line breaks")
    void isThis() throws IOException {
        String readme = words(
                Files.readString(Path.of("README.md")).split("```java\n")[1].split("```")[0]);
        String here = words(Files.readString(Path.of("src/test/java/dev/demitasse/rtp/codec/opus/ReadmeTest.java")));
        assertTrue(here.contains(readme));
    }

    private static String words(String code) {
        return code.replaceAll("(?m)^import .*", "").replaceAll("\\s+", "");
    }
}
