// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a session as its peer meets it: packets and their times")
class RtpSessionWireTest extends WireFixture {
    RtpSessionWireTest() throws IOException {}

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
    @DisplayName("an agreement that changes nothing moves no packet time, though packets and frames differ in length")
    void sameAgreement() {
        open(pcmu(peer).ptimeMillis(30));
        session.process((received, toSend, now) -> {
            Arrays.fill(toSend, (short) 1_000);
            return true;
        });
        run(200);
        peer.heard.clear();
        for (int i = 0; i < 10; i++) {
            run(70);
            session.update(pcmu(peer).ptimeMillis(30).build());
        }
        run(50);
        for (int i = 1; i < peer.heard.size(); i++) {
            assertEquals(30, peer.heard.get(i).millis() - peer.heard.get(i - 1).millis(), "packet " + i);
            assertFalse(peer.heard.get(i).marker(), "packet " + i);
        }
        assertEquals(25, peer.heard.size());
    }

    @Test
    @DisplayName("a short media timeout is told within a frame of its time, at the beginning and after a packet")
    void shortMediaTimeout() {
        session = RtpSession.builder(host, ports, pcmu(peer).build())
                .listener(heard)
                .mediaTimeout(Duration.ofMillis(150))
                .build();
        session.start();
        run(149);
        assertEquals(0, heard.events.size());
        run(22);
        assertEquals(List.of("timeout 0 false"), heard.events);
        for (int n = 0; n < 9; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        run(128);
        assertEquals(2, heard.events.size());
        run(22);
        assertEquals("timeout 0 true", heard.events.get(2));
    }

    @Test
    @DisplayName(
            "while a processor works and nobody has read, no frame is kept; from the first read on they are, up to 200 ms")
    void processorAndReader() {
        open(pcmu(peer));
        session.process((received, toSend, now) -> false);
        hear(0, 20);
        assertEquals(Optional.empty(), session.poll());
        assertTrue(session.statistics().playout().unreadMillis() >= 360);
        hear(20, 20);
        int frames = 0;
        while (session.poll().isPresent()) {
            frames++;
        }
        assertEquals(10, frames);
    }

    private void hear(int from, int packets) {
        for (int n = from; n < from + packets; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
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

    @Test
    @DisplayName("the network closes in the instant of an underrun: nobody is told, and no fault is logged")
    void closesAtUnderrun() {
        var closes = new AtomicBoolean();
        session = RtpSession.builder(host, ports, pcmu(peer).build())
                .listener(heard)
                .processor((received, toSend, now) -> {
                    if (closes.get()) {
                        ports.loop().close();
                    }
                    return false;
                })
                .build();
        session.start();
        session.offer(new short[160], 0, 160);
        run(80);
        session.offer(new short[160], 0, 160);
        closes.set(true);
        PrintStream err = System.err;
        var lines = new ByteArrayOutputStream();
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try {
            run(40);
        } finally {
            System.setErr(err);
        }
        assertEquals("", lines.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(), heard.events);
        assertEquals(1, session.statistics().sent().underruns());
    }
}
