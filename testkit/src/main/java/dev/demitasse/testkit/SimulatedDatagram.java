// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.DatagramCounters;
import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A UDP socket of a simulation. */
final class SimulatedDatagram extends OpenThing implements DatagramEndpoint {
    private static final int MAXIMUM_IPV4_PAYLOAD = 65_507;
    private static final int MAXIMUM_IPV6_PAYLOAD = 65_527;

    private final SimulatedLoop loop;
    private final DatagramHandler handler;
    private final Arrival unreachableArrival = this::reportUnreachable;
    private InetSocketAddress local;
    private InetSocketAddress source;
    private InetSocketAddress peer;
    private boolean draining;
    private boolean unreachablePending;
    private long received;
    private long sent;
    private long unsent;
    private long unreachable;

    private SimulatedDatagram(SimulatedLoop loop, DatagramHandler handler) {
        this.loop = loop;
        this.handler = handler;
    }

    static SimulatedDatagram bind(SimulatedLoop loop, InetSocketAddress address, DatagramHandler handler)
            throws IOException {
        SimulatedHost host = loop.host();
        host.requireLocal(address);
        SimulatedDatagram endpoint = new SimulatedDatagram(loop, handler);
        int port = host.datagramPorts().take(address.getPort(), endpoint);
        endpoint.local = new InetSocketAddress(address.getAddress(), port);
        endpoint.source = new InetSocketAddress(host.address(), port);
        loop.opened(endpoint);
        return endpoint;
    }

    SimulatedHost host() {
        return loop.host();
    }

    /** Its address as others see it on its host's own network: never a wildcard. */
    InetSocketAddress source() {
        return source;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public SendResult send(ByteBuffer payload, InetSocketAddress to) {
        loop.requireInLoop("send()");
        if (ended()) {
            return unsent(SendResult.CLOSED);
        }
        if (peer != null && !peer.equals(to)) {
            return unsent(SendResult.FAILED);
        }
        return transmit(payload, to);
    }

    @Override
    public SendResult send(ByteBuffer payload) {
        loop.requireInLoop("send()");
        if (ended()) {
            return unsent(SendResult.CLOSED);
        }
        if (peer == null) {
            throw new IllegalStateException("send(payload) on an endpoint that is not connected");
        }
        return transmit(payload, peer);
    }

    private SendResult transmit(ByteBuffer payload, InetSocketAddress to) {
        if (unreachablePending) { // a socket's error is told once: to whoever reads or writes first
            unreachablePending = false;
            unreachable++;
            return unsent(SendResult.UNREACHABLE);
        }
        boolean version4 = source.getAddress() instanceof Inet4Address;
        if (to.isUnresolved() || to.getPort() == 0 || version4 != to.getAddress() instanceof Inet4Address) {
            return unsent(SendResult.FAILED);
        }
        if (payload.remaining() > (version4 ? MAXIMUM_IPV4_PAYLOAD : MAXIMUM_IPV6_PAYLOAD)) {
            return unsent(SendResult.TOO_LARGE);
        }
        sent++;
        loop.world().wire().send(this, to, payload);
        return SendResult.SENT;
    }

    private SendResult unsent(SendResult why) {
        unsent++;
        return why;
    }

    /** Whether what comes from an address is for this socket. */
    boolean hears(InetSocketAddress from) {
        return peer == null || peer.equals(from);
    }

    /** A datagram has come in. */
    void receive(Packet packet) {
        packet.receivedBy(this);
        loop.arrived(packet);
    }

    /** Hands a datagram on; on the loop. */
    void read(byte[] bytes, int length, InetSocketAddress from, long now) {
        if (ended()) {
            return;
        }
        received++;
        ByteBuffer payload = loop.receiveBuffer().lend(bytes, length);
        try {
            handler.onDatagram(this, payload, from, now);
        } finally {
            loop.receiveBuffer().giveBack(payload);
        }
    }

    /** The peer's host says that its port is closed. */
    void peerUnreachable(InetSocketAddress target) {
        if (peer != null && peer.equals(target) && !unreachablePending && !ended()) {
            unreachablePending = true;
            loop.arrived(unreachableArrival);
        }
    }

    private void reportUnreachable(long now) {
        if (unreachablePending && !ended()) {
            unreachablePending = false;
            unreachable++;
            handler.onUnreachable(this, now);
        }
    }

    @Override
    public void connect(InetSocketAddress remote) throws IOException {
        loop.requireInLoop("connect()");
        if (draining) {
            throw new IllegalStateException("connect() while datagrams from before another connect() are handed on");
        }
        if (ended()) {
            throw new IOException("connect() on a closed endpoint");
        }
        disconnect();
        draining = true;
        try {
            loop.drain(this, loop.now());
        } finally {
            draining = false;
        }
        loop.host().localAddressTowards(remote);
        peer = remote;
    }

    @Override
    public void disconnect() {
        loop.requireInLoop("disconnect()");
        peer = null;
        unreachablePending = false;
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
        if (end()) {
            loop.forgotten(this);
            host().datagramPorts().release(local.getPort(), this);
        }
    }

    @Override
    void closeWithLoop() {
        if (end()) {
            host().datagramPorts().release(local.getPort(), this);
        }
    }

    @Override
    public String toString() {
        return "datagram endpoint " + local;
    }
}
