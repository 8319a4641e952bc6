// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.DelayTarget;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.Rates;
import dev.demitasse.rtp.media.internal.SourceLock;
import dev.demitasse.testkit.AllocationProbe;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("100,000 foreign packets a second on a call's port for 10 s")
class FloodTest {
    private static final int PER_FRAME = 2_000;
    private static final int FRAMES = 500;
    private static final long FRAME = 20_000_000L;

    /** 100,000 a second at 3.3 us each are a third of a core. */
    private static final double MOST_NANOS_PER_PACKET = 3_300;

    private static final InetSocketAddress PEER = new InetSocketAddress("10.0.0.2", 4_000);

    /** What comes, from where. */
    enum Kind {
        /** Good RTP of one stream from one other address. */
        STRANGER,
        /** Good RTP of as many addresses as there are packets in a frame. */
        MANY_STRANGERS,
        /** RTP of random sources under the peer's address. */
        FORGED,
        /** Random bytes from the peer's address. */
        GARBAGE,
        /** A payload type that nobody has agreed on, from the peer's address and source. */
        UNKNOWN_TYPE
    }

    private final AudioReceiver receiver = new AudioReceiver(
            Pair.pcmu().build(),
            new SourceLock(Optional.of(PEER), true),
            new NoEvents(),
            new DelayTarget(),
            new LoopBuffers());
    private final InetSocketAddress[] strangers = new InetSocketAddress[PER_FRAME];
    private final ByteBuffer packet = ByteBuffer.allocate(172);
    private final short[] frame = new short[160];
    private final Random random = new Random(12);
    private final long[] took = new long[FRAMES];
    private int n;

    FloodTest() {
        for (int i = 0; i < PER_FRAME; i++) {
            strangers[i] = new InetSocketAddress("10.0.1." + i % 250, 5_000 + i);
        }
    }

    private void call(int frames, int perFrame, Kind kind) {
        for (int i = 0; i < frames; i++) {
            long began = System.nanoTime();
            long now = n * FRAME;
            for (int k = 0; k < perFrame; k++) {
                foreign(kind, k, now + k * FRAME / perFrame);
            }
            packet.clear();
            RtpPacket.writeHeader(packet, 0, false, n & 0xFFFF, n * 160, 9);
            receiver.onPacket(packet.position(172).flip(), PEER, 1, now);
            receiver.pull(frame, now + 5_000_000L);
            n++;
            took[i] = System.nanoTime() - began;
        }
    }

    private void foreign(Kind kind, int k, long now) {
        packet.clear();
        switch (kind) {
            case STRANGER, MANY_STRANGERS -> RtpPacket.writeHeader(packet, 0, false, k & 0xFFFF, k * 160, 77);
            case FORGED ->
                RtpPacket.writeHeader(packet, 0, false, random.nextInt(65_536), random.nextInt(), random.nextInt());
            case GARBAGE ->
                packet.putLong(random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL).putLong(random.nextLong());
            case UNKNOWN_TYPE -> RtpPacket.writeHeader(packet, 55, false, n + 2_000 + k & 0xFFFF, k, 9);
        }
        InetSocketAddress from = switch (kind) {
            case STRANGER -> strangers[0];
            case MANY_STRANGERS -> strangers[k];
            default -> PEER;
        };
        receiver.onPacket(packet.position(172).flip(), from, 1, now);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName(
            "on an open socket: nothing of the call is lost, 0 bytes are kept or allocated, a third of a core is enough")
    void costs(Kind kind) {
        call(50, 0, kind);
        call(50, PER_FRAME, kind);
        long bytes = AllocationProbe.create().measure(() -> call(FRAMES, PER_FRAME, kind));
        // Of frames in which nothing else had the processor.
        Arrays.sort(took);
        double nanos = (double) took[FRAMES / 4] / PER_FRAME;
        assertEquals(600, receiver.reception().packets());
        assertEquals(600, receiver.reception().expected());
        assertEquals(0, receiver.playout().lossPattern().lost());
        assertEquals(0, receiver.playout().concealedSamples());
        assertEquals(0, bytes / (FRAMES * PER_FRAME), bytes + " bytes");
        assertTrue(nanos <= MOST_NANOS_PER_PACKET, nanos + " ns a packet");
    }

    private static String errorLinesOf(Runnable work) {
        PrintStream before = System.err;
        var lines = new ByteArrayOutputStream();
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return lines.toString(StandardCharsets.UTF_8);
    }

    private static double mos(RtpSession session) {
        return session.statistics().mos().orElseThrow();
    }

    @Test
    @DisplayName(
            "on whole sessions, nine of ten to the port of RTP, the tenth to that of RTCP: MOS falls by 0.1 at most; no line is logged")
    void sessions() throws IOException {
        var network = SimulatedNetwork.withSeed(13);
        EventLoop loop = network.host("10.0.0.3").openLoop("flood");
        DatagramEndpoint from = loop.bindDatagram(
                new InetSocketAddress(InetAddress.getByName("10.0.0.3"), 5_000), (at, bytes, source, now) -> {});
        ByteBuffer bytes = ByteBuffer.allocate(172);
        int[] number = {0};
        try (network;
                var pair = new Pair(network)) {
            network.record(false);
            InetSocketAddress rtp = pair.b.ports().rtpAddress();
            var rtcp = new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
            Runnable millisecond = () -> loop.execute(() -> {
                for (int i = 0; i < 100; i++) {
                    bytes.clear();
                    RtpPacket.writeHeader(bytes, 0, false, number[0]++ & 0xFFFF, number[0] * 160, 77);
                    from.send(bytes.position(172).flip(), i % 10 == 9 ? rtcp : rtp);
                }
            });
            pair.a.play(AudioFrame.of(AudioFormat.NARROWBAND, Tones.voice(30)));
            network.runFor(Duration.ofSeconds(10));
            double before = mos(pair.b);
            String logged = errorLinesOf(() -> {
                for (int i = 0; i < 10_000; i++) {
                    millisecond.run();
                    network.runFor(Duration.ofMillis(1));
                }
            });
            RtpStatistics statistics = pair.b.statistics();
            assertTrue(mos(pair.b) >= before - 0.1, before + " and then " + statistics);
            assertEquals(0, statistics.received().lost(), statistics::toString);
            assertEquals(0, statistics.losses().lost(), statistics::toString);
            assertEquals("", logged);
            assertTrue(number[0] >= 1_000_000);
            assertTrue(statistics.received().count(PacketResult.FOREIGN_SOURCE) >= 100_000, statistics::toString);
        }
        loop.close();
    }

    private static final class NoEvents implements AudioReceiver.Events {
        @Override
        public void onFirstPacket(InetSocketAddress from, int ssrcBits, long now) {}

        @Override
        public void onDtmf(DtmfEvent event, long now) {}

        @Override
        public void onRates(Rates rates) {}

        @Override
        public void onCollision() {}
    }
}
