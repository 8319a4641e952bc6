// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("captures are replayed through a session in virtual time, each packet at its time")
class PcapReplayTest {
    private static final int TONE_SECONDS = 3;
    private static final InetSocketAddress PEER = new InetSocketAddress("10.0.0.2", 4_000);

    /** What a session made of a capture. */
    private record Result(RtpStatistics statistics, String digits, short[] audio) {}

    /** The captures that lie beside the project, if they do. */
    private static List<Path> beside(String folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : List.of(Path.of("..", "..", "shared"), Path.of("..", "..", "..", "shared"))) {
            if (Files.isDirectory(root.resolve(folder))) {
                try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                    files.filter(file -> file.toString().endsWith(".pcap"))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private static RtpParameters parameters() {
        return Pair.pcmu()
                .receive(AudioPayload.of(8, Pair.CODECS.named("PCMA")))
                .remote(PEER)
                .build();
    }

    /** A capture of a call of ours, as a sniffer beside the peer has it: a tone, then two digits. */
    private static byte[] ownCapture() throws IOException {
        List<PcapFile.Packet> packets = new ArrayList<>();
        try (var network = SimulatedNetwork.withSeed(2_131)) {
            Network host = network.host("10.0.0.1");
            EventLoop peer = network.host("10.0.0.2").openLoop("peer");
            peer.bindDatagram(PEER, (at, bytes, from, now) -> {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                packets.add(new PcapFile.Packet(now, copy));
            });
            RtpPorts ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
            try (RtpSession session =
                    RtpSession.builder(host, ports, parameters()).build()) {
                session.start();
                session.play(AudioFrame.of(AudioFormat.NARROWBAND, tone()));
                session.sendDtmf("4#");
                network.runFor(Duration.ofSeconds(TONE_SECONDS + 2));
            }
        }
        return PcapFile.write(packets);
    }

    private static short[] tone() {
        return Tones.sine(440, 8_000, 8_000 * TONE_SECONDS);
    }

    private static Result replay(List<PcapFile.Packet> capture) throws IOException {
        var digits = new StringBuilder();
        List<short[]> frames = new ArrayList<>();
        try (var network = SimulatedNetwork.withSeed(1)) {
            Network host = network.host("10.0.0.1");
            EventLoop peer = network.host("10.0.0.2").openLoop("peer");
            DatagramEndpoint endpoint = peer.bindDatagram(PEER, (at, bytes, from, now) -> {});
            RtpPorts ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
            try (RtpSession session = RtpSession.builder(host, ports, parameters())
                    .listener(new RtpListener() {
                        @Override
                        public void onDtmfReceived(DtmfEvent event, long now) {
                            digits.append(event.digit());
                        }
                    })
                    .build()) {
                session.start();
                long first = capture.get(0).nanos();
                long begin = network.now();
                for (PcapFile.Packet packet : capture) {
                    long wait = begin + packet.nanos() - first - network.now();
                    network.runFor(Duration.ofNanos(Math.max(0, wait)));
                    take(session, frames);
                    peer.execute(() -> endpoint.send(ByteBuffer.wrap(packet.bytes()), ports.rtpAddress()));
                }
                for (int i = 0; i < 20; i++) {
                    network.runFor(Duration.ofMillis(20));
                    take(session, frames);
                }
                return new Result(session.statistics(), digits.toString(), joined(frames));
            }
        }
    }

    private static void take(RtpSession session, List<short[]> frames) {
        for (Optional<AudioFrame> frame = session.poll(); frame.isPresent(); frame = session.poll()) {
            frames.add(frame.get().samples());
        }
    }

    private static short[] joined(List<short[]> frames) {
        short[] all = new short[frames.stream().mapToInt(frame -> frame.length).sum()];
        int at = 0;
        for (short[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        return all;
    }

    @Test
    @DisplayName("one of our own: every packet is heard, the tone is what was played, the digits are what was pressed")
    void own() throws IOException {
        List<PcapFile.Packet> capture = PcapFile.read(ownCapture());
        Result result = replay(capture);
        assertEquals("4#", result.digits());
        assertEquals(capture.size(), result.statistics().received().packets());
        assertEquals(0, result.statistics().received().lost());
        assertEquals(0, result.statistics().playout().concealedMillis());
        assertTrue(Likeness.of(tone(), result.audio()) > 0.99);
    }

    @Test
    @DisplayName("one of our own without each tenth packet: they are counted, and made up")
    void thinned() throws IOException {
        List<PcapFile.Packet> capture = PcapFile.read(ownCapture());
        List<PcapFile.Packet> thinned = new ArrayList<>();
        for (int i = 0; i < capture.size(); i++) {
            if (i % 10 != 9) {
                thinned.add(capture.get(i));
            }
        }
        Result result = replay(thinned);
        assertEquals("4#", result.digits());
        assertEquals(
                capture.size() - thinned.size(), result.statistics().received().lost(), 1);
        assertTrue(result.statistics().playout().concealedMillis() >= 200, result.toString());
        assertTrue(Likeness.of(tone(), result.audio()) > 0.9);
    }

    @Test
    @DisplayName("the lab's, where they are: digits are heard once, speech without a loss")
    void lab() throws IOException {
        for (Path file : beside("lab/media")) {
            Result result = replay(PcapFile.read(Files.readAllBytes(file)));
            String name = file.getFileName().toString();
            assertEquals(0, result.statistics().received().lost(), name);
            assertTrue(result.statistics().received().packets() > 0, name);
            if (name.startsWith("dtmf_4733_")) {
                String key = name.substring("dtmf_4733_".length(), name.length() - ".pcap".length());
                String wanted = key.equals("star") ? "*" : key.equals("pound") ? "#" : key;
                assertEquals(wanted.equals("all") ? result.digits() : wanted, result.digits(), name);
                assertTrue(!result.digits().isEmpty(), name);
            }
        }
    }

    @Test
    @DisplayName(
            "captures of SIP and STUN on the port of a call, and bytes of all kinds: counted, and the call hears none of it")
    void foreign() throws IOException {
        List<byte[]> others = new ArrayList<>();
        for (Path file : beside("corpus/pcap")) {
            PcapFile.read(Files.readAllBytes(file)).forEach(packet -> others.add(packet.bytes()));
        }
        others.add("OPTIONS sip:a@10.0.0.1 SIP/2.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        others.add(new byte[] {0, 1, 0, 0, 0x21, 0x12, (byte) 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        others.add(new byte[0]);
        others.add(new byte[] {(byte) 0x80});
        List<PcapFile.Packet> mixed = new ArrayList<>();
        List<PcapFile.Packet> capture = PcapFile.read(ownCapture());
        int next = 0;
        for (PcapFile.Packet packet : capture) {
            mixed.add(packet);
            for (int i = 0; i < 2; i++) {
                mixed.add(new PcapFile.Packet(packet.nanos() + 1_000, others.get(next++ % others.size())));
            }
        }
        Result result = replay(mixed);
        Result alone = replay(capture);
        assertEquals(alone.digits(), result.digits());
        assertEquals(alone.statistics().playout(), result.statistics().playout());
        assertEquals(
                alone.statistics().received().packets(),
                result.statistics().received().packets());
    }
}
