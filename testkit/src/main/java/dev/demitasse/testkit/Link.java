// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

/**
 * The line from one host to another, in one direction. It has a random stream of its own and draws the same number of times
 * for each datagram, so that neither traffic elsewhere nor other conditions change which datagrams it loses. Confined to the
 * stepping thread.
 */
final class Link {
    static final int IPV4_OVERHEAD = 28;
    static final int IPV6_OVERHEAD = 48;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS_PER_BYTE = 8;

    private final SeededRandom random;
    private LinkConditions conditions = LinkConditions.PERFECT;
    private long version = -1;
    private boolean inBurst;
    private long burstPeriod = -1;
    private int lostInPeriod;
    private long freeAt;
    private long lastArrival;
    private double reorderDraw;
    private double jitterDraw;
    private double duplicationDraw;

    Link(SeededRandom random) {
        this.random = random;
    }

    /** Takes the conditions of a version of the table; tells whether they were taken already. */
    boolean isOf(long tableVersion) {
        return version == tableVersion;
    }

    void become(LinkConditions now, long tableVersion) {
        conditions = now;
        version = tableVersion;
    }

    boolean isCut() {
        return conditions.cut;
    }

    long latencyNanos() {
        return conditions.latencyNanos;
    }

    /** Takes a packet; gives why it is lost, or that it is on its way. */
    Fate take(int ipBytes, long now) {
        if (conditions == LinkConditions.PERFECT) {
            return Fate.ON_THE_WAY;
        }
        double lossDraw = random.nextDouble();
        double burstDraw = random.nextDouble();
        jitterDraw = random.nextDouble();
        reorderDraw = random.nextDouble();
        duplicationDraw = random.nextDouble();
        if (conditions.cut) {
            return Fate.CUT;
        }
        if (ipBytes > conditions.mtuBytes) {
            return Fate.TOO_LARGE;
        }
        inBurst = inBurst ? burstDraw >= conditions.burstLeave : burstDraw < conditions.burstEnter;
        if (inBurst || inRegularBurst(now)) {
            return Fate.LOST_IN_BURST;
        }
        if (lossDraw < conditions.loss) {
            return Fate.LOST;
        }
        return queueIsFull(ipBytes, now) ? Fate.QUEUE_FULL : Fate.ON_THE_WAY;
    }

    private boolean inRegularBurst(long now) {
        if (conditions.burstCount == 0) {
            return false;
        }
        long period = now / conditions.burstEveryNanos;
        if (period != burstPeriod) {
            burstPeriod = period;
            lostInPeriod = 0;
        }
        return lostInPeriod++ < conditions.burstCount;
    }

    private boolean queueIsFull(int ipBytes, long now) {
        if (conditions.bitsPerSecond == 0) {
            return false;
        }
        double waiting = Math.max(0, freeAt - now) / NANOS_PER_SECOND * conditions.bitsPerSecond / BITS_PER_BYTE;
        return waiting > 0 && waiting + ipBytes > conditions.queueBytes;
    }

    /** When a packet that was taken arrives. */
    long arrival(int ipBytes, long now) {
        if (conditions == LinkConditions.PERFECT) {
            lastArrival = Math.max(lastArrival, now);
            return lastArrival;
        }
        long sent = now;
        if (conditions.bitsPerSecond > 0) {
            double takes = ipBytes * BITS_PER_BYTE * NANOS_PER_SECOND / conditions.bitsPerSecond;
            freeAt = Math.max(freeAt, now) + (long) takes;
            sent = freeAt;
        }
        long arrival = sent + conditions.latencyNanos + (long) (jitterDraw * conditions.jitterNanos);
        if (reorderDraw < conditions.reordering) {
            return arrival + conditions.reorderByNanos;
        }
        lastArrival = Math.max(lastArrival, arrival);
        return lastArrival;
    }

    /** When a TCP segment arrives. */
    long segmentArrival(int ipBytes, long now) {
        jitterDraw = conditions.jitterNanos > 0 ? random.nextDouble() : 0;
        reorderDraw = 1;
        return arrival(ipBytes, now);
    }

    /** Whether the packet that was taken arrives twice. */
    boolean duplicates() {
        return conditions != LinkConditions.PERFECT && duplicationDraw < conditions.duplication;
    }

    /** Whether a TCP segment would be lost now. */
    boolean losesSegment() {
        return conditions.loss > 0 && random.nextDouble() < conditions.loss;
    }
}
