// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Watches, frame by frame, how far the delay is from what is aimed at, and says when it is to be another. Not thread-safe. */
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

    private static final long SHRINK_NANOS = 35_000_000L;

    /** More than the phases of the two sides explain: their clocks drift. */
    private static final long STANDING_NANOS = 24_000_000L;

    private static final int STANDING_FRAMES = 250;
    private static final int TRY_EVERY = 5;
    private static final long URGENT_NANOS = 80_000_000L;
    private static final long STRETCH_NANOS = -3_000_000L;

    private int framesOver;
    private int framesStanding;
    private int framesUnder;

    /**
     * A frame of 20 ms is to be played.
     *
     * @param excess how much longer than aimed at its audio has waited, in nanoseconds; negative if less
     * @return what to do with the frame
     */
    Adjustment onFrame(long excess) {
        framesOver = excess > SHRINK_NANOS ? framesOver + 1 : 0;
        framesStanding = excess > STANDING_NANOS ? framesStanding + 1 : 0;
        framesUnder = excess < STRETCH_NANOS ? framesUnder + 1 : 0;
        if (framesOver >= 50 || excess > URGENT_NANOS && framesOver >= 5) {
            return Adjustment.SHRINK;
        }
        if (framesOver >= 10 || framesStanding >= STANDING_FRAMES && framesStanding % TRY_EVERY == 0) {
            return Adjustment.SHRINK_IF_QUIET;
        }
        return framesUnder >= 25 && framesUnder % TRY_EVERY == 0 ? Adjustment.STRETCH_IF_QUIET : Adjustment.NONE;
    }

    /** The delay was changed, or is a new one. */
    void adjusted() {
        framesOver = 0;
        framesStanding = 0;
        framesUnder = 0;
    }
}
