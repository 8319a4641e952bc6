// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.rtp.media.PacketResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what SDP agrees on beside codecs is what is done in the call: a peer's packets in virtual time")
class AgreedMediaTest {
    private static final InetSocketAddress THEIR_RTP = new InetSocketAddress(SimulatedLine.address(RawPeer.HOST), 4000);
    private static final InetSocketAddress THEIR_RTCP =
            new InetSocketAddress(SimulatedLine.address(RawPeer.HOST), 4001);

    /** RFC 3550 6.4.2: a receiver report without a block, of source 77. */
    private static final byte[] EMPTY_REPORT = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 77};

    private static final int OUR_RTP_PORT = 10_000;
    private static final int COMFORT_NOISE = 13;

    /** A peer's sound on one port, which hears what comes. */
    private static final class Sound implements AutoCloseable {
        private final List<byte[]> heard = new ArrayList<>();
        private final EventLoop loop;
        private final DatagramEndpoint endpoint;

        Sound(SimulatedLine line) throws IOException {
            this(line, THEIR_RTP);
        }

        Sound(SimulatedLine line, InetSocketAddress port) throws IOException {
            loop = line.network.host(RawPeer.HOST).openLoop("sound of the raw peer");
            endpoint = loop.bindDatagram(port, (where, payload, from, now) -> {
                byte[] copy = new byte[payload.remaining()];
                payload.get(copy);
                heard.add(copy);
            });
        }

        void send(int port, ByteBuffer packet) {
            loop.execute(() -> endpoint.send(
                    packet, new InetSocketAddress(SimulatedLine.address(SimulatedLine.CALLEE_HOST), port)));
        }

        private static int type(byte[] packet) {
            return packet[1] & 0x7f;
        }

        List<byte[]> of(int payloadType) {
            return heard.stream().filter(packet -> type(packet) == payloadType).toList();
        }

        long copiesOf(byte[] packet) {
            return heard.stream().filter(other -> Arrays.equals(other, packet)).count();
        }

        /** RTCP: payload type 200 to 206, of which seven bits are left. */
        boolean hasReport() {
            return heard.stream().anyMatch(packet -> type(packet) >= 200 - 128 && type(packet) <= 206 - 128);
        }

        @Override
        public void close() {
            loop.close();
        }
    }

    private static String offer(String profile, String formats, String attributes) {
        return RawPeer.sdp(1, formats, "sendrecv").replace("RTP/AVP", profile) + attributes;
    }

    private static String media(String message) {
        return message.substring(message.indexOf("\r\nm=audio") + 2);
    }

    /** RFC 4585 6.2.1, without a report before it as RFC 5506 allows: that packet again, please. */
    private static ByteBuffer nack(byte[] missing) {
        ByteBuffer rtp = ByteBuffer.wrap(missing);
        return ByteBuffer.allocate(16)
                .putShort((short) 0x81cd)
                .putShort((short) 3)
                .putInt(77)
                .putInt(rtp.getInt(8))
                .putShort(rtp.getShort(2))
                .putShort((short) 0)
                .flip();
    }

    private static void tone(VoiceSession session) {
        short[] samples = new short[8_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(i * 0.35));
        }
        session.play(samples, 8_000).await();
        session.awaitEnd();
    }

    private static String call(SimulatedLine line, RawPeer peer, String offer) {
        line.callee.onCall(AgreedMediaTest::tone);
        line.start();
        peer.invite(1, "", "", offer);
        String ok = peer.finalResponse(1);
        assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
        peer.ack(1, RawPeer.toTag(ok));
        return ok;
    }

    private static void bye(SimulatedLine line, RawPeer peer, String ok) {
        peer.request("BYE", 9, "bye9", RawPeer.toTag(ok), "", "");
        peer.finalResponse(9);
        line.assertIdle();
    }

    @Test
    @DisplayName(
            "RFC 5761 5.1.1, 4585 4.2, 5506 5: accepted when offered; RTCP comes on one port, and a lone NACK is obeyed")
    void allOfIt() throws IOException {
        try (var line = new SimulatedLine(1);
                var peer = new RawPeer(line.network);
                var sound = new Sound(line)) {
            String ok = call(
                    line,
                    peer,
                    offer("RTP/AVPF", "0", "a=rtcp-mux\na=rtcp-rsize\na=rtcp-fb:* nack\na=rtcp-fb:* nack pli\n"));
            String media = media(ok);
            assertTrue(media.startsWith("m=audio 10000 RTP/AVPF 0\r\n"), media);
            assertTrue(media.contains("a=rtcp-mux\r\n"), media);
            assertTrue(media.contains("a=rtcp-rsize\r\n"), media);
            assertTrue(media.contains("a=rtcp-fb:* nack\r\n"), media);
            assertFalse(media.contains("pli"), media);
            line.network.runFor(Duration.ofMillis(500));
            byte[] missing = sound.of(0).get(10);
            sound.send(OUR_RTP_PORT, nack(missing));
            line.network.runFor(Duration.ofMillis(200));
            assertEquals(2, sound.copiesOf(missing));
            line.network.runFor(Duration.ofSeconds(10));
            assertTrue(sound.hasReport());
            bye(line, peer, ok);
        }
    }

    @Test
    @DisplayName("none of it where it was not offered: AVP, RTCP on the next port, and no packet again")
    void noneOfIt() throws IOException {
        try (var line = new SimulatedLine(2);
                var peer = new RawPeer(line.network);
                var sound = new Sound(line)) {
            String ok = call(line, peer, offer("RTP/AVP", "0", "a=rtcp-fb:* nack\na=rtcp-rsize\n"));
            assertFalse(ok.contains("a=rtcp"), ok);
            line.network.runFor(Duration.ofMillis(500));
            byte[] missing = sound.of(0).get(10);
            sound.send(OUR_RTP_PORT, nack(missing));
            sound.send(OUR_RTP_PORT + 1, nack(missing));
            line.network.runFor(Duration.ofSeconds(10));
            assertEquals(1, sound.copiesOf(missing));
            assertFalse(sound.hasReport());
            bye(line, peer, ok);
        }
    }

    @Test
    @DisplayName(
            "a re-offer of ours keeps the one port, and what is offered first is two, or one if the backend says so")
    void whatIsOffered() throws IOException {
        for (boolean mux : new boolean[] {false, true}) {
            try (var line = new SimulatedLine(3, callee -> callee.offerRtcpMux(mux));
                    var peer = new RawPeer(line.network)) {
                line.callee.onCall(VoiceSession::awaitEnd);
                line.start();
                peer.invite(1, "", "", "");
                String ok = peer.finalResponse(1);
                assertEquals(mux, ok.contains("a=rtcp-mux\r\n"), ok);
                String attribute = "a=rtcp-mux\n";
                peer.request(
                        "ACK",
                        1,
                        "ack1",
                        RawPeer.toTag(ok),
                        "Content-Type: application/sdp\n",
                        offer("RTP/AVP", "0", attribute));
                line.network.runFor(Duration.ofMillis(200));
                line.callee.sessions().get(0).hold();
                String held = peer.next(message -> message.startsWith("INVITE "));
                assertEquals(mux, held.contains("a=rtcp-mux\r\n"), held);
            }
        }
    }

    @Test
    @DisplayName("RFC 5761 5.1.1: a call that has one port keeps it in this side's re-offers")
    void muxIsKept() throws IOException {
        try (var line = new SimulatedLine(4);
                var peer = new RawPeer(line.network)) {
            String ok = call(line, peer, offer("RTP/AVP", "0", "a=rtcp-mux\n"));
            assertTrue(ok.contains("a=rtcp-mux\r\n"), ok);
            line.network.runFor(Duration.ofMillis(200));
            line.callee.sessions().get(0).hold();
            String held = peer.next(message -> message.startsWith("INVITE "));
            assertTrue(held.contains("a=rtcp-mux\r\n"), held);
        }
    }

    @Test
    @DisplayName("RFC 5761 5.1.1: a peer that offers two ports after one gets its reports on the second, and so do we")
    void muxIsTakenBack() throws IOException {
        try (var line = new SimulatedLine(6);
                var peer = new RawPeer(line.network);
                var sound = new Sound(line);
                var reports = new Sound(line, THEIR_RTCP)) {
            String ok = call(line, peer, offer("RTP/AVP", "0", "a=rtcp-mux\n"));
            line.network.runFor(Duration.ofSeconds(10));
            assertTrue(sound.hasReport());
            assertEquals(List.of(), reports.heard);
            peer.invite(2, RawPeer.toTag(ok), "", RawPeer.sdp(2, "0", "sendrecv"));
            String again = peer.finalResponse(2);
            assertFalse(again.contains("a=rtcp-mux"), again);
            peer.ack(2, RawPeer.toTag(ok));
            sound.heard.clear();
            reports.send(OUR_RTP_PORT + 1, ByteBuffer.wrap(EMPTY_REPORT));
            line.network.runFor(Duration.ofSeconds(10));
            assertFalse(sound.hasReport());
            assertTrue(reports.hasReport());
            assertEquals(
                    1,
                    line.callee
                            .sessions()
                            .get(0)
                            .statistics()
                            .orElseThrow()
                            .received()
                            .count(PacketResult.RTCP));
            bye(line, peer, ok);
        }
    }

    @Test
    @DisplayName("RFC 3389: comfort noise is agreed on and sent in silence if the backend says so, and not otherwise")
    void comfortNoise() throws IOException {
        for (boolean wanted : new boolean[] {true, false}) {
            try (var line = new SimulatedLine(5, callee -> callee.comfortNoise(wanted));
                    var peer = new RawPeer(line.network);
                    var sound = new Sound(line)) {
                String ok = call(line, peer, offer("RTP/AVP", "0 13", ""));
                assertTrue(ok.contains(wanted ? "RTP/AVP 0 13\r\n" : "RTP/AVP 0\r\n"), ok);
                line.network.runFor(Duration.ofSeconds(8));
                int noise = sound.of(COMFORT_NOISE).size();
                assertTrue(wanted ? noise >= 2 && noise <= 6 : noise == 0, "packets of noise: " + noise);
                assertEquals(50, sound.of(0).size());
                bye(line, peer, ok);
            }
        }
    }
}
