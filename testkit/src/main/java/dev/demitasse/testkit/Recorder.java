// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes down what passes. Thread-safe. */
final class Recorder {
    private final List<Entry> entries = new ArrayList<>();
    private boolean on = true;

    /** A packet whose fate may not be known yet. */
    final class Entry {
        private final long sentAt;
        private final RecordedPacket.Protocol protocol;
        private final InetSocketAddress from;
        private final InetSocketAddress to;
        private final byte[] bytes;
        private long arrivedAt;
        private Fate fate = Fate.ON_THE_WAY;

        private Entry(
                long sentAt,
                RecordedPacket.Protocol protocol,
                InetSocketAddress from,
                InetSocketAddress to,
                byte[] bytes) {
            this.sentAt = sentAt;
            this.protocol = protocol;
            this.from = from;
            this.to = to;
            this.bytes = bytes;
        }

        void became(Fate known, long now) {
            synchronized (Recorder.this) {
                fate = known;
                arrivedAt = now;
            }
        }

        /** A second copy of the same packet. */
        Entry copy() {
            synchronized (Recorder.this) {
                Entry copy = new Entry(sentAt, protocol, from, to, bytes);
                entries.add(copy);
                return copy;
            }
        }

        private RecordedPacket packet() {
            return new RecordedPacket(sentAt, arrivedAt, protocol, from, to, bytes, fate);
        }
    }

    synchronized void recording(boolean wanted) {
        on = wanted;
    }

    /** Writes a packet down; null if nothing is recorded. The payload is not consumed. */
    synchronized Entry add(
            long now,
            RecordedPacket.Protocol protocol,
            InetSocketAddress from,
            InetSocketAddress to,
            ByteBuffer payload) {
        if (!on) {
            return null;
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        Entry entry = new Entry(now, protocol, from, to, bytes);
        entries.add(entry);
        return entry;
    }

    synchronized List<RecordedPacket> packets() {
        List<RecordedPacket> packets = new ArrayList<>(entries.size());
        entries.forEach(entry -> packets.add(entry.packet()));
        return List.copyOf(packets);
    }

    synchronized void clear() {
        entries.clear();
    }
}
