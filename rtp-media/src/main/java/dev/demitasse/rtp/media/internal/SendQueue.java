// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.ArrayDeque;

/**
 * The audio that waits to be sent, in order. How much may wait is for its user to bound. Not thread-safe; confined to the
 * media loop.
 */
public final class SendQueue {
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private int available;
    private boolean endsSpeech;

    /** Makes an empty queue. */
    public SendQueue() {}

    /**
     * Puts a segment at the end.
     *
     * @param segment a new one; an empty one is over at once when it is its turn, so that it marks a place
     */
    public void add(Segment segment) {
        endsSpeech = segment.length() > 0 ? segment.endsSpeech() : endsSpeech;
        segments.add(segment);
        available += segment.left();
        endEmpty();
    }

    /**
     * Counts what waits.
     *
     * @return samples
     */
    public int available() {
        return available;
    }

    /**
     * Tells whether what waits ends with the end of speech, so that no more samples belong to the last of it.
     *
     * @return whether it does
     */
    public boolean endsSpeech() {
        return available > 0 && endsSpeech;
    }

    /**
     * Takes samples.
     *
     * @param to where they go
     * @param wanted how many, from the start of the array
     * @return how many there were
     */
    public int take(short[] to, int wanted) {
        int taken = 0;
        while (taken < wanted && !segments.isEmpty()) {
            taken += segments.getFirst().take(to, taken, wanted - taken);
            endEmpty();
        }
        available -= taken;
        return taken;
    }

    /**
     * Looks at samples and leaves them where they are.
     *
     * @param skipped how many samples to pass over
     * @param to where they are copied
     * @param wanted how many, from the start of the array
     * @return how many there were
     */
    public int peek(int skipped, short[] to, int wanted) {
        int skip = skipped;
        int copied = 0;
        for (Segment segment : segments) {
            copied += segment.peek(skip, to, copied, wanted - copied);
            skip = Math.max(0, skip - segment.left());
            if (copied == wanted) {
                break;
            }
        }
        return copied;
    }

    /**
     * Throws a segment away.
     *
     * @param segment one that may be over already
     * @return how many samples were before it, or -1 if it is over
     */
    public int cancel(Segment segment) {
        int before = 0;
        for (Segment other : segments) {
            if (other == segment) {
                remove(segment);
                return before;
            }
            before += other.left();
        }
        return -1;
    }

    private void remove(Segment segment) {
        if (segments.remove(segment)) {
            available -= segment.left();
            segment.discard();
            endEmpty();
            segments.forEach(left -> endsSpeech = left.length() > 0 ? left.endsSpeech() : endsSpeech);
        }
    }

    /**
     * Throws everything away.
     *
     * @return how many samples
     */
    public int clear() {
        int dropped = available;
        available = 0;
        while (!segments.isEmpty()) {
            segments.remove().discard();
        }
        return dropped;
    }

    private void endEmpty() {
        while (!segments.isEmpty() && segments.getFirst().left() == 0) {
            segments.remove().end();
        }
    }
}
