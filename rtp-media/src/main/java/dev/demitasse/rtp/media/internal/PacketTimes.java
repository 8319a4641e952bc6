// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * The two times of a session: when the next frame of received audio is due, and when the next packet is to be sent. All in
 * nanoseconds of the network. Not thread-safe.
 */
public final class PacketTimes {
    /** The time between frames, in nanoseconds. */
    public static final long FRAME_NANOS = 20_000_000L;

    /** When the loop was late by more, times are left out. */
    public static final long CATCH_UP_NANOS = 60_000_000L;

    private long nextFrame;
    private long nextSlot;

    /** Makes them; {@link #start} sets them. */
    public PacketTimes() {}

    /**
     * Begins both at the next frame.
     *
     * @param now the time
     * @param offset from the multiples of a frame's time
     */
    public void start(long now, long offset) {
        nextFrame = (now / FRAME_NANOS + 1) * FRAME_NANOS + offset;
        nextSlot = nextFrame;
    }

    /**
     * Says when there is something to do.
     *
     * @return the earlier of the two times
     */
    public long next() {
        return Math.min(nextFrame, nextSlot);
    }

    /**
     * Says what there is to do then.
     *
     * @return whether a frame is due, not a packet
     */
    public boolean isFrameNext() {
        return nextFrame <= nextSlot;
    }

    /** The frame is done. */
    public void onFrame() {
        nextFrame += FRAME_NANOS;
    }

    /**
     * The packet is done.
     *
     * @param nanos until the next
     */
    public void onSlot(long nanos) {
        nextSlot += nanos;
    }

    /**
     * Gives the time of the next packet.
     *
     * @return the time
     */
    public long nextSlot() {
        return nextSlot;
    }

    /**
     * Moves the packet times to the next frame, so that what a processor makes does not wait for one.
     *
     * @return how much later they are
     */
    public long align() {
        long next = nextFrame < nextSlot ? nextFrame + FRAME_NANOS : nextFrame;
        long later = Math.max(0, next - nextSlot);
        nextSlot += later;
        return later;
    }

    /**
     * Leaves out what is too late to be caught up with.
     *
     * @param now the time
     * @param slotNanos between packets
     * @return how many packet times
     */
    public long leaveOut(long now, long slotNanos) {
        if (now - nextFrame > CATCH_UP_NANOS) {
            nextFrame += (now - nextFrame) / FRAME_NANOS * FRAME_NANOS;
        }
        if (now - nextSlot <= CATCH_UP_NANOS) {
            return 0;
        }
        long slots = (now - nextSlot) / slotNanos;
        nextSlot += slots * slotNanos;
        return slots;
    }
}
