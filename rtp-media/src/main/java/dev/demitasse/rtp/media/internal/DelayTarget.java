// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Finds how long packets are to wait so that nearly all are there in time: a histogram of how much later than the fastest
 * packet of late each one came, which forgets. Packets that come in one burst count as one: what held them up was one thing.
 * Not thread-safe.
 *
 * <p>The fastest is the least transit time of the last 5 to 10 s, so a drift between the two clocks moves it along.
 */
public final class DelayTarget {
    /** The least that packets wait if nothing else is wanted, in nanoseconds. */
    public static final long MINIMUM_NANOS = 20_000_000L;

    /** The most that packets are made to wait if nothing else is wanted, in nanoseconds. */
    public static final long MAXIMUM_NANOS = 200_000_000L;

    private static final long BIN_NANOS = 5_000_000L;
    private static final int BINS_BEYOND = 8;
    private static final int HALVING = 500;
    private static final long MARGIN_NANOS = 5_000_000L;
    private static final long WINDOW_NANOS = 5_000_000_000L;
    /** Packets of late are those of one to two times this. */
    private static final long RECENT_NANOS = 500_000_000L;

    /** One packet in so many may be late. */
    private static final int LATE_SHARE = 100;

    private final long minimum;
    private final long maximum;
    private final short[] bins; // HALVING is the most in one
    private int total;
    private long fastestNow = Long.MAX_VALUE;
    private long fastestBefore = Long.MAX_VALUE;
    private long windowEnd;
    private long recentNow = Long.MAX_VALUE;
    private long recentBefore = Long.MAX_VALUE;
    private long recentEnd;
    private long arrivalBefore;
    private long transitBefore;
    private long needed = MARGIN_NANOS;
    private long target;

    /** Makes an estimator that knows nothing, and aims at the least. */
    public DelayTarget() {
        this(MINIMUM_NANOS, MAXIMUM_NANOS);
    }

    /**
     * Makes an estimator with bounds of its own, that knows nothing and aims at the least.
     *
     * @param minimumNanos the least that packets wait, in nanoseconds: 0 to {@code maximumNanos}
     * @param maximumNanos the most that packets are made to wait, in nanoseconds
     */
    public DelayTarget(long minimumNanos, long maximumNanos) {
        minimum = minimumNanos;
        maximum = maximumNanos;
        target = minimumNanos;
        bins = new short[(int) (maximumNanos / BIN_NANOS) + BINS_BEYOND];
    }

    /** The most that packets are made to wait, in nanoseconds. */
    long maximumNanos() {
        return maximum;
    }

    /** Whether the bounds leave a choice. */
    boolean adapts() {
        return minimum < maximum;
    }

    /** A packet later than this comes by another line: no less than usual, for that costs what was learned of this one. */
    long newLineNanos() {
        return Math.max(MAXIMUM_NANOS, maximum);
    }

    /** Forgets the transit times, for the timestamps or the path are new; what was learned of jitter stays. */
    public void rebase() {
        fastestNow = Long.MAX_VALUE;
        fastestBefore = Long.MAX_VALUE;
        recentNow = Long.MAX_VALUE;
        recentBefore = Long.MAX_VALUE;
    }

    /**
     * Takes a packet into account.
     *
     * @param transitNanos its arrival less its timestamp, from any fixed origin
     * @param now its arrival
     */
    public void onPacket(long transitNanos, long now) {
        if (fastestNow == Long.MAX_VALUE) {
            windowEnd = now + WINDOW_NANOS;
        } else if (now >= windowEnd) {
            windowEnd = now + WINDOW_NANOS;
            fastestBefore = fastestNow;
            fastestNow = Long.MAX_VALUE;
        }
        fastestNow = Math.min(fastestNow, transitNanos);
        recent(transitNanos, now);
        boolean burst = isBurst(transitNanos, now);
        arrivalBefore = now;
        transitBefore = transitNanos;
        if (!burst) {
            count(transitNanos);
        }
    }

    private void recent(long transitNanos, long now) {
        if (recentNow == Long.MAX_VALUE || now >= recentEnd) {
            recentEnd = now + RECENT_NANOS;
            recentBefore = recentNow;
            recentNow = Long.MAX_VALUE;
        }
        recentNow = Math.min(recentNow, transitNanos);
    }

    /** Whether it came in less than a quarter of the time between its sending and that of the one before. */
    private boolean isBurst(long transitNanos, long now) {
        long betweenArrivals = now - arrivalBefore;
        long betweenSendings = betweenArrivals - (transitNanos - transitBefore);
        return betweenArrivals < betweenSendings / 4;
    }

    private void count(long transitNanos) {
        int bin = (int) Math.min(bins.length - 1, (transitNanos - fastest()) / BIN_NANOS);
        bins[bin]++;
        if (++total >= HALVING) {
            forget();
        }
        needed = Math.min(maximum, percentileNanos() + MARGIN_NANOS);
        target = Math.max(minimum, needed);
    }

    private void forget() {
        total = 0;
        for (int i = 0; i < bins.length; i++) {
            bins[i] >>= 1;
            total += bins[i];
        }
    }

    /** The upper edge of the bin in which the last packet in time is; 0 if that is the first. */
    private long percentileNanos() {
        int late = total / LATE_SHARE;
        int bin = bins.length - 1;
        for (int beyond = bins[bin]; beyond <= late; beyond += bins[bin]) {
            bin--;
        }
        return bin == 0 ? 0 : (bin + 1) * BIN_NANOS;
    }

    /**
     * Gives the least transit time of late.
     *
     * @return nanoseconds; {@link Long#MAX_VALUE} if no packet came since the start or {@link #rebase}
     */
    public long fastest() {
        return Math.min(fastestNow, fastestBefore);
    }

    /**
     * Gives how long packets are to wait, counted from the arrival of the fastest.
     *
     * @return nanoseconds
     */
    public long targetNanos() {
        return target;
    }

    /**
     * Gives how long packets have to wait for nearly all to be there in time, counted from the arrival of the fastest: less than
     * the target where that is the least. With a sender's clock that is slow, each packet comes later than the one before; then
     * it is no less than what the fastest of the last second need.
     *
     * @return nanoseconds
     */
    public long neededNanos() {
        long recent = Math.min(recentNow, recentBefore);
        return Math.max(needed, Math.min(maximum, recent - fastest() + MARGIN_NANOS));
    }
}
