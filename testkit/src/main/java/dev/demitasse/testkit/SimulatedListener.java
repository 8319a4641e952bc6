// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.StreamAcceptor;
import dev.demitasse.event.loop.StreamListener;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A bound TCP socket of a simulation that accepts connections. */
final class SimulatedListener extends OpenThing implements StreamListener {
    private final SimulatedLoop loop;
    private final StreamAcceptor acceptor;
    private InetSocketAddress local;

    private SimulatedListener(SimulatedLoop loop, StreamAcceptor acceptor) {
        this.loop = loop;
        this.acceptor = acceptor;
    }

    static SimulatedListener bind(SimulatedLoop loop, InetSocketAddress address, StreamAcceptor acceptor)
            throws IOException {
        SimulatedHost host = loop.host();
        host.requireLocal(address);
        SimulatedListener listener = new SimulatedListener(loop, acceptor);
        int port = host.streamPorts().take(address.getPort(), listener);
        listener.local = new InetSocketAddress(address.getAddress(), port);
        loop.opened(listener);
        return listener;
    }

    SimulatedLoop loop() {
        return loop;
    }

    /** Hands a connection on that has come. */
    void accept(SimulatedStream accepted, long now) {
        if (ended()) {
            accepted.close();
            return;
        }
        loop.opened(accepted);
        try {
            accepted.handledBy(acceptor.onAccepted(accepted, now));
        } catch (RuntimeException | Error thrown) {
            accepted.close();
            throw thrown;
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public void close() {
        if (end()) {
            loop.forgotten(this);
            loop.host().streamPorts().release(local.getPort(), this);
        }
    }

    @Override
    void closeWithLoop() {
        close();
    }

    @Override
    public String toString() {
        return "stream listener " + local;
    }
}
