// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Where packets begin within the frames of 20 ms that are played, for packets of one length. Not thread-safe. */
final class FrameGrid {
    private final long frameTicks;
    private long packetTicks;
    private long step;

    FrameGrid(Rates rates) {
        frameTicks = rates.ticksIn(20);
        step = frameTicks;
    }

    /** Packets are so long. */
    void onPacket(long ticks) {
        if (ticks != packetTicks) {
            packetTicks = ticks;
            step = greatestCommonDivisor(frameTicks, ticks);
        }
    }

    private static long greatestCommonDivisor(long one, long other) {
        return other == 0 ? one : greatestCommonDivisor(other, one % other);
    }

    /**
     * How far packets are from beginning where frames do, or at fixed parts of them.
     *
     * @param ahead ticks from the beginning of a frame to that of a packet
     */
    long offset(long ahead) {
        return ahead % step;
    }

    /** How far into a frame the last packet that it needs begins, in the worst of them. */
    long latest(long ahead) {
        return frameTicks - step + offset(ahead);
    }
}
