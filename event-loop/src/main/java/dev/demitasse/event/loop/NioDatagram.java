// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Locale;
import java.util.Optional;

/** A datagram endpoint over an NIO channel. */
final class NioDatagram implements DatagramEndpoint, NioLoop.Ready {
    /** How many datagrams one endpoint may read before the others have their turn. */
    private static final int READS_A_TURN = 64;

    /** How many datagrams are handed on before a connect; under a flood the rest is lost. */
    private static final int READS_BEFORE_CONNECT = 1024;

    private final NioLoop loop;
    private final DatagramChannel channel;
    private final DatagramHandler handler;
    private final InetSocketAddress local;
    private InetSocketAddress peer;
    private boolean draining;
    private int reads;
    private long lastTurn;
    private volatile boolean closed;
    private long received;
    private long sent;
    private long unsent;
    private long unreachable;

    private NioDatagram(NioLoop loop, DatagramChannel channel, DatagramHandler handler) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    static NioDatagram bind(NioLoop loop, InetSocketAddress local, DatagramHandler handler) throws IOException {
        boolean version4 = local.getAddress() instanceof Inet4Address;
        DatagramChannel channel =
                DatagramChannel.open(version4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.bind(local);
            channel.configureBlocking(false);
            NioDatagram endpoint = new NioDatagram(loop, channel, handler);
            loop.register(channel, SelectionKey.OP_READ, endpoint);
            return endpoint;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public void onReady(SelectionKey key, long now) {
        // After a pause a datagram is alone, as a rule: to look for a second would cost a system call each time.
        boolean goesOn = loop.iteration() == lastTurn + 1;
        reads = goesOn ? Math.max(1, Math.min(2 * reads, READS_A_TURN)) : 1;
        lastTurn = loop.iteration();
        for (int read = 0; read < reads && isHeard(); read++) {
            if (!readOne(loop.receiveBuffer(), now)) {
                reads = 0;
                return;
            }
        }
    }

    /** Whether its handler may be called. */
    private boolean isHeard() {
        return !closed && !loop.isClosed();
    }

    /** Reads and hands on one datagram; tells whether another may wait. */
    private boolean readOne(ByteBuffer buffer, long now) {
        buffer.clear();
        InetSocketAddress from;
        try {
            if (peer == null) {
                from = (InetSocketAddress) channel.receive(buffer);
                if (from == null) {
                    return false;
                }
            } else {
                // 0 is either nothing or an empty datagram; the selector comes again for what is behind an empty one.
                if (channel.read(buffer) <= 0) {
                    return false;
                }
                from = peer;
            }
        } catch (PortUnreachableException closedPort) {
            unreachable++;
            handler.onUnreachable(this, now);
            return true;
        } catch (IOException failed) {
            return false;
        }
        received++;
        buffer.flip();
        try {
            handler.onDatagram(this, buffer, from, now);
        } catch (RuntimeException | Error thrown) {
            loop.failed(thrown);
        }
        return true;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public SendResult send(ByteBuffer payload, InetSocketAddress to) {
        if (closed) {
            unsent++;
            return SendResult.CLOSED;
        }
        if (peer != null) {
            if (!peer.equals(to)) {
                unsent++;
                return SendResult.FAILED;
            }
            return send(payload);
        }
        try {
            return count(payload.remaining(), channel.send(payload, to));
        } catch (IOException | RuntimeException failed) {
            return count(failed);
        }
    }

    @Override
    public SendResult send(ByteBuffer payload) {
        if (closed) {
            unsent++;
            return SendResult.CLOSED;
        }
        if (peer == null) {
            throw new IllegalStateException("send(payload) on an endpoint that is not connected");
        }
        try {
            return count(payload.remaining(), channel.write(payload));
        } catch (IOException failed) {
            return count(failed);
        }
    }

    private SendResult count(int offered, int taken) {
        if (taken == 0 && offered > 0) {
            unsent++;
            return SendResult.BUFFER_FULL;
        }
        sent++;
        return SendResult.SENT;
    }

    private SendResult count(Exception failed) {
        unsent++;
        if (failed instanceof ClosedChannelException || closed) {
            return SendResult.CLOSED;
        }
        if (failed instanceof PortUnreachableException) {
            unreachable++;
            return SendResult.UNREACHABLE;
        }
        // The JDK has no type for EMSGSIZE; its text is the kernel's.
        String reason = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("too long") || reason.contains("too large") ? SendResult.TOO_LARGE : SendResult.FAILED;
    }

    @Override
    public void connect(InetSocketAddress remote) throws IOException {
        if (draining) {
            throw new IllegalStateException("connect() while datagrams from before another connect() are handed on");
        }
        disconnect();
        drain();
        channel.connect(remote);
        peer = remote;
    }

    /** Hands on what is queued, which the JDK throws away when it connects. */
    private void drain() {
        // A buffer of its own: the caller may be a handler that still reads the loop's.
        ByteBuffer buffer = ByteBuffer.allocate(loop.receiveBuffer().capacity());
        draining = true;
        try {
            for (int turn = 0; turn < READS_BEFORE_CONNECT && isHeard(); turn++) {
                if (!readOne(buffer, loop.now())) {
                    return;
                }
            }
        } finally {
            draining = false;
        }
    }

    @Override
    public void disconnect() {
        if (peer == null) {
            return;
        }
        peer = null;
        try {
            channel.disconnect();
        } catch (IOException failed) {
            loop.failed(failed);
        }
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return Optional.ofNullable(peer);
    }

    @Override
    public DatagramCounters counters() {
        return new DatagramCounters(received, sent, unsent, unreachable);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (loop.inLoop()) {
            NioLoop.closeQuietly(channel);
        } else {
            loop.onLoop(() -> NioLoop.closeQuietly(channel));
        }
    }
}
