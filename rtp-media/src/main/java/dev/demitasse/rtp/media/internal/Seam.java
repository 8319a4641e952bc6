// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Where audio is taken out or put in between two frames: the last one, the next one, and what is left of that for later. On most lines it is
 * rarely needed, and made only then. Not thread-safe.
 */
final class Seam {
    private final Splice splice;
    private final int frame;
    private final short[] previous;
    private final short[] next;
    private final short[] carry;

    Seam(Rates rates) {
        splice = new Splice(rates);
        frame = rates.samplesIn(20);
        previous = new short[frame];
        next = new short[frame];
        carry = new short[frame];
    }

    /** A frame was played, and audio may have to be put in after it. */
    void onPlayed(short[] out) {
        System.arraycopy(out, 0, previous, 0, frame);
    }

    /** The frame that was played last. */
    short[] previous() {
        return previous;
    }

    /** Room for the frame after the one that is made. */
    short[] next() {
        return next;
    }

    /** Leaves samples out between a frame and the next one. */
    void leaveOut(short[] out, int samples) {
        splice.leaveOut(out, next, samples);
    }

    /** Takes a pitch period out between a frame and the next one; returns how long it is, 0 if none fits. */
    int takeOut(short[] out, int most) {
        return splice.takeOut(out, next, most);
    }

    /** Puts a pitch period in between the last frame and this one, which is the next; returns how long it is, 0 if none fits. */
    int putIn(short[] out) {
        takeAsNext(out);
        return splice.putIn(previous, out);
    }

    /** Repeats so many samples of the last frame before this one, which is the next. */
    void repeat(short[] out, int samples) {
        takeAsNext(out);
        splice.repeat(previous, out, samples);
    }

    /** Plays the last frame once more. */
    void repeat(short[] out) {
        System.arraycopy(previous, 0, out, 0, frame);
    }

    private void takeAsNext(short[] out) {
        System.arraycopy(out, 0, next, 0, frame);
    }

    /** Keeps the next frame from a sample on for later; returns how much that is. */
    int carry(int from) {
        System.arraycopy(next, from, carry, 0, frame - from);
        return frame - from;
    }

    /** Gives what was kept. */
    void take(short[] out, int samples) {
        System.arraycopy(carry, 0, out, 0, samples);
    }
}
