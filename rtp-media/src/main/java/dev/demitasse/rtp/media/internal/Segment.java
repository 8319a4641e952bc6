// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Samples in a row that wait to be sent, and whose they are. Not thread-safe. */
public final class Segment {
    /** Hears how far the sending of a segment is. Called on the loop. */
    public interface Owner {
        /**
         * Samples were taken to be sent.
         *
         * @param samples how many
         */
        void onTaken(int samples);

        /**
         * The segment is over. Once for each segment.
         *
         * @param untaken how many samples were thrown away; 0 if all were taken
         */
        void onEnd(int untaken);

        /** The segment is thrown away; {@link #onEnd} follows. Not called when all before it, and all of it, was taken. */
        default void onDiscarded() {}
    }

    private final short[] samples;
    private final Owner owner;
    private final boolean endsSpeech;
    private int position;

    /**
     * Makes a segment.
     *
     * @param samples nobody changes them any more
     * @param owner told of its progress
     * @param endsSpeech whether silence after it is meant to be, not a source that runs dry
     */
    public Segment(short[] samples, Owner owner, boolean endsSpeech) {
        this.samples = samples;
        this.owner = owner;
        this.endsSpeech = endsSpeech;
    }

    /**
     * Says how long it is.
     *
     * @return samples, those taken included
     */
    public int length() {
        return samples.length;
    }

    int left() {
        return samples.length - position;
    }

    boolean endsSpeech() {
        return endsSpeech;
    }

    /** Copies samples that are left, after those that are skipped; fewer than wanted if there are not more. */
    int peek(int skipped, short[] to, int offset, int wanted) {
        int count = Math.max(0, Math.min(wanted, left() - skipped));
        System.arraycopy(samples, position + Math.min(skipped, left()), to, offset, count);
        return count;
    }

    int take(short[] to, int offset, int wanted) {
        int count = Math.min(wanted, left());
        System.arraycopy(samples, position, to, offset, count);
        position += count;
        owner.onTaken(count);
        return count;
    }

    /** The segment is not sent, or no more of it is. */
    public void discard() {
        owner.onDiscarded();
        end();
    }

    void end() {
        int untaken = left();
        position = samples.length;
        owner.onEnd(untaken);
    }
}
