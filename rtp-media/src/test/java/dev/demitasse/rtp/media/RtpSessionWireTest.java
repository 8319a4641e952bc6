// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a session as its peer meets it: packets, times, sources")
class RtpSessionWireTest {
    private final SimulatedNetwork network = SimulatedNetwork.withSeed(11);
    private final Network host = network.host("10.0.0.1");
    private final RawPeer peer = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", 4000);
    private final RawPeer other = new RawPeer(network.host("10.0.0.3"), "10.0.0.3", 5000);
    private final Pair.Heard heard = new Pair.Heard();
    private final RtpPorts ports;
    private RtpSession session;

    RtpSessionWireTest() throws IOException {
        ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
    }

    @AfterEach
    void nothingIsLeft() {
        session.close();
        run(100);
        peer.close();
        other.close();
        network.assertNothingPending();
        network.close();
    }

    private void open(RtpParametersBuilder parameters) {
        session = RtpSession.builder(host, ports, parameters.build())
                .listener(heard)
                .build();
        session.start();
    }

    private static RtpParametersBuilder pcmu(RawPeer to) {
        return Pair.pcmu().remote(to.address());
    }

    private void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    private void play(int millis) {
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[millis * 8]));
    }

    private long count(PacketResult result) {
        return session.statistics().received().count(result);
    }

    @Test
    @DisplayName(
            "RFC 3551 4.1: the marker begins a talkspurt, timestamps follow the clock through silence, numbers do not jump")
    void talkspurts() {
        open(pcmu(peer));
        play(60);
        run(1_000);
        play(40);
        run(100);
        List<RawPeer.Heard> packets = peer.heard;
        assertEquals(5, packets.size());
        List<Boolean> markers = packets.stream().map(RawPeer.Heard::marker).toList();
        assertEquals(List.of(true, false, false, true, false), markers);
        for (int i = 1; i < 5; i++) {
            RawPeer.Heard now = packets.get(i);
            RawPeer.Heard before = packets.get(i - 1);
            assertEquals((now.millis() - before.millis()) * 8, now.timestamp() - before.timestamp());
            assertEquals(1, SequenceNumbers.difference(now.number(), before.number()));
            assertEquals(before.ssrc(), now.ssrc());
        }
    }

    @Test
    @DisplayName("RFC 3550 5.1: number, timestamp and SSRC begin at random")
    void randomStart() throws IOException {
        open(pcmu(peer));
        play(20);
        var second = RtpSession.builder(
                        host,
                        RtpPorts.bind(host, InetAddress.getByName("10.0.0.1")),
                        pcmu(other).build())
                .build();
        second.start();
        second.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[160]));
        run(100);
        assertNotEquals(peer.heard.get(0).number(), other.heard.get(0).number());
        assertNotEquals(peer.heard.get(0).timestamp(), other.heard.get(0).timestamp());
        assertNotEquals(peer.heard.get(0).ssrc(), other.heard.get(0).ssrc());
        second.close();
    }

    @Test
    @DisplayName("pacing is absolute: ten minutes of audio are 30,000 packets, each at its time")
    void pacing() {
        open(pcmu(peer));
        play(600_000);
        run(610_000);
        assertEquals(30_000, peer.heard.size());
        long first = peer.heard.get(0).millis();
        for (int i = 0; i < 30_000; i++) {
            assertEquals(first + 20L * i, peer.heard.get(i).millis());
        }
    }

    @Test
    @DisplayName("ptime 10, 30, 40 and 60 ms: packets of that length at that distance, no sample lost or added")
    void ptime() {
        for (int ptime : new int[] {10, 30, 40, 60}) {
            if (session == null) {
                open(pcmu(peer).ptimeMillis(ptime));
            } else {
                session.update(pcmu(peer).ptimeMillis(ptime).build());
            }
            run(100);
            peer.heard.clear();
            play(1_200);
            run(1_400);
            assertEquals(1_200 / ptime, peer.heard.size());
            for (int i = 0; i < peer.heard.size(); i++) {
                assertEquals(ptime * 8, peer.heard.get(i).length());
                assertEquals(
                        peer.heard.get(0).millis() + (long) ptime * i,
                        peer.heard.get(i).millis());
            }
        }
    }

    @Test
    @DisplayName("a processor makes what is sent, at any ptime")
    void processor() {
        for (int ptime : new int[] {20, 10, 30, 60}) {
            if (session == null) {
                open(pcmu(peer));
            }
            session.update(pcmu(peer).ptimeMillis(ptime).build());
            session.process((received, toSend, now) -> {
                Arrays.fill(toSend, (short) 1_000);
                return true;
            });
            run(200);
            peer.heard.clear();
            run(1_200);
            assertEquals(1_200 / ptime, peer.heard.size());
            assertFalse(peer.heard.stream().anyMatch(RawPeer.Heard::marker));
            assertTrue(peer.heard.stream().allMatch(packet -> packet.first() == 0xCE && packet.length() == ptime * 8));
        }
        session.stopProcessing();
        run(200);
        peer.heard.clear();
        run(200);
        assertEquals(0, peer.heard.size());
    }

    @Test
    @DisplayName("a processor that throws is not called again; the session goes on")
    void processorThrows() {
        open(pcmu(peer));
        var calls = new ArrayList<Long>();
        session.process((received, toSend, now) -> {
            calls.add(now);
            throw new IllegalStateException("thrown on purpose");
        });
        play(200);
        run(400);
        assertEquals(1, calls.size());
        assertEquals(10, peer.heard.size());
    }

    @Test
    @DisplayName("payload types differ each way: sent under the peer's, received under ours")
    void asymmetricPayloadTypes() {
        AudioPayload pcma = AudioPayload.of(100, Pair.CODECS.named("PCMA"));
        AudioPayload pcmu = AudioPayload.of(0, Pair.CODECS.named("PCMU"));
        open(RtpParameters.sending(pcma)
                .receive(pcmu)
                .sendTelephoneEvent(96)
                .receiveTelephoneEvent(101)
                .remote(peer.address()));
        play(40);
        run(60);
        session.sendDtmf("1");
        run(400);
        assertEquals(100, peer.heard.get(0).type());
        assertTrue(peer.heard.stream().anyMatch(packet -> packet.type() == 96));
        peer.sendAudio(ports.rtpAddress(), 0, 1, 0, 5);
        peer.sendAudio(ports.rtpAddress(), 100, 2, 160, 5);
        run(100);
        assertEquals(1, count(PacketResult.AUDIO));
        assertEquals(1, count(PacketResult.UNKNOWN_PAYLOAD_TYPE));
    }

    @Test
    @DisplayName(
            "RFC 4733: one event's packets are 20 ms apart under one timestamp; the audio's timeline goes on behind them")
    void events() {
        open(pcmu(peer));
        play(40);
        session.sendDtmf("7");
        play(40);
        run(500);
        List<RawPeer.Heard> events =
                peer.heard.stream().filter(packet -> packet.type() == 101).toList();
        List<RawPeer.Heard> audio =
                peer.heard.stream().filter(packet -> packet.type() == 0).toList();
        assertEquals(10, events.size());
        assertEquals(4, audio.size());
        assertEquals(1, events.stream().map(RawPeer.Heard::timestamp).distinct().count());
        assertEquals(1, events.stream().filter(RawPeer.Heard::marker).count());
        assertTrue(events.get(0).marker());
        for (int i = 1; i < peer.heard.size(); i++) {
            RawPeer.Heard before = peer.heard.get(i - 1);
            assertEquals(20, peer.heard.get(i).millis() - before.millis());
            assertEquals(1, SequenceNumbers.difference(peer.heard.get(i).number(), before.number()));
        }
        RawPeer.Heard first = audio.get(0);
        for (RawPeer.Heard packet : audio) {
            assertEquals((packet.millis() - first.millis()) * 8, packet.timestamp() - first.timestamp());
        }
    }

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

    private List<RtcpPacket> rtcp(int index) {
        List<RtcpPacket> packets = new ArrayList<>();
        RtcpReader.read(ByteBuffer.wrap(peer.heardRtcp.get(index)), packets);
        return packets;
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

    @Test
    @DisplayName(
            "a continuous stream: silence in packets where there is nothing to send, one marker, no gap; none on hold")
    void continuousStream() {
        session = RtpSession.builder(host, ports, pcmu(peer).build())
                .continuousStream(true)
                .build();
        session.start();
        run(200);
        play(100);
        run(500);
        int packets = peer.heard.size();
        assertEquals(35, packets, 1);
        assertEquals(1, peer.heard.stream().filter(RawPeer.Heard::marker).count());
        for (int i = 1; i < packets; i++) {
            assertEquals(
                    160, peer.heard.get(i).timestamp() - peer.heard.get(i - 1).timestamp());
        }
        assertEquals(800, session.statistics().sent().samplesPlayed());
        session.update(pcmu(peer).direction(MediaDirection.RECVONLY).build());
        run(500);
        assertEquals(packets, peer.heard.size(), 1);
    }

    @Test
    @DisplayName("every packet sent twice: the same numbers, timestamps and bytes; counted as packets")
    void duplicatePackets() {
        session = RtpSession.builder(host, ports, pcmu(peer).build())
                .duplicatePackets(true)
                .build();
        session.start();
        play(200);
        run(300);
        assertEquals(20, peer.heard.size());
        for (int i = 0; i < 20; i += 2) {
            assertEquals(peer.heard.get(i), peer.heard.get(i + 1));
        }
        assertEquals(20, session.statistics().sent().packets());
        assertEquals(1_600, session.statistics().sent().samplesPlayed());
    }
}
