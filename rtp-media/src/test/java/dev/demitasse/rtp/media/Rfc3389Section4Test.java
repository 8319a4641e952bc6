// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3389 4: comfort noise in the place of silence, sent and heard")
class Rfc3389Section4Test extends WireFixture {
    private static final int CN = 13;

    private final List<short[]> frames = new ArrayList<>();

    Rfc3389Section4Test() throws IOException {}

    private void open(UnaryOperator<RtpParametersBuilder> parameters, boolean suppress) {
        session = RtpSession.builder(host, ports, parameters.apply(pcmu(peer)).build())
                .silenceSuppression(suppress)
                .processor((received, toSend, now) -> {
                    frames.add(received.clone());
                    return false;
                })
                .build();
        session.start();
    }

    private List<RawPeer.Heard> heard(int type) {
        return peer.heard.stream().filter(packet -> packet.type() == type).toList();
    }

    private void sendNoise(int number, int timestamp, int... payload) {
        ByteBuffer bytes = ByteBuffer.allocate(12 + payload.length);
        RtpPacket.writeHeader(bytes, CN, false, number, timestamp, 9);
        for (int octet : payload) {
            bytes.put((byte) octet);
        }
        peer.send(ports.rtpAddress(), bytes.flip());
    }

    private void sendAudio(int number, int timestamp) {
        peer.sendAudio(ports.rtpAddress(), 0, number, timestamp, 9);
    }

    private double levelOfLast(int count) {
        double sum = 1e-9;
        for (short[] frame : frames.subList(frames.size() - count, frames.size())) {
            for (short sample : frame) {
                sum += (double) sample * sample;
            }
        }
        return 10 * Math.log10(sum / (count * 160)) - 20 * Math.log10(32_768);
    }

    private static short[] noise(int millis, double rms) {
        var random = new Random(3);
        short[] pcm = new short[millis * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (rms * random.nextGaussian());
        }
        return pcm;
    }

    @Test
    @DisplayName("with nothing to send: at once, and every 3 s, at -70 dBov; no marker, its own numbers and times")
    void idle() {
        open(p -> p.comfortNoise(CN), true);
        run(6_500);
        List<RawPeer.Heard> noise = peer.heard;
        assertEquals(3, noise.size());
        for (int i = 0; i < 3; i++) {
            RawPeer.Heard packet = noise.get(i);
            assertEquals(
                    List.of(CN, 1, 70, false),
                    List.of(packet.type(), packet.length(), packet.first(), packet.marker()));
            assertEquals(i * 24_000, packet.timestamp() - noise.get(0).timestamp());
            assertEquals(
                    i, SequenceNumbers.difference(packet.number(), noise.get(0).number()));
        }
        assertEquals(3, session.statistics().sent().octets());
    }

