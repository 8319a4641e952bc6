// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.StreamEndpoint;
import dev.demitasse.event.loop.StreamHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/** One end of a TCP connection of a simulation. Confined to its loop, but for closing. */
final class SimulatedStream extends OpenThing implements StreamEndpoint {
    private static final long CLOSE_LIMIT_NANOS = 1_000_000_000;

    enum State {
        CONNECTING,
        OPEN,
        /** Closed by us; what is queued is still sent. */
        CLOSING,
        CLOSED
    }

    private final SimulatedLoop loop;
    private final InetSocketAddress remote;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final ArrayDeque<byte[]> unread = new ArrayDeque<>();
    private final Deadline closeLimit;
    private final Arrival reading = this::readWhatCame;
    private InetSocketAddress local = new InetSocketAddress(0);
    private StreamHandler handler;
    private StreamPath path;
    private State state;
    private boolean reads = true;
    private boolean endCame;
    private int queuedBytes;
    private int ownPort;

    SimulatedStream(SimulatedLoop loop, InetSocketAddress remote, StreamHandler handler, State state) {
        this.loop = loop;
        this.remote = remote;
        this.handler = handler;
        this.state = state;
        this.closeLimit = loop.newDeadline(now -> finish());
    }

    SimulatedLoop loop() {
        return loop;
    }

    /** Takes a port of its own. */
    int takePort() throws BindException {
        ownPort = loop.host().streamPorts().take(0, this);
        return ownPort;
    }

    void handledBy(StreamHandler accepted) {
        handler = accepted;
    }

    /** The connection stands in the network: what is sent goes this way. */
    void stands(InetSocketAddress ownAddress, StreamPath way) {
        local = ownAddress;
        path = way;
    }

    State state() {
        return state;
    }

    /** The peer has room for more. */
    void roomCame() {
        if (!queue.isEmpty()) {
            loop.arrived(now -> flush());
        }
    }

    /** The peer's host has taken the connection. */
    void connected(InetSocketAddress ownAddress, StreamPath way) {
        if (state == State.CLOSED) { // with its loop, perhaps, which hands on nothing any more
            way.end();
            return;
        }
        loop.arrived(now -> {
            if (state == State.CONNECTING) {
                stands(ownAddress, way);
                state = State.OPEN;
                handler.onConnected(this, now);
                flush();
            } else {
                way.end();
            }
        });
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean send(ByteBuffer bytes) {
        loop.requireInLoop("send()");
        if (state == State.CLOSING || state == State.CLOSED) {
            return false;
        }
        if (bytes.remaining() > MAXIMUM_QUEUED_BYTES - queuedBytes + room()) {
            loop.onLoop(() -> lost(new IOException("the peer does not read"), loop.now()));
            return false;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        queue.add(copy);
        queuedBytes += copy.length;
        flush();
        return true;
    }

    private int room() {
        return state == State.OPEN && queue.isEmpty() ? path.room() : 0;
    }

    /** Sends as much of the queue as the peer has room for. */
    void flush() {
        while (path != null && !queue.isEmpty()) {
            int taken = path.send(queue.peek());
            if (taken == 0) {
                return;
            }
            byte[] first = queue.remove();
            queuedBytes -= taken;
            if (taken < first.length) {
                queue.addFirst(Arrays.copyOfRange(first, taken, first.length));
            }
        }
        if (state == State.CLOSING) {
            finish();
        }
    }

    @Override
    public int queuedBytes() {
        return queuedBytes;
    }

    @Override
    public void reading(boolean on) {
        loop.requireInLoop("reading()");
        reads = on;
        if (on && (endCame || !unread.isEmpty())) {
            loop.arrived(reading);
        }
    }

    /** Bytes have come; without any, the peer has closed in order. */
    void receive(byte[] bytes) {
        if (bytes.length == 0) {
            endCame = true;
        } else {
            unread.add(bytes);
        }
        loop.arrived(reading);
    }

    private void readWhatCame(long now) {
        while (state != State.CLOSED && reads && !unread.isEmpty() && !loop.isClosed()) {
            byte[] bytes = unread.remove();
            path.haveRead(bytes.length);
            if (state == State.OPEN) {
                read(bytes, now);
            }
        }
        if (endCame && reads && unread.isEmpty()) {
            lost(null, now);
        }
    }

    private void read(byte[] bytes, long now) {
        ByteBuffer buffer = loop.receiveBuffer().lend(bytes, bytes.length);
        try {
            handler.onReceived(this, buffer, now);
        } finally {
            loop.receiveBuffer().giveBack(buffer);
        }
    }

    /** The connection has failed, or could not be made. */
    void fail(IOException cause) {
        loop.arrived(now -> lost(cause, now));
    }

    void refused() {
        fail(new ConnectException("Connection refused"));
    }

    /** Ends the connection and says so, unless we had closed it ourselves. */
    private void lost(IOException cause, long now) {
        boolean ours = state == State.CLOSING || state == State.CLOSED;
        finish();
        if (!ours && !loop.isClosed()) {
            handler.onClosed(this, Optional.ofNullable(cause), now);
        }
    }

    private void finish() {
        state = State.CLOSED;
        queue.clear();
        queuedBytes = 0;
        if (path != null) {
            path.end();
        }
        if (end()) {
            loop.forgotten(this);
            loop.host().streamPorts().release(ownPort, this);
        }
        if (loop.inLoop()) {
            closeLimit.clear();
        }
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
            finish();
        }
    }

    @Override
    void closeWithLoop() {
        finish();
    }

    @Override
    public String toString() {
        return "stream endpoint " + local + " to " + remote + ", " + state;
    }
}
