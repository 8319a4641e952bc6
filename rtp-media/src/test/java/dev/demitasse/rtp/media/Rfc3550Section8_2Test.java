// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 8.2: an SSRC of one's own choice, and its collision with the peer's")
class Rfc3550Section8_2Test extends WireFixture {
    private static final Ssrc CHOSEN = new Ssrc(0xCAFE_0001);

    Rfc3550Section8_2Test() throws IOException {
        session =
                RtpSession.builder(host, ports, pcmu(peer).build()).ssrc(CHOSEN).build();
        session.start();
    }

    private Ssrc lastHeard() {
        return new Ssrc(peer.heard.get(peer.heard.size() - 1).ssrc());
    }

    private List<RtcpPacket> lastReport() {
        List<RtcpPacket> packets = new ArrayList<>();
        byte[] last = peer.heardRtcp.get(peer.heardRtcp.size() - 1);
        assertEquals(RtcpReader.Result.VALID, RtcpReader.read(ByteBuffer.wrap(last), packets));
        return packets;
    }

    @Test
    @DisplayName("packets, reports and statistics have the SSRC that was set, before and after a new agreement")
    void chosen() {
        assertEquals(CHOSEN, session.statistics().localSsrc());
        play(20_000);
        run(10_000);
        session.update(pcmu(peer).ptimeMillis(40).build());
        run(10_000);
        assertTrue(peer.heard.size() > 500);
        assertTrue(peer.heard.stream().allMatch(packet -> packet.ssrc() == CHOSEN.bits()));
        assertEquals(CHOSEN, ((SenderReport) lastReport().get(0)).sender());
    }

    @Test
    @DisplayName(
            "a peer that has it too makes us say good-bye for it and take another, which a new agreement leaves as it is")
    void collision() {
        play(20_000);
        run(60);
        for (int n = 0; n < 10; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, CHOSEN.bits());
            run(20);
        }
        assertEquals(
                new Goodbye(List.of(CHOSEN), ""), lastReport().get(lastReport().size() - 1));
        Ssrc next = lastHeard();
        assertNotEquals(CHOSEN, next);
        session.update(pcmu(peer).build());
        run(100);
        assertEquals(next, lastHeard());
        assertEquals(next, session.statistics().localSsrc());
    }

    private void report(RawPeer by, RtcpPacket... packets) {
        ByteBuffer bytes = ByteBuffer.allocate(400);
        for (RtcpPacket packet : packets) {
            packet.writeTo(bytes);
        }
        by.sendRtcp(ports.rtcpAddress(), bytes.flip());
        run(100);
    }

    @Test
    @DisplayName("a peer that sends nothing, and reports under our SSRC, makes us say good-bye for it and take another")
    void collisionByReceiverReport() {
        play(20_000);
        run(60);
        report(peer, new ReceiverReport(CHOSEN, List.of()), SourceDescription.ofCname(CHOSEN, "peer"));
        assertEquals(
                new Goodbye(List.of(CHOSEN), ""), lastReport().get(lastReport().size() - 1));
        Ssrc next = lastHeard();
        assertNotEquals(CHOSEN, next);
        assertEquals(next, session.statistics().localSsrc());
        run(6_000);
        assertEquals(next, ((SenderReport) lastReport().get(0)).sender());
        assertEquals(next, lastHeard());
    }

    @Test
    @DisplayName("who has only reported says good-bye for its SSRC too")
    void goodbyeOfReceiver() {
        run(8_000);
        assertTrue(lastReport().get(0) instanceof ReceiverReport);
        report(peer, new ReceiverReport(CHOSEN, List.of()), SourceDescription.ofCname(CHOSEN, "peer"));
        assertEquals(
                new Goodbye(List.of(CHOSEN), ""), lastReport().get(lastReport().size() - 1));
    }

    @Test
    @DisplayName("so do a sender report, and a description of it behind a report of another")
    void collisionBySenderReportOrDescription() {
        report(peer, new SenderReport(CHOSEN, new NtpTimestamp(1), 0, 1, 160, List.of()));
        Ssrc next = session.statistics().localSsrc();
        assertNotEquals(CHOSEN, next);
        session.update(pcmu(other).build());
        run(20);
        report(other, new ReceiverReport(new Ssrc(7), List.of()), SourceDescription.ofCname(next, "other"));
        assertNotEquals(next, session.statistics().localSsrc());
    }

    @Test
    @DisplayName("reports on our stream, and those of hosts that are nobody, are no collision")
    void noCollision() {
        var block = new ReportBlock(CHOSEN, 0, 0, 0, 0, 0, 0);
        report(peer, new ReceiverReport(new Ssrc(7), List.of(block)), SourceDescription.ofCname(new Ssrc(7), "peer"));
        report(other, new ReceiverReport(CHOSEN, List.of()), SourceDescription.ofCname(CHOSEN, "other"));
        assertEquals(CHOSEN, session.statistics().localSsrc());
    }

    @Test
    @DisplayName(
            "from where it collided before, it is our own packets that come back: once only, RTP and RTCP together")
    void loop() {
        play(20_000);
        run(60);
        report(peer, new ReceiverReport(CHOSEN, List.of()), SourceDescription.ofCname(CHOSEN, "peer"));
        Ssrc next = lastHeard();
        assertNotEquals(CHOSEN, next);
        peer.mirror = true;
        run(1_000);
        report(peer, new ReceiverReport(next, List.of()), SourceDescription.ofCname(next, "peer"));
        assertEquals(next, lastHeard());
        assertEquals(next, session.statistics().localSsrc());
    }

    @Test
    @DisplayName("what else is random does not depend on whether it was set: numbers and timestamps")
    void drawsAlike() throws IOException {
        RawPeer.Heard set = first(builder -> builder.ssrc(CHOSEN));
        RawPeer.Heard drawn = first(builder -> builder);
        assertEquals(CHOSEN.bits(), set.ssrc());
        assertNotEquals(CHOSEN.bits(), drawn.ssrc());
        assertEquals(drawn.number(), set.number());
        assertEquals(drawn.timestamp(), set.timestamp());
    }

    private static RawPeer.Heard first(UnaryOperator<RtpSessionBuilder> options) throws IOException {
        try (var network = SimulatedNetwork.withSeed(5)) {
            Network host = network.host("10.0.0.1");
            var peer = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", 4000);
            RtpPorts ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
            try (RtpSession session = options.apply(
                            RtpSession.builder(host, ports, pcmu(peer).build()))
                    .build()) {
                session.start();
                session.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[800]));
                network.runFor(Duration.ofMillis(100));
            }
            peer.close();
            return peer.heard.get(0);
        }
    }
}
