// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** The jitter of a source's arrivals, RFC 3550 section 6.4.1 and appendix A.8. Not thread-safe. */
public final class InterarrivalJitter {
    private boolean known;
    private int transit;
    private double ticks;

    /** Makes an estimator that has seen nothing. */
    public InterarrivalJitter() {}

    /**
     * Takes a packet into account.
     *
     * @param timestamp its timestamp
     * @param arrivalTicks its arrival in the same ticks, from any origin
     */
    public void onPacket(int timestamp, long arrivalTicks) {
        int now = (int) arrivalTicks - timestamp;
        if (known) {
            // The difference is taken modulo 2^32, so that it is right across a wrap of either.
            ticks += (Math.abs((double) (now - transit)) - ticks) / 16;
        }
        known = true;
        transit = now;
    }

    /** The next packet is not compared with the one before: its timestamps or its path are others. */
    public void rebase() {
        known = false;
    }

    /**
     * Gives the jitter.
     *
     * @return timestamp ticks
     */
    public double ticks() {
        return ticks;
    }
}
