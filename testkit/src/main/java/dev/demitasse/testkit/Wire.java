// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What lies between the sockets of a simulation: lines, NATs, what the test wants lost, the recording. Sending and coming in
 * are confined to the stepping thread.
 */
final class Wire {
    private final World world;
    private final LinkTable links;
    private final Recorder recorder = new Recorder();
    private final LossOrders lossOrders = new LossOrders();
    private final ArrayDeque<Packet> unused = new ArrayDeque<>();

    Wire(World world) {
        this.world = world;
        this.links = new LinkTable(world.options().seed());
    }

    LinkTable links() {
        return links;
    }

    Recorder recorder() {
        return recorder;
    }

    LossOrders lossOrders() {
        return lossOrders;
    }

    /** Sends a datagram; the payload is consumed. */
    void send(SimulatedDatagram sender, InetSocketAddress to, ByteBuffer payload) {
        long now = world.pace().now();
        SimulatedHost from = sender.host();
        InetSocketAddress target =
                to.getAddress().isAnyLocalAddress() ? new InetSocketAddress(from.address(), to.getPort()) : to;
        SimulatedHost direct = direct(from, target);
        boolean translated = from.nat() != null && direct == null;
        InetSocketAddress source = translated ? from.nat().outbound(sender.source(), target) : sender.source();
        Recorder.Entry entry = recorder.add(now, RecordedPacket.Protocol.UDP, source, target, payload);
        boolean lost = lossOrders.loses(sender.source(), target, payload, now);
        SimulatedHost receiving = direct != null ? direct : outside(target);
        if (lost || receiving == null) {
            lose(payload, entry, lost ? Fate.LOST_BY_TEST : nowhere(target), now);
            return;
        }
        int ipBytes = payload.remaining() + overhead(from);
        Link link = links.link(from, receiving);
        Fate fate = link.take(ipBytes, now);
        if (fate != Fate.ON_THE_WAY) {
            lose(payload, entry, fate, now);
            return;
        }
        Packet packet = packet();
        packet.fill(sender, source, target, payload);
        packet.recordedAs(entry);
        if (link.duplicates()) {
            Packet copy = packet();
            copy.duplicate(packet);
            goOut(packet, link.arrival(ipBytes, now), now);
            goOut(copy, link.arrival(ipBytes, now), now);
        } else {
            goOut(packet, link.arrival(ipBytes, now), now);
        }
    }

    private static void lose(ByteBuffer payload, Recorder.Entry entry, Fate fate, long now) {
        payload.position(payload.limit());
        if (entry != null) {
            entry.became(fate, now);
        }
    }

    private static int overhead(SimulatedHost from) {
        return from.address() instanceof Inet4Address ? Link.IPV4_OVERHEAD : Link.IPV6_OVERHEAD;
    }

    private void goOut(Packet packet, long arrival, long now) {
        if (arrival <= now) {
            comeIn(packet);
        } else {
            world.agenda().schedule(packet, arrival);
        }
    }

    /** The host that a target is, if it is reached without passing a NAT; else null. */
    SimulatedHost direct(SimulatedHost from, InetSocketAddress target) {
        SimulatedHost host = world.find(target.getAddress());
        boolean samePlace = host == from || host != null && host.nat() == from.nat();
        return samePlace ? host : null;
    }

    /** The host that a target is, seen from the public side; null if there is none. */
    SimulatedHost outside(InetSocketAddress target) {
        SimulatedHost host = world.find(target.getAddress());
        if (host != null) {
            return host.nat() == null ? host : null;
        }
        Nat nat = world.findNat(target.getAddress());
        InetSocketAddress inside = nat == null ? null : nat.holder(target.getPort());
        return inside == null ? null : world.find(inside.getAddress());
    }

    /** The host that a target of a connection is, seen from the public side: NATs let none in. Null if there is none. */
    SimulatedHost outsideListener(InetSocketAddress target) {
        SimulatedHost host = world.find(target.getAddress());
        return host != null && host.nat() == null ? host : null;
    }

    private Fate nowhere(InetSocketAddress target) {
        return world.findNat(target.getAddress()) == null ? Fate.NO_HOST : Fate.NAT_BLOCKED;
    }

    /** A packet has come to where it was sent. */
    void comeIn(Packet packet) {
        long now = world.pace().now();
        InetSocketAddress target = packet.to();
        Nat nat = world.findNat(target.getAddress());
        InetSocketAddress inside = nat == null ? target : nat.inbound(target.getPort(), packet.from());
        SimulatedHost host = inside == null ? null : world.find(inside.getAddress());
        if (host == null) {
            packet.became(Fate.NAT_BLOCKED, now);
            recycle(packet);
            return;
        }
        SimulatedDatagram receiver = host.datagramPorts().find(inside.getPort());
        if (receiver == null || !receiver.hears(packet.from())) {
            packet.became(Fate.PORT_CLOSED, now);
            sayUnreachable(packet, host, now);
            recycle(packet);
            return;
        }
        packet.became(Fate.DELIVERED, now);
        receiver.receive(packet);
    }

    /** Tells the sender that the port is closed, as ICMP does. */
    private void sayUnreachable(Packet packet, SimulatedHost by, long now) {
        SimulatedDatagram sender = packet.sender();
        InetSocketAddress target = packet.to();
        Link back = links.link(by, sender.host());
        if (back.isCut()) {
            return;
        }
        world.at(now + back.latencyNanos(), () -> sender.peerUnreachable(target));
    }

    private Packet packet() {
        return unused.isEmpty() ? new Packet(this) : unused.pop();
    }

    void recycle(Packet packet) {
        packet.forget();
        unused.push(packet);
    }
}