    @Test
    @DisplayName("after a talkspurt at once; the next talkspurt has the marker, and no number is left out")
    void talkspurts() {
        open(p -> p.comfortNoise(CN), true);
        run(50);
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, Tones.voice(1)));
        run(1_500);
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, noise(100, 3_000)));
        run(300);
        List<RawPeer.Heard> all = peer.heard;
        for (int i = 1; i < all.size(); i++) {
            RawPeer.Heard now = all.get(i);
            assertEquals(
                    1, SequenceNumbers.difference(now.number(), all.get(i - 1).number()));
            assertEquals(now.type() == 0 && all.get(i - 1).type() == CN, now.marker(), now.toString());
            if (all.get(i - 1).type() == 0) {
                assertEquals(20, now.millis() - all.get(i - 1).millis());
            }
        }
        assertTrue(heard(CN).size() >= 3, all.toString());
    }

    @Test
    @DisplayName("audio without speech is described, not sent: 10 s of background at -50 dBov are five packets or less")
    void background() {
        open(p -> p.comfortNoise(CN), true);
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, noise(10_000, 32_768 * Math.pow(10, -50 / 20.0))));
        run(10_200);
        assertTrue(peer.heard.size() <= 7, peer.heard.size() + " packets");
        List<RawPeer.Heard> noise = heard(CN);
        assertEquals(9, noise.get(noise.size() - 1).length());
        assertEquals(50, noise.get(noise.size() - 1).first(), 2);
        assertEquals(80_000, session.statistics().sent().samplesPlayed());
    }

    @Test
    @DisplayName("a background that grows louder by 20 dB is described anew before the 3 s are over")
    void change() {
        open(p -> p.comfortNoise(CN), true);
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, noise(3_500, 30)));
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, noise(8_000, 300)));
        run(11_700);
        List<Integer> levels = heard(CN).stream().map(RawPeer.Heard::first).toList();
        assertEquals(61, levels.get(1), 2, levels.toString());
        assertEquals(41, levels.get(levels.size() - 1), 2, levels.toString());
    }

    @Test
    @DisplayName("none to a peer that takes none, none if not asked for, none on hold, none for two channels")
    void none() throws IOException {
        open(p -> p.receiveComfortNoise(CN), true);
        run(500);
        session.update(
                pcmu(peer).comfortNoise(CN).direction(MediaDirection.RECVONLY).build());
        run(500);
        AudioPayload stereo =
                AudioPayload.of(10, Pair.CODECS.find("L16", 44_100, 2).orElseThrow());
        session.update(RtpParameters.builder(stereo)
                .remote(peer.address())
                .comfortNoise(CN)
                .build());
        run(500);
        assertEquals(List.of(), peer.heard);
        session.update(pcmu(peer).comfortNoise(CN).build());
        run(500);
        assertEquals(1, peer.heard.size());
    }

    @Test
    @DisplayName("not asked for: nothing is sent in silence")
    void notAskedFor() {
        open(p -> p.comfortNoise(CN), false);
        run(500);
        assertEquals(List.of(), peer.heard);
    }

    @Test
    @DisplayName("heard: noise of the payload's level until the next talkspurt; nothing is lost, nothing made up")
    void received() {
        open(p -> p.receiveComfortNoise(CN), false);
        for (int n = 0; n < 10; n++) {
            sendAudio(n, n * 160);
            run(20);
        }
        sendNoise(10, 1_600, 40);
        run(1_000);
        assertEquals(-40, levelOfLast(40), 0.7);
        sendNoise(11, 1_600 + 8_000, 55);
        run(500);
        assertEquals(-55, levelOfLast(20), 0.7);
        for (int n = 12; n < 32; n++) {
            sendAudio(n, 13_600 + (n - 12) * 160);
            run(20);
        }
        assertTrue(levelOfLast(10) > -35, "level " + levelOfLast(10));
        RtpStatistics statistics = session.statistics();
        assertEquals(0, statistics.received().lost());
        assertEquals(2, count(PacketResult.COMFORT_NOISE));
        assertEquals(0, statistics.losses().lost());
        assertEquals(0, statistics.playout().concealedMillis());
        assertEquals(1_500, statistics.playout().noiseMillis(), 60);
        assertEquals(0, statistics.playout().exhausted());
    }

    @Test
    @DisplayName("noise may come before any audio, and ends after 30 s without word of it")
    void first() {
        open(p -> p.receiveComfortNoise(CN), false);
        sendNoise(1, 160, 40);
        run(29_900);
        assertEquals(-40, levelOfLast(20), 0.7);
        run(500);
        assertTrue(levelOfLast(10) < -90, "level " + levelOfLast(10));
        assertEquals(30_000, session.statistics().playout().noiseMillis());
    }

    @Test
    @DisplayName(
            "noise that was overtaken by the next talkspurt changes nothing; audio lost after it is bridged by noise")
    void overtaken() {
        open(p -> p.receiveComfortNoise(CN), false);
        for (int n : new int[] {0, 1, 3, 4, 5}) {
            sendAudio(n, n * 160);
            run(20);
        }
        sendNoise(2, 320, 20);
        run(200);
        assertTrue(levelOfLast(4) < -90, "level " + levelOfLast(4));
        sendNoise(6, 960, 30);
        run(200);
        sendAudio(8, 4_800);
        run(40);
        assertTrue(levelOfLast(1) > -40, "level " + levelOfLast(1));
    }

    @Test
    @DisplayName("a first octet with its first bit set is none: counted, and not lost")
    void bad() {
        open(p -> p.receiveComfortNoise(CN), false);
        for (int n = 0; n < 5; n++) {
            sendAudio(n, n * 160);
        }
        sendNoise(5, 800, 0x80 | 40);
        sendNoise(6, 960);
        run(300);
        assertEquals(2, count(PacketResult.BAD_PAYLOAD));
        assertEquals(0, session.statistics().received().lost());
        assertEquals(0, session.statistics().playout().noiseMillis());
    }
}
