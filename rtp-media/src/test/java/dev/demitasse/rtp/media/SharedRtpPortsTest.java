// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("sessions on shared ports, as their peers meet them")
class SharedRtpPortsTest extends SharedPortsFixture {
    SharedRtpPortsTest() throws IOException {
        super(31);
    }

    @Test
    @DisplayName("a wildcard hears a source after four packets in a row, and no stray packet before")
    void wildcard() {
        RtpSession session = session(Pair.pcmu());
        other.sendAudio(local, 0, 77, 0, 5);
        audio(gateway, 9, 0, 3);
        assertEquals(0, heard(session));
        audio(gateway, 9, 3, 10);
        assertEquals(7, heard(session));
        assertTrue(gateway.heard.size() >= 5, "sent " + gateway.heard.size());
        assertEquals(0, other.heard.size());
        session.close();
    }

    @Test
    @DisplayName("a single stray packet does not re-aim a call that is silent")
    void notReaimed() {
        RtpSession session = session(towards(gateway));
        audio(gateway, 9, 0, 10);
        run(2_000);
        other.sendAudio(local, 0, 10, 1_600, 9);
        run(100);
        assertEquals(10, heard(session));
        assertEquals(0, other.heard.size());
        audio(gateway, 9, 10, 20);
        assertEquals(20, heard(session));
        session.close();
    }

    @Test
    @DisplayName(
            "the SSRC of a call from a new address: heard there after 1 s of silence and four packets, and sent to")
    void rebound() {
        RtpSession session = session(towards(gateway));
        audio(gateway, 9, 0, 10);
        audio(other, 9, 10, 70);
        assertTrue(heard(session) >= 15 && heard(session) <= 17, "heard " + heard(session));
        assertTrue(other.heard.size() >= 4, "sent " + other.heard.size());
        session.close();
    }

    @Test
    @DisplayName("a re-INVITE with another SSRC from the same address, where others are, too")
    void renewed() {
        RtpSession one = session(towards(gateway));
        audio(gateway, 1, 0, 10);
        RtpSession two = session(towards(gateway));
        audio(gateway, 2, 0, 10);
        two.update(towards(gateway).build());
        run(1);
        audio(gateway, 3, 500, 510);
        assertEquals(new Ssrc(3), two.statistics().remoteSsrc().orElseThrow());
        assertEquals(10, heard(one));
        one.close();
        two.close();
    }

    @Test
    @DisplayName(
            "another SSRC without a re-INVITE, from the only call's address: heard from 1 s of silence on, and stays heard")
    void otherSsrcWithoutUpdate() {
        RtpSession session = session(towards(gateway));
        audio(gateway, 1, 0, 10);
        audio(gateway, 2, 500, 650);
        assertEquals(new Ssrc(2), session.statistics().remoteSsrc().orElseThrow());
        assertTrue(heard(session) >= 10 + 95, "heard " + heard(session));
        session.close();
    }

    @Test
    @DisplayName("a stray packet of another SSRC, after 1 s of silence, keeps the call's own from nothing")
    void strayAfterSilence() {
        RtpSession session = session(towards(gateway));
        audio(gateway, 1, 0, 10);
        run(1_100);
        audio(gateway, 2, 500, 501);
        audio(gateway, 1, 10, 20);
        assertEquals(20, heard(session));
        audio(gateway, 2, 501, 511);
        assertEquals(20, heard(session));
        session.close();
    }

    @Test
    @DisplayName("two calls begin at once at one address: nobody is heard until a sender report tells which is which")
    void told() {
        RtpSession one = session(towards(gateway));
        RtpSession two = session(towards(gateway));
        audio(gateway, 1, 0, 10);
        audio(gateway, 2, 0, 10);
        assertEquals(20, shared.counters().ambiguous());
        ByteBuffer report = ByteBuffer.allocate(200);
        Ssrc ours = two.statistics().localSsrc();
        new SenderReport(new Ssrc(2), new NtpTimestamp(1), 0, 0, 0, List.of(new ReportBlock(ours, 0, 0, 0, 0, 0, 0)))
                .writeTo(report);
        SourceDescription.ofCname(new Ssrc(2), "x").writeTo(report);
        gateway.sendRtcp(shared.rtcpAddress(), report.flip());
        run(1);
        audio(gateway, 2, 10, 20);
        audio(gateway, 1, 10, 20);
        assertEquals(new Ssrc(2), two.statistics().remoteSsrc().orElseThrow());
        assertEquals(new Ssrc(1), one.statistics().remoteSsrc().orElseThrow());
        assertEquals(10, heard(two));
        assertEquals(10, heard(one));
        one.close();
        two.close();
    }

