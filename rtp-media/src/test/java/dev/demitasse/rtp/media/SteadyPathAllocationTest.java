// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.AudioSender;
import dev.demitasse.rtp.media.internal.DelayTarget;
import dev.demitasse.rtp.media.internal.DtmfSender;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.Rates;
import dev.demitasse.rtp.media.internal.SendCounters;
import dev.demitasse.rtp.media.internal.SendHost;
import dev.demitasse.rtp.media.internal.SendQueue;
import dev.demitasse.rtp.media.internal.SourceLock;
import dev.demitasse.testkit.AllocationProbe;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pure chain, without socket; the whole of it on a real loop is in {@link RtpSessionIT}. */
@DisplayName(
        "the steady path allocates nothing: a packet in, a frame out, a frame in, a packet out, with or without a MID")
class SteadyPathAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;

    private final InetSocketAddress from = new InetSocketAddress("10.0.0.2", 4_000);
    private final RtpParameters parameters =
            Pair.pcmu().remote(from).mid(new MidExtension(3, "a")).build();
    private final FrameRing ring = new FrameRing(AudioFormat.NARROWBAND);
    private final AudioReceiver receiver = new AudioReceiver(
            parameters,
            new SourceLock(parameters.remote(), true),
            new AudioReceiver.Events() {
                @Override
                public void onFirstPacket(InetSocketAddress address, int ssrcBits, long now) {}

                @Override
                public void onDtmf(DtmfEvent event, long now) {}

                @Override
                public void onRates(Rates rates) {}

                @Override
                public void onCollision() {}
            },
            new DelayTarget(),
            new LoopBuffers());
    private final AudioSender sender =
            new AudioSender(new SendQueue(), new DtmfSender(), new SendCounters(), new NoHost(), 1, 2, 3, parameters);
    private final ByteBuffer in = ByteBuffer.allocateDirect(172);
    private final ByteBuffer out = ByteBuffer.allocateDirect(sender.maximumPacketBytes());
    private final short[] frame = new short[160];
    private long n;
    private int packetsOut;

    /** A cheap codec asks for nothing. */
    private static final class NoHost implements SendHost {
        @Override
        public void onUnderrun(int millis) {}

        @Override
        public void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result) {
            throw new AssertionError();
        }

        @Override
        public void onLatePacket() {
            throw new AssertionError();
        }

        @Override
        public void onCodecFailure(Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    private void run(int packets, boolean lossy) {
        for (int i = 0; i < packets; i++) {
            long now = n * 20_000_000L;
            if (!lossy || n % 7 != 3) {
                in.clear();
                RtpPacket.writeHeader(in, 0, false, (int) n & 0xFFFF, (int) n * 160, 9);
                in.position(172).flip();
                receiver.onPacket(in, from, 1, now);
            }
            if (receiver.pull(frame, now + 5_000_000L)) {
                ring.put(frame, n * 160);
                sender.addProcessed(frame);
            }
            out.clear();
            if (n % 16 == 0) {
                sender.changeSsrc((int) n);
            }
            packetsOut += sender.onSlot(out) ? 1 : 0;
            n++;
        }
    }

    @Test
    @DisplayName("0 bytes a packet, without and with loss")
    void nothing() {
        AllocationProbe probe = AllocationProbe.create();
        run(WARM_UP, true);
        assertEquals(0, probe.measure(() -> run(MEASURED, false)) / MEASURED);
        long bytes = probe.measure(() -> run(MEASURED, true));
        assertTrue(bytes < MEASURED / 10, bytes + " bytes for " + MEASURED + " packets");
        assertTrue(packetsOut > WARM_UP + 2 * MEASURED - 10, "packets " + packetsOut);
        assertTrue(receiver.reception().packets() > WARM_UP + MEASURED);
    }
}
