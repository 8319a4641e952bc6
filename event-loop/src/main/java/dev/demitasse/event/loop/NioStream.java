// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A TCP connection over an NIO channel. */
final class NioStream implements StreamEndpoint, NioLoop.Ready {
    private static final long CLOSE_LIMIT_NANOS = 1_000_000_000;

    enum State {
        CONNECTING,
        OPEN,
        /** Closed by us; what is queued is still sent. */
        CLOSING,
        CLOSED
    }

    private final NioLoop loop;
    private final SocketChannel channel;
    private final InetSocketAddress remote;
    private final Deque<ByteBuffer> queue = new ArrayDeque<>();
    private final Deadline closeLimit;
    private StreamHandler handler;
    private State state;
    private boolean reading = true;
    private int queuedBytes;

    private NioStream(NioLoop loop, SocketChannel channel, InetSocketAddress remote, State state) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.remote = remote;
        this.state = state;
        this.closeLimit = loop.newDeadline(now -> end());
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    static NioStream connect(NioLoop loop, InetSocketAddress remote, StreamHandler handler) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            NioStream stream = new NioStream(loop, channel, remote, State.CONNECTING);
            stream.handler = handler;
            // Not before the handler can be called on the loop, for a connection on one host may stand at once.
            loop.onLoop(new Beginning(stream));
            return stream;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** The beginning of a connection, on its way to the loop. */
    private record Beginning(NioStream stream) implements LoopCommands.OfChannel {
        @Override
        public SocketChannel channel() {
            return stream.channel;
        }

        @Override
        public void run() {
            stream.beginConnect();
        }
    }

    private void beginConnect() {
        if (state != State.CONNECTING) {
            return;
        }
        try {
            if (channel.connect(remote)) { // some systems do that at once within one host
                state = State.OPEN;
            }
            loop.register(channel, state == State.OPEN ? interest() : SelectionKey.OP_CONNECT, this);
        } catch (IOException | RuntimeException failed) {
            lost(failed instanceof IOException io ? io : new IOException(failed), loop.now());
            return;
        }
        if (state == State.OPEN) {
            handler.onConnected(this, loop.now());
        }
    }

    static void accept(NioLoop loop, SocketChannel channel, StreamAcceptor acceptor, long now) {
        try {
            var remote = (InetSocketAddress) channel.getRemoteAddress();
            NioStream stream = new NioStream(loop, channel, remote, State.OPEN);
            stream.handler = acceptor.onAccepted(stream, now);
            if (stream.state != State.CLOSED) { // closing, it still sends what it has queued
                loop.register(channel, stream.interest(), stream);
            }
        } catch (IOException resetMeanwhile) {
            NioLoop.closeQuietly(channel);
        } catch (RuntimeException | Error thrown) {
            NioLoop.closeQuietly(channel);
            loop.failed(thrown);
        }
    }

    @Override
    public void onReady(SelectionKey key, long now) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                state = State.OPEN;
                key.interestOps(interest());
                handler.onConnected(this, now);
            }
            if (key.isValid() && key.isReadable() && !loop.isClosed()) {
                read(now);
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
        } catch (IOException failed) {
            lost(failed, now);
        }
    }

    private void read(long now) throws IOException {
        ByteBuffer buffer = loop.receiveBuffer().clear();
        int count = channel.read(buffer);
        if (state == State.CLOSING) {
            if (count < 0) {
                end();
            }
            return; // what comes after our close is nobody's
        }
        if (count < 0) {
            lost(null, now);
        } else if (count > 0) {
            handler.onReceived(this, buffer.flip(), now);
        }
    }

    /** Ends the connection and says so, unless we had closed it ourselves. */
    private void lost(IOException cause, long now) {
        boolean ours = state == State.CLOSING || state == State.CLOSED;
        end();
        if (!ours && !loop.isClosed()) {
            handler.onClosed(this, Optional.ofNullable(cause), now);
        }
    }

    private void end() {
        state = State.CLOSED;
        closeLimit.clear();
        queue.clear();
        queuedBytes = 0;
        NioLoop.closeQuietly(channel);
    }

    @Override
    public InetSocketAddress localAddress() {
        try {
            if (channel.getLocalAddress() instanceof InetSocketAddress local) {
                return local;
            }
        } catch (IOException closed) {
            // Answered like one that is not connected yet.
        }
        return new InetSocketAddress(0);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean send(ByteBuffer bytes) {
        if (state == State.CLOSING || state == State.CLOSED) {
            return false;
        }
        try {
            if (state == State.OPEN && queue.isEmpty()) {
                channel.write(bytes);
            }
        } catch (IOException failed) {
            loop.onLoop(() -> lost(failed, loop.now())); // not within the caller's own call
            return false;
        }
        if (!bytes.hasRemaining()) {
            return true;
        }
        if (bytes.remaining() > MAXIMUM_QUEUED_BYTES - queuedBytes) {
            loop.onLoop(() -> lost(new IOException("the peer does not read"), loop.now()));
            return false;
        }
        queuedBytes += bytes.remaining();
        queue.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
        updateInterest();
        return true;
    }

    private void flush() throws IOException {
        while (!queue.isEmpty()) {
            ByteBuffer first = queue.peek();
            queuedBytes -= channel.write(first);
            if (first.hasRemaining()) {
                return;
            }
            queue.remove();
        }
        if (state == State.CLOSING) {
            end();
        } else {
            updateInterest();
        }
    }

    private int interest() {
        return (reading ? SelectionKey.OP_READ : 0) | (queue.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    }

    private void updateInterest() {
        SelectionKey key = loop.keyOf(channel);
        if (key != null && key.isValid() && state != State.CONNECTING) {
            key.interestOps(interest());
        }
    }

    @Override
    public int queuedBytes() {
        return queuedBytes;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        updateInterest();
    }

    @Override
    public void close() {
        if (loop.inLoop()) {
            closeHere();
        } else {
            loop.onLoop(this::closeHere);
        }
    }

    private void closeHere() {
        if (state == State.OPEN && !queue.isEmpty()) {
            state = State.CLOSING;
            closeLimit.set(loop.now() + CLOSE_LIMIT_NANOS);
        } else if (state != State.CLOSING) {
            end();
        }
    }
}
