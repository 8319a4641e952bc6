// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Says when audio is to be left out or put in, and how much, so that the delay is what is aimed at. Not thread-safe. */
final class DelayControl {
    /** The more the line jitters, the less exactly it is known by how much. */
    private static final int TOLERANCE = 8;

    private static final long FRAME_NANOS = 20_000_000L;

    private final Rates rates;
    private final DelayTarget target;
    private final DelayWatch watch = new DelayWatch();
    private final FrameGrid grid;
    private long frameAt;
    private long packetNanos;

    DelayControl(Rates rates, DelayTarget target) {
        this.rates = rates;
        this.target = target;
        grid = new FrameGrid(rates);
    }

    /** Playing begins. */
    void begin() {
        watch.begin();
    }

    /** The packets' audio is so long. */
    void onPacketLength(long ticks) {
        grid.onPacket(ticks);
        packetNanos = rates.nanos(ticks);
    }

    /**
     * Says what the delay wants. To be asked once for each frame of 20 ms before which a packet waits.
     *
     * @param timestamp the extended timestamp of the frame's first sample
     * @param ahead ticks from there to where a packet begins
     * @param now the time
     */
    DelayWatch.Adjustment onFrame(long timestamp, long ahead, long now) {
        long wait = now - rates.nanos(timestamp) - target.fastest();
        long needed = target.neededNanos();
        return watch.onFrame(
                framesUntil(now),
                wait - target.targetNanos(),
                wait - rates.nanos(grid.latest(ahead)) - needed,
                needed / TOLERANCE);
    }

    /** No more than a packet is long: when none waits for longer, that is a hole or a pause. */
    private int framesUntil(long now) {
        long since = Math.min(now - frameAt, packetNanos);
        frameAt = now;
        return (int) Math.max(1, (since + FRAME_NANOS / 2) / FRAME_NANOS);
    }

    /**
     * How many ticks may be left out now: a frame only if packets are then still there in time, and what makes packets begin where
     * frames do always.
     */
    long spareTicks(long ahead) {
        return watch.sparesFrame() ? rates.ticksIn(20) : grid.offset(ahead);
    }

    /** How many ticks packets are from beginning where frames do. */
    long offset(long ahead) {
        return grid.offset(ahead);
    }

    /** Whether the delay may soon have to grow: never without a frame's warning. */
    boolean isShort() {
        return watch.isShort();
    }

    /** The delay was changed. */
    void adjusted() {
        watch.adjusted();
    }
}
