// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * One direction of a TCP connection: segments in their order over a line. One that is lost comes later, after retransmission
 * timeouts that double (RFC 6298); while the line is cut nothing comes, and after a minute of that the connection has failed.
 * Confined to the stepping thread.
 */
final class StreamPath {
    /** How many bytes may be on their way or unread at the other end. */
    private static final int WINDOW_BYTES = 256 * 1024;

    private static final int SEGMENT_BYTES = 1448;
    private static final int OVERHEAD_BYTES = 40;
    private static final long FIRST_TIMEOUT_NANOS = 200_000_000;
    private static final long LONGEST_TIMEOUT_NANOS = 5_000_000_000L;
    private static final long CUT_LIMIT_NANOS = 60_000_000_000L;
    private static final int MAXIMUM_LOSSES = 12;
    private static final byte[] END = {};

    private final World world;
    private final SimulatedStream from;
    private final SimulatedStream to;
    private final InetSocketAddress source;
    private final InetSocketAddress target;
    private final ArrayDeque<byte[]> stalled = new ArrayDeque<>();
    private final Event retransmission = new Event() {
        @Override
        void run() {
            retransmit();
        }
    };
    private StreamPath reverse;
    private long lastArrival;
    private long cutSince;
    private long timeout = FIRST_TIMEOUT_NANOS;
    private int outstanding;
    private boolean ended;

    private StreamPath(
            World world, SimulatedStream from, SimulatedStream to, InetSocketAddress source, InetSocketAddress target) {
        this.world = world;
        this.from = from;
        this.to = to;
        this.source = source;
        this.target = target;
    }

    /** Makes both directions of a connection; gives that of the client, whose reverse is the server's. */
    static StreamPath between(
            World world,
            SimulatedStream client,
            SimulatedStream server,
            InetSocketAddress clientAddress,
            InetSocketAddress serverAddress) {
        StreamPath there = new StreamPath(world, client, server, clientAddress, serverAddress);
        there.reverse = new StreamPath(world, server, client, serverAddress, clientAddress);
        there.reverse.reverse = there;
        return there;
    }

    StreamPath reverse() {
        return reverse;
    }

    int room() {
        return ended ? 0 : WINDOW_BYTES - outstanding;
    }

    /** Sends what there is room for; tells how much. */
    int send(byte[] bytes) {
        int taken = Math.min(room(), bytes.length);
        for (int start = 0; start < taken; start += SEGMENT_BYTES) {
            byte[] segment = Arrays.copyOfRange(bytes, start, Math.min(taken, start + SEGMENT_BYTES));
            outstanding += segment.length;
            transmit(segment);
        }
        return taken;
    }

    /** No more comes this way. */
    void end() {
        if (!ended) {
            ended = true;
            transmit(END);
        }
    }

    /** The sender of this direction has read bytes of the other one. */
    void haveRead(int bytes) {
        world.at(world.pace().now() + link().latencyNanos(), () -> {
            reverse.outstanding -= bytes;
            reverse.from.roomCame();
        });
    }

    private Link link() {
        return world.wire().links().link(from.loop().host(), to.loop().host());
    }

    private void transmit(byte[] segment) {
        if (!stalled.isEmpty() || link().isCut()) {
            stall(segment);
            return;
        }
        long now = world.pace().now();
        long late = 0;
        long wait = FIRST_TIMEOUT_NANOS;
        for (int losses = 0; link().losesSegment(); losses++) {
            if (losses == MAXIMUM_LOSSES) {
                fail();
                return;
            }
            late += wait;
            wait = Math.min(2 * wait, LONGEST_TIMEOUT_NANOS);
        }
        long arrival = link().segmentArrival(segment.length + OVERHEAD_BYTES, now) + late;
        lastArrival = Math.max(lastArrival, arrival);
        Recorder.Entry entry =
                world.wire().recorder().add(now, RecordedPacket.Protocol.TCP, source, target, ByteBuffer.wrap(segment));
        world.at(lastArrival, () -> {
            if (entry != null) {
                entry.became(Fate.DELIVERED, world.pace().now());
            }
            comeIn(segment);
        });
    }

    private void stall(byte[] segment) {
        if (stalled.isEmpty()) {
            cutSince = world.pace().now();
            timeout = FIRST_TIMEOUT_NANOS;
            world.agenda().schedule(retransmission, cutSince + timeout);
        }
        stalled.add(segment);
    }

    private void retransmit() {
        long now = world.pace().now();
        if (link().isCut()) {
            timeout = Math.min(2 * timeout, LONGEST_TIMEOUT_NANOS);
            if (now - cutSince > CUT_LIMIT_NANOS) {
                fail();
            } else {
                world.agenda().schedule(retransmission, now + timeout);
            }
            return;
        }
        ArrayDeque<byte[]> again = new ArrayDeque<>(stalled);
        stalled.clear();
        again.forEach(this::transmit);
    }

    private void fail() {
        stalled.clear();
        ended = true;
        from.fail(new IOException("Connection timed out"));
    }

    private void comeIn(byte[] segment) {
        if (to.state() != SimulatedStream.State.CLOSED) {
            to.receive(segment);
        } else if (segment.length > 0) {
            from.fail(new IOException("Connection reset by peer"));
        }
    }
}
