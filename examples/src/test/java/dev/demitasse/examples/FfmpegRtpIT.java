// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

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
import dev.demitasse.rtp.media.RtpSessionBuilder;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.audio.Resampler;
import dev.demitasse.rtp.media.spi.AudioCodec;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("ffmpeg sends RTP to a session, and a session sends to ffmpeg, with each codec; no SIP")
class FfmpegRtpIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** A codec, what ffmpeg calls its encoder, and how like the audio has to be. */
    private record Codec(
            String name, int clockRateHz, int channels, int payloadType, List<String> encoder, double correlation) {
        AudioCodec ours() {
            return AudioCodecs.installed().find(name, clockRateHz, channels).orElseThrow();
        }
    }

    private static final List<Codec> CODECS = List.of(
            new Codec("PCMU", 8_000, 1, 0, List.of("pcm_mulaw", "-ar", "8000"), 0.95),
            new Codec("PCMA", 8_000, 1, 8, List.of("pcm_alaw", "-ar", "8000"), 0.95),
            new Codec("G722", 8_000, 1, 9, List.of("g722", "-ar", "16000"), 0.95),
            new Codec("L16", 16_000, 1, 96, List.of("pcm_s16be", "-ar", "16000"), 0.95),
            new Codec("opus", 48_000, 2, 97, List.of("libopus", "-ar", "48000", "-b:a", "32k"), 0.9));

    @TempDir
    Path folder;

    @BeforeEach
    void present() {
        Programs.require("ffmpeg");
    }

    @Test
    @DisplayName("ffmpeg sends with all codecs at once: each is heard as it was spoken, nothing is lost")
    void sends() throws Exception {
        SteadyMachine.run(this::hear);
    }

    private void hear(int attempt) throws Exception {
        Path spoken = source(folder.resolve("spoken.wav"));
        List<AutoCloseable> open = new ArrayList<>();
        try (Network network = Network.system()) {
            List<NarrowRecording> recordings = new ArrayList<>();
            List<RtpSession> sessions = new ArrayList<>();
            for (Codec codec : CODECS) {
                RtpPorts ports = RtpPorts.bind(network, LOOPBACK);
                var recording = new NarrowRecording();
                RtpSession session = session(network, ports, codec, new InetSocketAddress(LOOPBACK, 9))
                        .audioListener(recording::add)
                        .build();
                session.start();
                recordings.add(recording);
                sessions.add(session);
            }
            List<Launched> senders = new ArrayList<>();
            for (int i = 0; i < CODECS.size(); i++) {
                int port = sessions.get(i).ports().rtpAddress().getPort();
                Launched sender = Launched.start(Map.of(), send(spoken, CODECS.get(i), port));
                senders.add(sender);
                open.add(sender);
            }
            for (Launched sender : senders) {
                assertEquals(0, sender.exit(Duration.ofSeconds(60)), sender.toString());
            }
            Thread.sleep(500);
            for (int i = 0; i < CODECS.size(); i++) {
                RtpStatistics statistics = sessions.get(i).statistics();
                assertEquals(0, statistics.received().lost(), statistics.toString());
                assertTrue(statistics.received().packets() > 200, statistics.toString());
                assertLike(CODECS.get(i), recordings.get(i).samples());
                sessions.get(i).close();
            }
        } finally {
            close(open);
        }
    }

    /**
     * At 48 kHz, for ffmpeg reads 2048 samples of its source at a time, and sends what becomes of them at once: two packets of 20 ms
     * each 43 ms. From a source of 8 kHz it is 13 packets each 256 ms (as captured; the gaps were 230 to 290 ms long), more than the
     * 200 ms that a jitter buffer for calls holds at the most, and what is heard has a correlation of 0.50 to 0.68.
     */
    private static Path source(Path file) throws Exception {
        var format = new AudioFormat(48_000, 1);
        short[] narrow = new short[SpokenPhrase.samples().length + 2 * SpokenPhrase.RATE];
        System.arraycopy(SpokenPhrase.samples(), 0, narrow, SpokenPhrase.RATE, SpokenPhrase.samples().length);
        try (dev.demitasse.rtp.media.audio.WavWriter writer =
                dev.demitasse.rtp.media.audio.WavWriter.create(file, format)) {
            writer.write(AudioFrame.of(format, Resampler.resample(narrow, AudioFormat.NARROWBAND, format)));
        }
        return file;
    }

    private static String[] send(Path file, Codec codec, int port) {
        List<String> command = new ArrayList<>(
                List.of("ffmpeg", "-v", "error", "-nostdin", "-re", "-i", file.toString(), "-ac", "1", "-c:a"));
        command.addAll(codec.encoder());
        command.addAll(List.of("-payload_type", "" + codec.payloadType(), "-f", "rtp"));
        // Each packet 20 ms, or as near to it as ffmpeg cuts them.
        command.add("rtp://127.0.0.1:" + port + "?pkt_size=" + (codec.name().equals("L16") ? 652 : 172));
        return command.toArray(String[]::new);
    }

    @Test
    @DisplayName("a session sends with all codecs at once: ffmpeg hears each as it was spoken")
    void receives() throws Exception {
        SteadyMachine.run(this::speak);
    }

    private void speak(int attempt) throws Exception {
        List<AutoCloseable> open = new ArrayList<>();
        try (Network network = Network.system()) {
            List<Launched> receivers = new ArrayList<>();
            List<RtpSession> sessions = new ArrayList<>();
            for (Codec codec : CODECS) {
                int port = freePair();
                Path heard = folder.resolve(codec.name() + ".wav");
                Launched receiver = Launched.start(Map.of(), receive(description(codec, port), heard));
                receivers.add(receiver);
                open.add(receiver);
                RtpPorts ports = RtpPorts.bind(network, LOOPBACK);
                sessions.add(session(network, ports, codec, new InetSocketAddress(LOOPBACK, port))
                        .build());
            }
            // ffmpeg says nothing when it listens; what is sent before that is silence.
            for (RtpSession session : sessions) {
                session.start();
                session.play(sound(session.sendFormat()));
            }
            for (RtpSession session : sessions) {
                assertTrue(session.drain(Duration.ofSeconds(30)));
                session.close();
            }
            for (int i = 0; i < CODECS.size(); i++) {
                receivers.get(i).terminate();
                receivers.get(i).exit(Duration.ofSeconds(30));
                assertLike(
                        CODECS.get(i), WavFile.read(folder.resolve(CODECS.get(i).name() + ".wav")));
            }
        } finally {
            close(open);
        }
    }

    /** Three seconds of silence, the phrase, and a second of silence, for what receives may hold back the last of it. */
    private static AudioFrame sound(AudioFormat format) {
        short[] phrase = SpokenPhrase.samples();
        short[] narrow = new short[phrase.length + 4 * SpokenPhrase.RATE];
        System.arraycopy(phrase, 0, narrow, 3 * SpokenPhrase.RATE, phrase.length);
        return AudioFrame.of(format, Resampler.resample(narrow, AudioFormat.NARROWBAND, format));
    }

    private Path description(Codec codec, int port) throws Exception {
        return Files.writeString(folder.resolve(codec.name() + ".sdp"), """
                v=0
                o=- 0 0 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP %d
                a=rtpmap:%d %s/%d/%d
                """.formatted(
                port, codec.payloadType(), codec.payloadType(), codec.name(), codec.clockRateHz(), codec.channels()));
    }

    private static String[] receive(Path description, Path heard) {
        return List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-nostdin",
                        "-y",
                        "-protocol_whitelist",
                        "file,udp,rtp",
                        "-analyzeduration",
                        "100000",
                        "-i",
                        description.toString(),
                        "-ac",
                        "1",
                        "-c:a",
                        "pcm_s16le",
                        heard.toString())
                .toArray(String[]::new);
    }

    private static RtpSessionBuilder session(Network network, RtpPorts ports, Codec codec, InetSocketAddress remote) {
        RtpParameters parameters = RtpParameters.builder(AudioPayload.of(codec.payloadType(), codec.ours()))
                .remote(remote)
                .build();
        return RtpSession.builder(network, ports, parameters);
    }

    private static void assertLike(Codec codec, short[] heard) {
        Heard.assertLike(codec.name(), SpokenPhrase.samples(), heard, codec.correlation());
    }

    /** An even port whose next one is free too, a moment ago. */
    private static int freePair() throws Exception {
        for (; ; ) {
            try (var first = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
                if (first.getLocalPort() % 2 == 0) {
                    return first.getLocalPort();
                }
            }
        }
    }

    private static void close(List<AutoCloseable> open) throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }
}
