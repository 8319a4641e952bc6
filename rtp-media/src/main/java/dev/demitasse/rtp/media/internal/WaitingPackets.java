// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;
import java.util.Arrays;

/** The packets in a {@link JitterBuffer}, by their timestamps, and those that may be used again. Not thread-safe. */
final class WaitingPackets {
    /** On most lines no more wait. */
    private static final int USUAL = 8;

    private JitterPacket[] waiting = new JitterPacket[USUAL];
    private JitterPacket[] spare = new JitterPacket[USUAL];
    private int size;
    private int spares;

    WaitingPackets() {}

    int size() {
        return size;
    }

    /** The packet that is this many places behind the head. */
    JitterPacket get(int place) {
        return waiting[place];
    }

    /** Puts a copy of a packet in its place; of those with one timestamp, the one that was sent first is first. */
    void add(RtpPacket packet, long sequence, long timestamp, long now) {
        JitterPacket added = spares > 0 ? spare[--spares] : new JitterPacket();
        added.fill(packet, sequence, timestamp, now);
        waiting = size == waiting.length ? Arrays.copyOf(waiting, JitterBuffer.CAPACITY) : waiting;
        int at = size++;
        while (at > 0 && isBefore(added, waiting[at - 1])) {
            waiting[at] = waiting[at - 1];
            at--;
        }
        waiting[at] = added;
    }

    private static boolean isBefore(JitterPacket one, JitterPacket other) {
        return one.timestamp() < other.timestamp()
                || one.timestamp() == other.timestamp() && one.sequence() < other.sequence();
    }

    void removeHead() {
        spare = spares == spare.length ? Arrays.copyOf(spare, JitterBuffer.CAPACITY) : spare;
        spare[spares++] = waiting[0];
        size--;
        System.arraycopy(waiting, 1, waiting, 0, size);
    }

    /** How much later the last one's timestamp is than the first one's. */
    long spread() {
        return waiting[size - 1].timestamp() - waiting[0].timestamp();
    }
}
