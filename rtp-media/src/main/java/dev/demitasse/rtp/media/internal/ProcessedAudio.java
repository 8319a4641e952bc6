// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.Arrays;

/**
 * What a processor made and is not sent yet, the oldest first, in memory that has room for one packet more. Packets are encoded from
 * where they lie in it: with a thousand sessions on a loop each of their bytes that is touched is read from far away. Not
 * thread-safe; allocates nothing on its way.
 */
final class ProcessedAudio {
    private short[] pcm = new short[0];
    private int limit;
    private int first;
    private int count;

    /** Bounds what may wait, which is no more by now; and says how long packets are. */
    void resize(int most, int packetSamples) {
        compact();
        limit = most;
        pcm = Arrays.copyOf(pcm, most + packetSamples);
    }

    /** How much waits. */
    int samples() {
        return count;
    }

    /** Whether so many samples more may wait. */
    boolean hasRoom(int samples) {
        return count + samples <= limit;
    }

    /** Puts a frame behind what waits, if that has {@linkplain #hasRoom room}. */
    void add(short[] frame) {
        System.arraycopy(frame, 0, pcm, room(frame.length), frame.length);
        count += frame.length;
    }

    /** Puts samples before what waits, if that has {@linkplain #hasRoom room}. */
    void putBack(short[] from, int samples) {
        if (samples > first) {
            System.arraycopy(pcm, first, pcm, samples, count);
            first = samples;
        }
        first -= samples;
        System.arraycopy(from, 0, pcm, first, samples);
        count += samples;
    }

    /** Throws the oldest away. */
    void remove(int samples) {
        count -= samples;
        first = count == 0 ? 0 : first + samples;
    }

    /** Takes the oldest, for a packet of its own; gives how many there were of those wanted. */
    int take(short[] to, int wanted) {
        int taken = Math.min(wanted, count);
        System.arraycopy(pcm, first, to, 0, taken);
        remove(taken);
        return taken;
    }

    /**
     * Takes the oldest and leaves them where they are, with silence behind if there are fewer than wanted.
     *
     * @return where in {@link #pcm} they are until something is added
     */
    int take(int wanted) {
        int taken = Math.min(wanted, count);
        if (taken < wanted) {
            int behind = room(wanted - taken);
            Arrays.fill(pcm, behind, behind + wanted - taken, (short) 0);
        }
        int at = first;
        remove(taken);
        return at;
    }

    /**
     * Finds room for a packet at the most. While nothing waits, that is at the beginning.
     *
     * @return where in {@link #pcm} it is until something is added
     */
    int room(int samples) {
        if (first + count + samples > pcm.length) {
            compact();
        }
        return first + count;
    }

    private void compact() {
        System.arraycopy(pcm, first, pcm, 0, count);
        first = 0;
    }

    /** The memory itself. */
    short[] pcm() {
        return pcm;
    }
}