    @Test
    @DisplayName("RFC 3550 8.2: a peer with our SSRC makes us change ours, and is told apart by the new one")
    void collision() {
        RtpSession session = session(towards(gateway).rtcpMux(true));
        run(60);
        Ssrc before = session.statistics().localSsrc();
        audio(gateway, before.bits(), 0, 5);
        Ssrc ours = session.statistics().localSsrc();
        assertNotEquals(before, ours);
        ByteBuffer report = ByteBuffer.allocate(200);
        new ReceiverReport(new Ssrc(before.bits()), List.of(new ReportBlock(ours, 64, 0, 0, 0, 0, 0))).writeTo(report);
        SourceDescription.ofCname(before, "x").writeTo(report);
        // Another call at this address: by the address alone it is nobody's.
        RtpSession two = session(towards(gateway));
        gateway.send(local, report.flip());
        run(1);
        assertEquals(0.25, session.statistics().remote().orElseThrow().lossRatio(), 1e-9);
        session.close();
        two.close();
    }

    @Test
    @DisplayName("closed ports take no call, and are bound until the last one has ended")
    void closing() throws IOException {
        RtpSession session = session(towards(gateway));
        RtpPorts unused = shared.newCall();
        shared.close();
        assertThrows(IllegalStateException.class, shared::newCall);
        audio(gateway, 1, 0, 5);
        assertEquals(5, heard(session));
        assertEquals(2, shared.calls());
        unused.close();
        session.close();
        session.close();
        run(100);
        assertEquals(0, shared.calls());
        SharedRtpPorts again = SharedRtpPorts.bind(host, local);
        assertThrows(BindException.class, () -> SharedRtpPorts.bind(host, local));
        again.close();
    }

    @Test
    @DisplayName("a call's end says good-bye to its peer, and leaves the others theirs")
    void end() {
        RtpSession one = session(towards(gateway));
        RtpSession two = session(towards(other));
        audio(gateway, 1, 0, 5);
        one.close();
        audio(gateway, 1, 5, 10);
        audio(other, 2, 0, 5);
        assertEquals(1, gateway.heardRtcp.size());
        assertEquals(0, other.heardRtcp.size());
        assertEquals(5, heard(two));
        assertEquals(5, shared.counters().ended());
        two.close();
    }

    @Test
    @DisplayName("ports of the machine's choice: an even one and the next; each call has a phase of its own")
    void chosen() throws IOException {
        SharedRtpPorts chosen = SharedRtpPorts.bind(host, new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 0));
        assertEquals(0, chosen.rtpAddress().getPort() % 2);
        assertEquals(chosen.rtpAddress().getPort() + 1, chosen.rtcpAddress().getPort());
        RtpPorts one = chosen.newCall();
        RtpPorts two = chosen.newCall();
        assertEquals(chosen.rtpAddress(), one.rtpAddress());
        assertEquals(chosen.rtcpAddress(), two.rtcpAddress());
        assertNotEquals(one.phase(), two.phase());
        chosen.close();
        one.close();
        two.close();
        run(1);
        assertEquals(0, chosen.calls());
    }

    @Test
    @DisplayName("100,000 foreign packets: counted, no effect on a call, one line logged")
    void flood() {
        network.record(false);
        RtpSession session = session(towards(gateway));
        audio(gateway, 1, 0, 50);
        double before = session.statistics().mos().orElseThrow();
        PrintStream err = System.err;
        var lines = new ByteArrayOutputStream();
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try {
            var random = new Random(5);
            for (int n = 50; n < 550; n++) {
                for (int i = 0; i < 200; i++) {
                    other.sendAudio(i % 10 == 0 ? shared.rtcpAddress() : local, 0, i, 0, random.nextInt());
                }
                audio(gateway, 1, n, n + 1);
            }
        } finally {
            System.setErr(err);
        }
        RtpStatistics statistics = session.statistics();
        assertEquals(550, statistics.received().packets());
        assertEquals(0, statistics.losses().lost());
        assertTrue(statistics.mos().orElseThrow() >= before - 0.1);
        SharedRtpCounters counters = shared.counters();
        assertEquals(100_000, counters.foreign() + counters.malformed());
        assertEquals(1, lines.toString(StandardCharsets.UTF_8).lines().count(), lines::toString);
        session.close();
    }
}
