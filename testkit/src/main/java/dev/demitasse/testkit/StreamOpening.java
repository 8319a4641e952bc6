// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The beginning of a TCP connection: it asks until it is heard, 1, 2, 4 .. seconds apart, and gives up after 127 s as Linux
 * does. Confined to the stepping thread.
 */
final class StreamOpening extends Event {
    private static final long FIRST_WAIT_NANOS = 1_000_000_000;
    private static final long LONGEST_WAIT_NANOS = 64_000_000_000L;

    private final World world;
    private final SimulatedStream client;
    private final SimulatedHost from;
    private final InetSocketAddress target;
    private InetSocketAddress local;
    private InetSocketAddress source;
    private long wait = FIRST_WAIT_NANOS;

    StreamOpening(World world, SimulatedStream client) {
        this.world = world;
        this.client = client;
        this.from = client.loop().host();
        InetSocketAddress remote = client.remoteAddress();
        this.target = remote.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(from.address(), remote.getPort())
                : remote;
    }

    /** Begins; on the client's loop. */
    void begin() {
        if (client.state() != SimulatedStream.State.CONNECTING) {
            return;
        }
        try {
            local = new InetSocketAddress(from.address(), client.takePort());
        } catch (BindException noPort) {
            client.fail(noPort);
            return;
        }
        boolean translated = from.nat() != null && world.wire().direct(from, target) == null;
        source = translated ? from.nat().outboundConnection() : local;
        run();
    }

    /** Asks, unless it was closed meanwhile. */
    @Override
    void run() {
        if (client.state() != SimulatedStream.State.CONNECTING) {
            return;
        }
        long now = world.pace().now();
        SimulatedHost direct = world.wire().direct(from, target);
        SimulatedHost host = direct != null ? direct : world.wire().outsideListener(target);
        if (host == null
                || link(from, host).isCut()
                || link(host, from).isCut()
                || link(from, host).losesSegment()) {
            askAgain(now);
            return;
        }
        Recorder.Entry entry =
                world.wire().recorder().add(now, RecordedPacket.Protocol.TCP, source, target, ByteBuffer.allocate(0));
        world.at(link(from, host).segmentArrival(0, now), () -> comeIn(host, entry));
    }

    private void askAgain(long now) {
        if (wait > LONGEST_WAIT_NANOS) {
            client.fail(new ConnectException("Connection timed out"));
            return;
        }
        world.agenda().schedule(this, now + wait);
        wait *= 2;
    }

    private Link link(SimulatedHost sending, SimulatedHost receiving) {
        return world.wire().links().link(sending, receiving);
    }

    private void comeIn(SimulatedHost host, Recorder.Entry entry) {
        long now = world.pace().now();
        Object holder = host.streamPorts().find(target.getPort());
        boolean open = holder instanceof SimulatedListener;
        if (entry != null) {
            entry.became(open ? Fate.DELIVERED : Fate.PORT_CLOSED, now);
        }
        long answered = link(host, from).segmentArrival(0, now);
        if (holder instanceof SimulatedListener listener) {
            StreamPath path = accept(listener);
            world.at(answered, () -> client.connected(local, path));
        } else {
            world.at(answered, client::refused);
        }
    }

    private StreamPath accept(SimulatedListener listener) {
        SimulatedStream server = new SimulatedStream(listener.loop(), source, null, SimulatedStream.State.OPEN);
        StreamPath path = StreamPath.between(world, client, server, source, target);
        server.stands(target, path.reverse());
        listener.loop().arrived(now -> listener.accept(server, now));
        return path;
    }

    @Override
    public String toString() {
        return "connection from " + from.name() + " to " + target;
    }
}
