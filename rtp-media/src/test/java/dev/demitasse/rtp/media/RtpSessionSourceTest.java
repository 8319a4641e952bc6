// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a session as its peer meets it: whose packets are heard")
class RtpSessionSourceTest extends WireFixture {
    RtpSessionSourceTest() throws IOException {}

    @Test
    @DisplayName("garbage of every kind is counted, and has no effect on the stream")
    void garbage() {
        open(pcmu(peer));
        var random = new Random(99);
        for (int n = 0; n < 100; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            for (int i = 0; i < 10; i++) {
                byte[] noise = new byte[random.nextInt(60)];
                random.nextBytes(noise);
                if (noise.length > 1) {
                    noise[1] = noise[1] == 0 ? 77 : noise[1];
                }
                (i % 2 == 0 ? peer : other).send(ports.rtpAddress(), ByteBuffer.wrap(noise));
                peer.sendRtcp(ports.rtcpAddress(), ByteBuffer.wrap(noise));
            }
            run(20);
        }
        RtpStatistics.Received received = session.statistics().received();
        assertEquals(100, received.count(PacketResult.AUDIO));
        assertEquals(0, received.lost());
        assertEquals(0, session.statistics().playout().concealedMillis());
        assertEquals(1_000, received.count(PacketResult.BAD_RTCP));
        long sum =
                received.results().values().stream().mapToLong(Long::longValue).sum();
        assertTrue(sum >= 1_100 + 500 && sum <= 2_100, "sum " + sum);
    }

