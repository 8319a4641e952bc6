// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * The audio of one packet, decoded, between the jitter buffer and the frames that take it piece by piece. It is decoded into memory of the
 * loop, and what a frame leaves of it is kept in memory of its own. Not thread-safe.
 */
final class Stage {
    private static final short[] NONE = new short[0];

    private final LoopBuffers shared;
    private final int longestPacket;
    private short[] room = NONE;
    private short[] pcm = NONE;
    private short[] kept = NONE;
    private int from;
    private int to;

    Stage(LoopBuffers shared, int longestPacket) {
        this.shared = shared;
        this.longestPacket = longestPacket;
    }

    /** Gives room to decode into, when nothing is left: for a packet of the greatest length. */
    short[] room() {
        room = room == NONE ? shared.decoded(longestPacket) : room;
        pcm = room;
        return pcm;
    }

    /** Tells whether a packet can have so many samples. */
    boolean fits(int samples) {
        return samples > 0 && samples <= longestPacket;
    }

    /** The room holds so much, of which the beginning is left out. */
    void fill(int leftOut, int samples) {
        from = Math.min(leftOut, samples);
        to = samples;
    }

    /** How many samples are left. */
    int left() {
        return to - from;
    }

    /** Leads over to what is left from what was made up before it. */
    void blend(Concealment concealment, int madeUp) {
        concealment.blend(pcm, from, left(), madeUp);
    }

    /** Takes so much of it, or what is left; returns how much. */
    int take(short[] out, int at, int wanted) {
        int count = Math.min(wanted, left());
        System.arraycopy(pcm, from, out, at, count);
        from += count;
        return count;
    }

    /** The loop's memory is about to be used by others: keeps what is left. */
    void keep() {
        int left = left();
        if (left == 0 || pcm == kept) {
            return;
        }
        kept = kept.length < left ? new short[longestPacket] : kept;
        System.arraycopy(pcm, from, kept, 0, left);
        pcm = kept;
        from = 0;
        to = left;
    }
}
