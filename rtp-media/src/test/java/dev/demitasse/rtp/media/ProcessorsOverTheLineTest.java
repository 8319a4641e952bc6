// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.audio.AudioMixer;
import dev.demitasse.rtp.media.audio.DtmfDetector;
import dev.demitasse.rtp.media.audio.EchoProcessor;
import dev.demitasse.rtp.media.audio.ToneGenerator;
import dev.demitasse.rtp.media.audio.ToneSequence;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Digits go in as tones at one end, and must come out as digits at the other. */
@DisplayName("processors in sessions: what they make arrives")
class ProcessorsOverTheLineTest {
    private final SimulatedNetwork network = SimulatedNetwork.withSeed(99);
    private final List<RtpSession> sessions = new ArrayList<>();

    /** A telephone and its session at the server. */
    private record Leg(RtpSession telephone, RtpSession server) {}

    private Leg leg(String codec, String address) throws IOException {
        Network phone = network.host(address);
        Network server = network.host("10.0.0.100");
        AudioPayload payload = AudioPayload.of(0, Pair.CODECS.named(codec));
        RtpPorts phonePorts = RtpPorts.bind(phone, InetAddress.getByName(address));
        RtpPorts serverPorts = RtpPorts.bind(server, InetAddress.getByName("10.0.0.100"));
        RtpParameters toServer =
                RtpParameters.builder(payload).remote(serverPorts.rtpAddress()).build();
        RtpParameters toPhone =
                toServer.toBuilder().remote(phonePorts.rtpAddress()).build();
        var leg = new Leg(
                RtpSession.builder(phone, phonePorts, toServer).build(),
                RtpSession.builder(server, serverPorts, toPhone).build());
        for (RtpSession session : List.of(leg.telephone, leg.server)) {
            sessions.add(session);
            session.start();
        }
        return leg;
    }

    private static void dial(RtpSession telephone, String digits) {
        short[] pcm = new short[telephone.sendFormat().samples(200 * digits.length())];
        new ToneGenerator(ToneSequence.dtmf(digits), telephone.sendFormat()).generate(pcm, 0, pcm.length);
        telephone.play(AudioFrame.of(telephone.sendFormat(), pcm));
    }

    /** The digits in two seconds of what a telephone hears. */
    private String heard(RtpSession telephone) {
        var digits = new StringBuilder();
        Optional<DtmfDetector> detector = Optional.empty();
        for (int i = 0; i < 100; i++) {
            network.runFor(Duration.ofMillis(20));
            Optional<AudioFrame> frame = telephone.poll();
            if (frame.isPresent()) {
                if (detector.isEmpty()) {
                    detector =
                            Optional.of(new DtmfDetector(frame.get().format(), event -> digits.append(event.digit())));
                }
                detector.get().process(frame.get().samples(), 0, frame.get().length());
            }
        }
        return digits.toString();
    }

    private void close() {
        sessions.forEach(RtpSession::close);
        network.runFor(Duration.ofMillis(100));
        network.assertNothingPending();
        network.close();
    }

    @Test
    @DisplayName("echo: the digits come back")
    void echo() throws IOException {
        Leg leg = leg("G722", "10.0.0.1");
        leg.server.process(new EchoProcessor());
        dial(leg.telephone, "159D");
        assertEquals("159D", heard(leg.telephone));
        close();
    }

    @Test
    @DisplayName("forwarding between two sessions of different rates: narrow to wide, and back")
    void forwarding() throws IOException {
        Leg narrow = leg("PCMA", "10.0.0.1");
        Leg wide = leg("G722", "10.0.0.2");
        var mixer = new AudioMixer();
        narrow.server.process(mixer.join());
        wide.server.process(mixer.join());
        dial(narrow.telephone, "42#");
        assertEquals("42#", heard(wide.telephone));
        dial(wide.telephone, "A*0");
        assertEquals("A*0", heard(narrow.telephone));
        close();
    }

    @Test
    @DisplayName("a conference of four: each hears the digits of whoever speaks, and not its own")
    void conference() throws IOException {
        var mixer = new AudioMixer();
        var legs = new ArrayList<Leg>();
        for (String codec : List.of("PCMU", "PCMA", "G722", "L16")) {
            Leg leg = leg(codec, "10.0.0." + (legs.size() + 1));
            leg.server.process(mixer.join());
            legs.add(leg);
        }
        for (int speaker = 0; speaker < 4; speaker++) {
            legs.forEach(leg -> leg.telephone.discardInput());
            int other = (speaker + 1) % 4;
            dial(legs.get(speaker).telephone, "7" + speaker);
            assertEquals("7" + speaker, heard(legs.get(other).telephone));
            legs.get(speaker).telephone.discardInput();
        }
        dial(legs.get(0).telephone, "5");
        assertEquals("", heard(legs.get(0).telephone));
        close();
    }

    @Test
    @DisplayName("the mixer adds less than 40 ms: what is said is heard after two networks, two buffers and that")
    void delay() throws IOException {
        Leg from = leg("PCMU", "10.0.0.1");
        Leg to = leg("PCMU", "10.0.0.2");
        var mixer = new AudioMixer();
        from.server.process(mixer.join());
        to.server.process(mixer.join());
        network.runFor(Duration.ofMillis(500));
        to.telephone.discardInput();
        short[] loud = new short[4_000];
        Arrays.fill(loud, (short) 8_000);
        from.telephone.play(AudioFrame.of(AudioFormat.NARROWBAND, loud));
        int millis = 0;
        while (millis < 500
                && to.telephone.poll().map(frame -> frame.sample(159)).orElse((short) 0) < 4_000) {
            network.runFor(Duration.ofMillis(1));
            millis++;
        }
        // Each way through a session costs up to 20 ms of packet time, 40 of buffer and 20 of frame.
        assertTrue(millis > 40 && millis <= 2 * 80 + 40, millis + " ms");
        close();
    }
}
