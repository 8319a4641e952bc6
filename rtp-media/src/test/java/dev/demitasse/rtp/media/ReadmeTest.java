// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the examples of the README")
class ReadmeTest {
    private static AudioFrame tone(double hertz, Duration duration) {
        int samples = AudioFormat.NARROWBAND.samples((int) duration.toMillis());
        return AudioFrame.of(AudioFormat.NARROWBAND, Tones.sine(hertz, 8_000, samples));
    }

    static String call(Network network) throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        RtpPorts ports = RtpPorts.bind(network, local);
        RtpPorts peerPorts = RtpPorts.bind(network, local);
        AudioPayload pcmu = AudioPayload.of(0, AudioCodecs.installed().named("PCMU"));
        RtpParameters parameters = RtpParameters.builder(pcmu)
                .telephoneEvent(101)
                .remote(peerPorts.rtpAddress())
                .build();
        RtpParameters back = parameters.toBuilder().remote(ports.rtpAddress()).build();
        short[] tone = new short[8_000]; // a second of 440 Hz
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / 8_000));
        }
        var digits = new StringBuffer();
        var allDigits = new CompletableFuture<Void>();
        RtpListener listener = new RtpListener() {
            @Override
            public void onDtmfReceived(DtmfEvent event, long now) {
                if (digits.append(event.digit()).length() == 3) {
                    allDigits.complete(null);
                }
            }
        };
        try (RtpSession caller = RtpSession.builder(network, ports, parameters).build();
                RtpSession callee = RtpSession.builder(network, peerPorts, back)
                        .listener(listener)
                        .build()) {
            caller.start();
            callee.start();
            Playback playback = caller.play(AudioFrame.of(AudioFormat.NARROWBAND, tone));
            int loudest = 0;
            for (int i = 0; i < 40; i++) { // as it comes: what nobody has read after 200 ms is dropped
                for (short sample : callee.read().orElseThrow().samples()) {
                    loudest = Math.max(loudest, sample);
                }
            }
            playback.await();
            caller.sendDtmf("42#");
            network.await(allDigits, Duration.ofSeconds(3));
            return digits + ", loudest " + loudest + ", "
                    + callee.statistics().received().packets() + " packets";
        }
    }

    @Test
    @DisplayName("runs: a tone, three digits, and what was counted")
    void runs() throws IOException {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(3)) {
            assertEquals("42#, loudest 7932, 78 packets", call(network));
        }
    }

    static List<RtpSession> calls(Network network, InetSocketAddress local, List<RtpParameters> agreed)
            throws IOException {
        try (SharedRtpPorts shared = SharedRtpPorts.bind(network, local)) { // closes its sockets after its last call
            return agreed.stream()
                    .map(parameters -> RtpSession.builder(network, shared.newCall(), parameters)
                            .build())
                    .toList();
        }
    }

    @Test
    @DisplayName("calls on one port: each hears its peer")
    void shares() throws IOException {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(4)) {
            var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
            List<RtpPorts> peerPorts =
                    List.of(RtpPorts.bind(network, local.getAddress()), RtpPorts.bind(network, local.getAddress()));
            List<RtpSession> calls = calls(
                    network,
                    local,
                    peerPorts.stream()
                            .map(ports -> Pair.pcmu().remote(ports.rtpAddress()).build())
                            .toList());
            for (int n = 0; n < calls.size(); n++) {
                calls.get(n).start();
                RtpSession peer = RtpSession.builder(
                                network,
                                peerPorts.get(n),
                                Pair.pcmu().remote(local).build())
                        .build();
                peer.start();
                peer.play(tone(440, Duration.ofSeconds(1))).await();
                assertEquals(
                        peer.statistics().localSsrc(),
                        calls.get(n).statistics().remoteSsrc().orElseThrow());
                peer.close();
            }
            calls.forEach(RtpSession::close);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @DisplayName("is what is compiled here, but for line breaks")
    void isThis(int example) throws IOException {
        String readme = words(Files.readString(Path.of("README.md"))
                .split("```java\n")[example]
                .split("```")[0]);
        String here = words(Files.readString(Path.of("src/test/java/dev/demitasse/rtp/media/ReadmeTest.java")));
        assertTrue(here.contains(readme));
    }

    private static String words(String code) {
        return code.replaceAll("(?m)^import .*", "").replaceAll("\\s+", "");
    }
}
