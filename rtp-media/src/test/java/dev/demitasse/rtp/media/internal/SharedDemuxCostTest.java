// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.AllocationProbe;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("what a packet on a port of 2,000 calls costs: no memory, and a bounded time, whatever it is")
class SharedDemuxCostTest extends DemuxFixture {
    private static final int PHONES = 1_000;
    private static final int ON_TRUNK = 1_000;
    private static final int ROUNDS = 100;
    private static final int PER_ROUND = 2_000;

    /** As for ports of a session's own: 100,000 a second are a third of a core. */
    private static final double MOST_NANOS = 3_300;

    /** A report on 31 streams is looked up 31 times. */
    private static final double MOST_NANOS_OF_REPORTS = 10_000;

    /** What comes. */
    enum Kind {
        /** RTP of the calls. */
        CALLS,
        /** RTP of unknown sources. */
        STRANGERS,
        /** RTP of random SSRCs from the addresses of calls. */
        FORGED,
        /** RTP from the trunk, where two calls wait. */
        AMBIGUOUS,
        /** RTCP of random senders on random streams. */
        REPORTS,
        /** Random bytes. */
        GARBAGE
    }

    private final DemuxCall[] calls = new DemuxCall[PHONES + ON_TRUNK];
    private final InetSocketAddress[] sources = new InetSocketAddress[PHONES + ON_TRUNK];
    private final InetSocketAddress[] strangers = new InetSocketAddress[PER_ROUND];
    private final ByteBuffer audio = DemuxCall.packet(0);
    private final ByteBuffer report = DemuxCall.report(200, 0, new int[31]);
    private final Random random = new Random(3);

    SharedDemuxCostTest() {
        for (int n = 0; n < calls.length; n++) {
            sources[n] = n < PHONES ? address(1 + n % 200, 10_000 + n) : gateway;
            calls[n] = heard(sources[n], n);
        }
        for (int n = 0; n < strangers.length; n++) {
            strangers[n] = address(201 + n % 50, 10_000 + n);
        }
        wildcard();
    }

    private void round(Kind kind) {
        now += 20_000_000L;
        for (int n = 0; n < PER_ROUND; n++) {
            switch (kind) {
                case CALLS -> rtp(sources[n], n, audio);
                case STRANGERS -> rtp(strangers[n], random.nextInt() | 0x8000_0000, audio);
                case FORGED -> rtp(sources[n], random.nextInt() | 0x8000_0000, audio);
                case AMBIGUOUS -> rtp(gateway, random.nextInt() | 0x8000_0000, audio);
                case REPORTS -> {
                    report.putInt(4, random.nextInt());
                    report.putInt(28 + 24 * (n % 31), random.nextInt());
                    demux.onRtcp(report, sources[n], now);
                }
                case GARBAGE -> {
                    audio.putLong(0, random.nextLong());
                    demux.onRtp(audio, sources[n], now);
                }
            }
        }
    }

    private void rtp(InetSocketAddress from, int ssrc, ByteBuffer packet) {
        packet.putInt(8, ssrc);
        demux.onRtp(packet, from, now);
    }

    private void rounds(Kind kind, long[] took) {
        for (int i = 0; i < took.length; i++) {
            long began = System.nanoTime();
            round(kind);
            took[i] = System.nanoTime() - began;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("nothing is allocated or kept, and each call has its packets")
    void costs(Kind kind) {
        if (kind == Kind.AMBIGUOUS) {
            waiting(gateway);
            waiting(gateway);
        }
        long[] took = new long[ROUNDS];
        rounds(kind, took);
        int keys = demux.keys();
        AllocationProbe probe = AllocationProbe.create();
        assertEquals(0, probe.measure(() -> rounds(kind, took)) / (ROUNDS * PER_ROUND));
        Arrays.sort(took);
        // The fastest round: the one in which nothing else had the processor.
        double nanos = (double) took[0] / PER_ROUND;
        assertTrue(nanos <= (kind == Kind.REPORTS ? MOST_NANOS_OF_REPORTS : MOST_NANOS), nanos + " ns a packet");
        assertEquals(keys, demux.keys());
        int wanted = kind == Kind.CALLS ? 2 * ROUNDS : 0;
        if (kind == Kind.CALLS || kind == Kind.AMBIGUOUS || kind == Kind.STRANGERS) {
            Arrays.stream(calls).forEach(call -> assertEquals(wanted, call.rtp));
        }
    }
}
