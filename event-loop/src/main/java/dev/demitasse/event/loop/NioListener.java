// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A TCP listener over an NIO channel. */
final class NioListener implements StreamListener, NioLoop.Ready {
    private static final int BACKLOG = 1024;

    /** How long nothing is accepted after the system has refused a descriptor: the selector would come back at once, for ever. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final NioLoop loop;
    private final ServerSocketChannel channel;
    private final StreamAcceptor acceptor;
    private final InetSocketAddress local;
    private final Deadline resume;

    private NioListener(NioLoop loop, ServerSocketChannel channel, StreamAcceptor acceptor) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.acceptor = acceptor;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.resume = loop.newDeadline(now -> accepting(true));
    }

    static NioListener bind(NioLoop loop, InetSocketAddress local, StreamAcceptor acceptor) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(local, BACKLOG);
            channel.configureBlocking(false);
            NioListener listener = new NioListener(loop, channel, acceptor);
            loop.register(channel, SelectionKey.OP_ACCEPT, listener);
            return listener;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public void onReady(SelectionKey key, long now) {
        try {
            for (SocketChannel accepted = accept(); accepted != null; accepted = accept()) {
                NioStream.accept(loop, accepted, acceptor, now);
            }
        } catch (IOException noMoreDescriptors) {
            // The connection waits in the backlog until one is free.
            accepting(false);
            resume.set(now + PAUSE_NANOS);
        }
    }

    /** The next connection; null if there is none, or nobody to be told. */
    private SocketChannel accept() throws IOException {
        return loop.isClosed() ? null : channel.accept();
    }

    private void accepting(boolean wanted) {
        SelectionKey key = loop.keyOf(channel);
        if (key != null && key.isValid()) {
            key.interestOps(wanted ? SelectionKey.OP_ACCEPT : 0);
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public void close() {
        if (loop.inLoop()) {
            NioLoop.closeQuietly(channel);
        } else {
            loop.onLoop(() -> NioLoop.closeQuietly(channel));
        }
    }
}
