// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a session as its peer meets it: reports, and what is told by them")
class RtpSessionRtcpTest extends WireFixture {
    RtpSessionRtcpTest() throws IOException {}

    @Test
    @DisplayName("RFC 5761: multiplexed, reports come and go on the RTP port")
    void multiplexed() {
        open(pcmu(peer).rtcpMux(true));
        for (int n = 0; n < 5; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        ByteBuffer report = ByteBuffer.allocate(200);
        new ReceiverReport(new Ssrc(5), List.of()).writeTo(report);
        SourceDescription.ofCname(new Ssrc(5), "x").writeTo(report);
        new Goodbye(List.of(new Ssrc(5)), "").writeTo(report);
        peer.send(ports.rtpAddress(), report.flip());
        run(10_000);
        assertEquals(1, count(PacketResult.RTCP));
        assertTrue(heard.events.contains("goodbye"));
        assertEquals(0, peer.heardRtcp.size());
    }

    @Test
    @DisplayName("RFC 3550 6.4: reports tell our loss and name us; without audio sent, a receiver report")
    void reports() {
        open(pcmu(peer));
        for (int n = 0; n < 400; n++) {
            if (n % 10 != 3) {
                peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            }
            run(20);
        }
        assertTrue(peer.heardRtcp.size() >= 1 && peer.heardRtcp.size() <= 4, "reports " + peer.heardRtcp.size());
        List<RtcpPacket> packets = new ArrayList<>();
        byte[] last = peer.heardRtcp.get(peer.heardRtcp.size() - 1);
        assertEquals(RtcpReader.Result.VALID, RtcpReader.read(ByteBuffer.wrap(last), packets));
        var report = (ReceiverReport) packets.get(0);
        ReportBlock block = report.reports().get(0);
        assertEquals(new Ssrc(5), block.source());
        assertTrue(block.fractionLost() >= 20 && block.fractionLost() <= 30, "lost " + block.fractionLost());
        assertTrue(block.cumulativeLost() > 5);
        assertTrue(((SourceDescription) packets.get(1))
                        .cname(report.sender())
                        .orElseThrow()
                        .length()
                >= 8);
    }

    @Test
    @DisplayName("RFC 3550 8.2: a collision ends the old source with a BYE, and the counts of reports begin anew")
    void collisionSaysGoodbye() {
        open(pcmu(peer));
        play(20_000);
        run(60);
        int ours = peer.heard.get(0).ssrc();
        peer.sendAudio(ports.rtpAddress(), 0, 1, 0, ours);
        run(20_000);
        List<RtcpPacket> first = rtcp(0);
        assertEquals(new Goodbye(List.of(new Ssrc(ours)), ""), first.get(first.size() - 1));
        int now = peer.heard.get(peer.heard.size() - 1).ssrc();
        long sentAsNow =
                peer.heard.stream().filter(packet -> packet.ssrc() == now).count();
        var report = (SenderReport) rtcp(peer.heardRtcp.size() - 1).get(0);
        assertEquals(new Ssrc(now), report.sender());
        assertTrue(report.packets() <= sentAsNow && report.packets() > 100, report + " of " + sentAsNow);
    }

    @Test
    @DisplayName("RFC 3550 6.4: a report has a block on the peer only if it was heard since the report before")
    void silentPeer() {
        open(pcmu(peer));
        for (int n = 0; n < 500; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        int reports = peer.heardRtcp.size();
        assertEquals(1, ((ReceiverReport) rtcp(reports - 1).get(0)).reports().size());
        run(40_000);
        assertTrue(peer.heardRtcp.size() > reports + 3);
        for (int i = reports + 1; i < peer.heardRtcp.size(); i++) {
            assertEquals(List.of(), ((ReceiverReport) rtcp(i).get(0)).reports());
        }
        int silent = peer.heardRtcp.size();
        peer.sendAudio(ports.rtpAddress(), 0, 500, 2_500 * 160, 5);
        peer.sendAudio(ports.rtpAddress(), 0, 501, 2_501 * 160, 5);
        run(10_000);
        boolean again = false;
        for (int i = silent; i < peer.heardRtcp.size(); i++) {
            again |= !((ReceiverReport) rtcp(i).get(0)).reports().isEmpty();
        }
        assertTrue(again);
    }

    private List<RtcpPacket> rtcp(int index) {
        List<RtcpPacket> packets = new ArrayList<>();
        RtcpReader.read(ByteBuffer.wrap(peer.heardRtcp.get(index)), packets);
        return packets;
    }

    @Test
    @DisplayName("where nothing was heard there is no MOS, and duplicates do not hide loss from it")
    void mos() {
        open(pcmu(peer));
        play(1_000);
        run(1_000);
        assertTrue(session.statistics().mos().isEmpty());
        for (int n = 0; n < 400; n++) {
            if (n % 10 != 3) {
                peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
                peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            }
            run(20);
        }
        RtpStatistics statistics = session.statistics();
        assertTrue(statistics.received().lost() < 0);
        assertEquals(0.1, statistics.losses().lossRatio(), 0.01);
        assertTrue(statistics.mos().orElseThrow() < 3.6, "MOS " + statistics.mos());
    }

    @Test
    @DisplayName("RFC 3550 6.6: a source that goes on after its BYE is a member again, and reports go on")
    void goodbyeAndOn() {
        open(pcmu(peer));
        for (int n = 0; n < 1_000; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            if (n == 100) {
                ByteBuffer bye = ByteBuffer.allocate(100);
                new ReceiverReport(new Ssrc(5), List.of()).writeTo(bye);
                new Goodbye(List.of(new Ssrc(5)), "").writeTo(bye);
                peer.sendRtcp(ports.rtcpAddress(), bye.flip());
            }
            run(20);
        }
        assertTrue(heard.events.contains("goodbye"));
        assertTrue(peer.heardRtcp.size() >= 3, "reports " + peer.heardRtcp.size());
    }

    @Test
    @DisplayName(
            "reports go on to where the source's own come from; a stranger's report on the same host moves nothing")
    void strangeReporter() {
        open(pcmu(peer));
        for (int n = 0; n < 600; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            if (n == 20) {
                ByteBuffer report = ByteBuffer.allocate(100);
                new ReceiverReport(new Ssrc(99), List.of()).writeTo(report);
                peer.send(ports.rtcpAddress(), report.flip());
            }
            run(20);
        }
        assertTrue(peer.heardRtcp.size() >= 1, "reports " + peer.heardRtcp.size());
    }

    @Test
    @DisplayName("RFC 3611 4.7: where the peer tells how we sound, that is reported, unless it is on no scale")
    void peerTellsMos() {
        open(pcmu(peer).rtcpReducedSize(true));
        play(2_000);
        run(100);
        Ssrc ours = new Ssrc(peer.heard.get(0).ssrc());
        assertEquals(3.1, mosThere(ours, VoipMetrics.UNAVAILABLE, 31));
        assertEquals(2.9, mosThere(ours, 29, 31));
        assertEquals(1, mosThere(ours, 10, 31));
        assertEquals(5, mosThere(ours, 51, 50));
        assertTrue(mosThere(ours, 9, 51) > 4, "estimated");
        assertTrue(mosThere(new Ssrc(77), 15, 15) > 4, "of another source");
    }

    private double mosThere(Ssrc source, int conversational, int listening) {
        var unknown = VoipMetrics.UNAVAILABLE;
        var metrics = new VoipMetrics(
                source,
                new VoipMetrics.Loss(0, 0),
                new VoipMetrics.Bursts(0, 0, 0, 0, 16),
                new VoipMetrics.Delay(0, 0),
                new VoipMetrics.Signal(unknown, unknown, unknown),
                new VoipMetrics.Quality(unknown, unknown, listening, conversational),
                new VoipMetrics.Buffer(0, 0, 0, 0));
        ByteBuffer report = ByteBuffer.allocate(200);
        new ReceiverReport(
                        new Ssrc(5),
                        List.of(new ReportBlock(new Ssrc(peer.heard.get(0).ssrc()), 0, 0, 1, 0, 0, 0)))
                .writeTo(report);
        new ExtendedReport(new Ssrc(5), List.of(metrics)).writeTo(report);
        peer.sendRtcp(ports.rtcpAddress(), report.flip());
        run(20);
        return session.statistics().remote().orElseThrow().mos();
    }

    @Test
    @DisplayName(
            "6.4.1: jitter is told in milliseconds of the codec's clock, on both sides; what the peer lost as a share")
    void jitter() {
        open(pcmu(peer));
        play(1_000);
        run(100);
        assertTrue(session.statistics().remoteSsrc().isEmpty());
        var block = new ReportBlock(new Ssrc(peer.heard.get(0).ssrc()), 64, 3, 1, 80, 0, 0);
        ByteBuffer report = ByteBuffer.allocate(100);
        new ReceiverReport(new Ssrc(5), List.of(block)).writeTo(report);
        peer.sendRtcp(ports.rtcpAddress(), report.flip());
        peer.sendAudio(ports.rtpAddress(), 0, 0, 0, 5);
        run(30);
        peer.sendAudio(ports.rtpAddress(), 0, 1, 160, 5);
        run(30);
        RtpStatistics statistics = session.statistics();
        RtpStatistics.RemoteReport remote = statistics.remote().orElseThrow();
        assertEquals(0.25, remote.lossRatio());
        assertEquals(3, remote.lost());
        assertEquals(10, remote.jitterMillis());
        assertEquals(10 / 16.0, statistics.received().jitterMillis(), 1e-6);
        assertEquals(new Ssrc(5), statistics.remoteSsrc().orElseThrow());
        assertEquals(20, statistics.playout().targetMillis());
        double longest = statistics.playout().maximumBufferMillis();
        assertTrue(longest >= 20 && longest <= 40, "longest " + longest);
    }

    @Test
    @DisplayName("RFC 5506: reduced-size RTCP counts where it was agreed on, and is refused where not")
    void reducedSize() {
        open(pcmu(peer));
        ByteBuffer loss = ByteBuffer.allocate(12);
        new PictureLossIndication(new Ssrc(5), new Ssrc(6)).writeTo(loss);
        peer.sendRtcp(ports.rtcpAddress(), loss.flip());
        run(20);
        assertEquals(1, count(PacketResult.BAD_RTCP));
        session.update(pcmu(peer).rtcpReducedSize(true).build());
        run(5);
        peer.sendRtcp(ports.rtcpAddress(), loss.rewind());
        run(20);
        assertEquals(1, count(PacketResult.BAD_RTCP));
        assertEquals(1, count(PacketResult.RTCP));
    }
}