    @Test
    @DisplayName(
            "a spoofed packet of the locked source, with another SSRC or a wild number, has no effect; a second in a row has")
    void spoofed() {
        open(pcmu(peer));
        for (int n = 0; n < 20; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            if (n == 10) {
                peer.sendAudio(ports.rtpAddress(), 0, 40_000, 7, 5);
                peer.sendAudio(ports.rtpAddress(), 0, 50_000, 7, 6);
            }
            run(20);
        }
        assertEquals(2, count(PacketResult.OUT_OF_SEQUENCE));
        assertEquals(20, count(PacketResult.AUDIO));
        assertEquals(0, session.statistics().playout().concealedMillis());
        for (int n = 0; n < 5; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, 900 + n, 77_000 + n * 160, 9);
            run(20);
        }
        assertEquals(24, count(PacketResult.AUDIO));
        assertEquals(new Ssrc(9), session.statistics().remoteSsrc().orElseThrow());
        assertEquals(2, heard.events.size());
    }

    @Test
    @DisplayName("a source other than signalled is latched after four packets, is sent to, and shuts out others")
    void latch() {
        open(pcmu(peer));
        play(2_000);
        for (int n = 0; n < 20; n++) {
            other.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        assertEquals(3, count(PacketResult.ON_PROBATION));
        assertEquals(17, count(PacketResult.AUDIO));
        int before = peer.heard.size();
        assertTrue(before >= 2 && before <= 5, "sent to the signalled address: " + before);
        assertTrue(other.heard.size() >= 15);
        peer.sendAudio(ports.rtpAddress(), 0, 1, 0, 8);
        run(100);
        assertEquals(17, count(PacketResult.AUDIO));
        assertEquals(List.of("first 5000"), heard.events);
    }

    @Test
    @DisplayName("after 1 s of silence the socket hears everybody; the last source goes on at once, losing nothing")
    void silence() {
        open(pcmu(peer));
        for (int n = 0; n < 5; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        run(3_000);
        for (int n = 5; n < 10; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160 + 24_000, 5);
            run(20);
        }
        assertEquals(10, count(PacketResult.AUDIO));
        assertEquals(0, session.statistics().received().lost());
    }

    @Test
    @DisplayName("a re-INVITE moves the session to another address: sent there at once, heard at its first packet")
    void move() {
        open(pcmu(peer));
        play(1_000);
        for (int n = 0; n < 10; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        session.update(pcmu(other).build());
        run(100);
        int before = peer.heard.size();
        for (int n = 0; n < 10; n++) {
            other.sendAudio(ports.rtpAddress(), 0, 100 + n, n * 160, 6);
            peer.sendAudio(ports.rtpAddress(), 0, 10 + n, 1_600 + n * 160, 5);
            run(20);
        }
        assertEquals(before, peer.heard.size());
        assertTrue(other.heard.size() >= 13, "sent to the new address: " + other.heard.size());
        assertEquals(new Ssrc(6), session.statistics().remoteSsrc().orElseThrow());
        assertTrue(count(PacketResult.AUDIO) >= 18, "heard " + count(PacketResult.AUDIO));
    }

    @Test
    @DisplayName(
            "a closed peer port is counted, does not end the session, and the source is heard again when it is back")
    void unreachable() {
        open(pcmu(peer));
        play(2_000);
        for (int n = 0; n < 5; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        InetSocketAddress address = peer.address();
        peer.close();
        run(500);
        assertTrue(
                session.statistics().sent().unsent() <= 3,
                () -> session.statistics().toString());
        var back = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", address.getPort());
        back.sendAudio(ports.rtpAddress(), 0, 5, 800, 5);
        run(200);
        assertEquals(6, count(PacketResult.AUDIO));
        assertTrue(back.heard.size() >= 9, "sent " + back.heard.size());
        back.close();
    }

    @Test
    @DisplayName(
            "with no address known nothing is sent and nothing is lost of what waits; the first source heard gets it")
    void latchOnly() {
        open(Pair.pcmu());
        Playback playback = session.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[1_600]));
        run(1_000);
        assertEquals(0, playback.played());
        for (int n = 0; n < 4; n++) {
            other.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        run(300);
        assertEquals(1_600, playback.played());
        assertEquals(10, other.heard.size());
    }

    @Test
    @DisplayName("RFC 3550 8.2: a peer with our SSRC makes us change ours")
    void collision() {
        open(pcmu(peer));
        play(100);
        run(60);
        int ours = peer.heard.get(0).ssrc();
        peer.sendAudio(ports.rtpAddress(), 0, 1, 0, ours);
        run(100);
        assertNotEquals(ours, peer.heard.get(peer.heard.size() - 1).ssrc());
    }

    @Test
    @DisplayName(
            "RFC 3550 8.2: a peer that sends our packets back makes us change our SSRC once, not for ever, and is heard")
    void mirror() {
        open(pcmu(peer));
        peer.mirror = true;
        session.process((received, toSend, now) -> {
            Arrays.fill(toSend, (short) 1_000);
            return true;
        });
        run(5_000);
        assertEquals(2, peer.heard.stream().map(RawPeer.Heard::ssrc).distinct().count());
        assertTrue(count(PacketResult.AUDIO) > 240, "heard " + count(PacketResult.AUDIO));
        assertTrue(session.statistics().playout().concealedMillis() <= 60);
    }

    @Test
    @DisplayName(
            "RFC 6263 4.6: packets of a payload type nobody knows, or without payload, use up numbers and are not lost")
    void keepAlives() {
        open(pcmu(peer));
        for (int n = 0; n < 100; n++) {
            if (n % 10 == 5) {
                peer.sendAudio(ports.rtpAddress(), 77, n, n * 160, 5);
            } else {
                peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            }
            run(20);
        }
        assertEquals(10, count(PacketResult.UNKNOWN_PAYLOAD_TYPE));
        RtpStatistics statistics = session.statistics();
        assertEquals(0, statistics.received().lost());
        assertEquals(0, statistics.playout().concealedMillis());
        assertEquals(0, statistics.losses().lost());
    }

    @Test
    @DisplayName("a digit's duplicate packets are counted as such")
    void duplicateEvents() {
        open(pcmu(peer));
        ByteBuffer event = ByteBuffer.allocate(16);
        RtpPacket.writeHeader(event, 101, true, 1, 160, 5);
        event.putInt(0x05_8A_01_40).flip();
        peer.send(ports.rtpAddress(), event);
        run(20);
        peer.send(ports.rtpAddress(), event.rewind());
        run(20);
        assertEquals("5", heard.digitText());
        assertEquals(1, count(PacketResult.EVENT));
        assertEquals(1, count(PacketResult.DUPLICATE));
    }

    @Test
    @DisplayName("RFC 3550 11: ports the machine chooses are an even one for RTP and the odd one above it")
    void evenPorts() throws IOException {
        open(pcmu(peer));
        for (int i = 0; i < 20; i++) {
            RtpPorts pair = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
            assertEquals(0, pair.rtpAddress().getPort() % 2);
            assertEquals(pair.rtpAddress().getPort() + 1, pair.rtcpAddress().getPort());
            pair.close();
        }
    }

    private void audio(RawPeer from, int first, int count, int ssrc) {
        for (int n = first; n < first + count; n++) {
            from.sendAudio(ports.rtpAddress(), 0, n, n * 160, ssrc);
            run(20);
        }
    }

    @Test
    @DisplayName("a stranger heard on hold is not heard after it, and gets no audio: the peer goes on at once")
    void strangerOnHold() {
        open(pcmu(peer));
        audio(peer, 0, 10, 5);
        session.update(pcmu(peer).direction(MediaDirection.SENDONLY).build());
        run(2_000);
        audio(other, 0, 50, 6);
        session.update(pcmu(peer).build());
        play(500);
        run(100);
        audio(peer, 10, 10, 5);
        audio(other, 50, 10, 6);
        assertEquals(20, count(PacketResult.AUDIO));
        assertEquals(new Ssrc(5), session.statistics().remoteSsrc().orElseThrow());
        assertEquals(0, other.heard.size());
    }

    @Test
    @DisplayName("a session that begins on hold: the signalled peer is heard at its first packet after it")
    void beginsOnHold() {
        open(pcmu(peer).direction(MediaDirection.INACTIVE));
        audio(other, 0, 50, 6);
        session.update(pcmu(peer).build());
        play(500);
        run(100);
        audio(peer, 10, 10, 5);
        assertEquals(9, count(PacketResult.AUDIO), "the second confirms the SSRC");
        assertEquals(0, other.heard.size());
    }
}
