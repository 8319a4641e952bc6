// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A datagram on its way: first an event, its coming in, then what waits for the loop. Used again once it is handed on. */
final class Packet extends Event implements Arrival {
    private static final int FIRST_CAPACITY = 512;

    private final Wire wire;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private SimulatedDatagram sender;
    private InetSocketAddress from;
    private InetSocketAddress to;
    private SimulatedDatagram receiver;
    private Recorder.Entry entry;
    private Fate fateOnArrival = Fate.DELIVERED;

    Packet(Wire wire) {
        this.wire = wire;
    }

    void fill(SimulatedDatagram sending, InetSocketAddress source, InetSocketAddress target, ByteBuffer payload) {
        sender = sending;
        from = source;
        to = target;
        length = payload.remaining();
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        payload.get(bytes, 0, length);
    }

    /** Becomes the second copy of a packet. */
    void duplicate(Packet first) {
        fill(first.sender, first.from, first.to, ByteBuffer.wrap(first.bytes, 0, first.length));
        fateOnArrival = Fate.DUPLICATED;
        entry = first.entry == null ? null : first.entry.copy();
    }

    /** What is written down about it; null if nothing is. */
    void recordedAs(Recorder.Entry recorded) {
        entry = recorded;
    }

    void became(Fate fate, long now) {
        if (entry != null) {
            entry.became(fate == Fate.DELIVERED ? fateOnArrival : fate, now);
        }
    }

    SimulatedDatagram sender() {
        return sender;
    }

    InetSocketAddress from() {
        return from;
    }

    InetSocketAddress to() {
        return to;
    }

    /** Whose socket it has come to, once it has. */
    SimulatedDatagram receiver() {
        return receiver;
    }

    void receivedBy(SimulatedDatagram endpoint) {
        receiver = endpoint;
    }

    @Override
    void run() {
        wire.comeIn(this);
    }

    @Override
    public void handOn(long now) {
        try {
            receiver.read(bytes, length, from, now);
        } finally {
            wire.recycle(this);
        }
    }

    void forget() {
        sender = null;
        receiver = null;
        from = null;
        to = null;
        entry = null;
        fateOnArrival = Fate.DELIVERED;
    }

    @Override
    public String toString() {
        return "datagram from " + from + " to " + to;
    }
}
