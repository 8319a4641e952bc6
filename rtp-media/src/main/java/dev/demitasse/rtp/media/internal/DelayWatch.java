// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Watches, frame by frame, how far the delay is from what is aimed at, and says when it is to be another. Not thread-safe.
 *
 * <p>Two things count: how long audio waits, and how early a frame's last packet is there. They differ when packets begin within
 * frames, as they do after a pitch period was taken out or put in.
 */
final class DelayWatch {
    /** What the delay wants. */
    enum Adjustment {
        /** Nothing. */
        NONE,
        /** Up to a frame less, when it is not heard. */
        SHRINK_IF_QUIET,
        /** One frame less now. */
        SHRINK,
        /** Up to a frame more, when it is not heard. */
        STRETCH_IF_QUIET
    }

    private static final long FRAME_NANOS = 20_000_000L;
    private static final long SHRINK_NANOS = 35_000_000L;

    /** The phases of the two sides, at random, make the wait so much longer at first; only what is more by a few is drift. */
    private static final long PHASE_NANOS = 18_000_000L;

    private static final long MORE_NANOS = 4_000_000L;
    private static final long LESS_NANOS = 17_000_000L;

    private static final int OVER_FRAMES = 10;
    private static final int STANDING_FRAMES = 250;
    private static final int UNDER_FRAMES = 25;
    private static final int TRY_EVERY = 5;
    private static final int TRY_LATER_EVERY = 25;
    private static final int PATIENCE_FRAMES = 250;
    private static final long URGENT_NANOS = 80_000_000L;
    private static final long STRETCH_NANOS = -3_000_000L;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private long first = UNKNOWN;
    private long spare;
    private long tolerance;
    private int framesOver;
    private int framesStanding;
    private int framesUnder;
    private int nextStretch;

    /** Playing begins. */
    void begin() {
        first = UNKNOWN;
        adjusted();
    }

    /**
     * A frame of 20 ms is to be played.
     *
     * @param frames how many were played since this was told last, this one included
     * @param excess how much longer than aimed at its first sample has waited, in nanoseconds; negative if less
     * @param tooEarly how much earlier than needed the last packet of such a frame is there, in nanoseconds; negative if later
     * @param inexact how far what is needed may change by chance, in nanoseconds
     * @return what to do with the frame
     */
    Adjustment onFrame(int frames, long excess, long tooEarly, long inexact) {
        if (first == UNKNOWN) {
            first = Math.max(0, Math.min(FRAME_NANOS, excess));
        }
        spare = tooEarly;
        tolerance = inexact;
        long most = Math.max(PHASE_NANOS, first + MORE_NANOS);
        long least = Math.max(STRETCH_NANOS, first - LESS_NANOS);
        framesOver = excess > SHRINK_NANOS && sparesFrame() ? framesOver + 1 : 0;
        framesStanding = excess > most ? framesStanding + 1 : 0;
        boolean under = excess < least || spare < -tolerance;
        framesUnder = under ? framesUnder + frames : 0;
        nextStretch = under ? nextStretch : UNDER_FRAMES;
        if (framesOver >= 50 || excess > URGENT_NANOS && framesOver >= 5) {
            return Adjustment.SHRINK;
        }
        if (isTurn(framesOver, OVER_FRAMES) || isTurn(framesStanding, STANDING_FRAMES)) {
            return Adjustment.SHRINK_IF_QUIET;
        }
        if (framesUnder < nextStretch) {
            return Adjustment.NONE;
        }
        nextStretch = framesUnder + TRY_EVERY;
        return Adjustment.STRETCH_IF_QUIET;
    }

    /**
     * A pitch period is not searched for in each frame, for that costs more than all else that is done for one; and the less
     * often, the longer none was found: such is music, or noise.
     */
    private static boolean isTurn(int frames, int from) {
        return frames >= from && frames % (frames < from + PATIENCE_FRAMES ? TRY_EVERY : TRY_LATER_EVERY) == 0;
    }

    /** Whether packets are there in time also for frames that are played 20 ms earlier. */
    boolean sparesFrame() {
        return spare >= FRAME_NANOS + tolerance;
    }

    /** Whether the delay may soon have to grow. */
    boolean isShort() {
        return framesUnder > 0;
    }

    /** The delay was changed. */
    void adjusted() {
        framesOver = 0;
        framesStanding = 0;
        framesUnder = 0;
        nextStretch = UNDER_FRAMES;
    }
}
