// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.time.Duration;

/**
 * What a line does to what passes in one direction. Immutable.
 *
 * <p>A datagram is first cut off, refused for its size, lost or queued; what is left arrives after the latency and a random
 * part of the jitter, in order unless it is chosen for reordering. A TCP segment that would be lost is sent again and comes
 * later; it is never refused for its size, duplicated or reordered.
 */
public final class LinkConditions {
    /** Nothing is lost, and all arrives at once. */
    public static final LinkConditions PERFECT = builder().build();

    /** Nothing passes. */
    public static final LinkConditions CUT = builder().cut(true).build();

    final long latencyNanos;
    final long jitterNanos;
    final double loss;
    final double burstEnter;
    final double burstLeave;
    final int burstCount;
    final long burstEveryNanos;
    final double reordering;
    final long reorderByNanos;
    final double duplication;
    final int mtuBytes;
    final long bitsPerSecond;
    final int queueBytes;
    final boolean cut;

    private LinkConditions(Builder from) {
        latencyNanos = from.latency.toNanos();
        jitterNanos = from.jitter.toNanos();
        loss = from.loss;
        burstEnter = from.burstEnter;
        burstLeave = from.burstLeave;
        burstCount = from.burstCount;
        burstEveryNanos = from.burstEvery.toNanos();
        reordering = from.reordering;
        reorderByNanos = from.reorderBy.toNanos();
        duplication = from.duplication;
        mtuBytes = from.mtuBytes;
        bitsPerSecond = from.bitsPerSecond;
        queueBytes = from.queueBytes;
        cut = from.cut;
    }

    /**
     * Begins with a perfect line.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gives a line that loses at random, and is perfect otherwise.
     *
     * @param probability of each datagram's loss, 0 to 1
     * @return the conditions
     */
    public static LinkConditions lossy(double probability) {
        return builder().loss(probability).build();
    }

    /**
     * Begins with these conditions.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return builder()
                .latency(Duration.ofNanos(latencyNanos))
                .jitter(Duration.ofNanos(jitterNanos))
                .loss(loss)
                .burstLoss(burstEnter, burstLeave)
                .lossBursts(burstCount, Duration.ofNanos(burstEveryNanos))
                .reordering(reordering, Duration.ofNanos(reorderByNanos))
                .duplication(duplication)
                .mtuBytes(mtuBytes)
                .bandwidth(bitsPerSecond, queueBytes)
                .cut(cut);
    }

    /** Says what differs from a perfect line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("line");
        add(text, latencyNanos != 0, " latency " + Duration.ofNanos(latencyNanos));
        add(text, jitterNanos != 0, " jitter " + Duration.ofNanos(jitterNanos));
        add(text, loss != 0, " loss " + loss);
        add(text, burstEnter != 0, " bursts " + burstEnter + '/' + burstLeave);
        add(text, burstCount != 0, " bursts of " + burstCount + " every " + Duration.ofNanos(burstEveryNanos));
        add(text, reordering != 0, " reordering " + reordering + " by " + Duration.ofNanos(reorderByNanos));
        add(text, duplication != 0, " duplication " + duplication);
        add(text, mtuBytes != Integer.MAX_VALUE, " MTU " + mtuBytes);
        add(text, bitsPerSecond != 0, " bandwidth " + bitsPerSecond + " bit/s, queue " + queueBytes + " bytes");
        add(text, cut, " cut");
        return text.toString();
    }

    private static void add(StringBuilder text, boolean differs, String what) {
        if (differs) {
            text.append(what);
        }
    }

    /** Builds {@link LinkConditions}. Not thread-safe. */
    public static final class Builder {
        private Duration latency = Duration.ZERO;
        private Duration jitter = Duration.ZERO;
        private double loss;
        private double burstEnter;
        private double burstLeave = 1;
        private int burstCount;
        private Duration burstEvery = Duration.ZERO;
        private double reordering;
        private Duration reorderBy = Duration.ZERO;
        private double duplication;
        private int mtuBytes = Integer.MAX_VALUE;
        private long bitsPerSecond;
        private int queueBytes;
        private boolean cut;

        private Builder() {}

        /**
         * Sets how long everything is on its way.
         *
         * @param time not negative
         * @return this
         */
        public Builder latency(Duration time) {
            latency = notNegative("latency", time);
            return this;
        }

        /**
         * Sets how much longer a datagram may be on its way: a random time from nothing to this, evenly distributed. It does
         * not change the order.
         *
         * @param most not negative
         * @return this
         */
        public Builder jitter(Duration most) {
            jitter = notNegative("jitter", most);
            return this;
        }

        /**
         * Sets how many datagrams are lost, each independently of the others.
         *
         * @param probability 0 to 1
         * @return this
         */
        public Builder loss(double probability) {
            loss = probability("loss", probability);
            return this;
        }

        /**
         * Sets loss in bursts of random length (the Gilbert model): in a burst every datagram is lost.
         *
         * @param enter how probable it is, at each datagram outside of a burst, that one begins with it; 0 to 1
         * @param leave how probable it is, at each datagram in a burst, that the burst has ended before it; 0 to 1
         * @return this
         */
        public Builder burstLoss(double enter, double leave) {
            burstEnter = probability("enter", enter);
            burstLeave = probability("leave", leave);
            return this;
        }

        /**
         * Sets loss in regular bursts: the first datagrams of each period of time are lost.
         *
         * @param count how many, 0 for none
         * @param every the period, from the beginning of the simulation
         * @return this
         */
        public Builder lossBursts(int count, Duration every) {
            if (count < 0 || count > 0 && every.compareTo(Duration.ZERO) <= 0) {
                throw new IllegalArgumentException("bursts of " + count + " every " + every);
            }
            burstCount = count;
            burstEvery = every;
            return this;
        }

        /**
         * Sets how many datagrams are held back, so that those behind them may overtake.
         *
         * @param probability 0 to 1
         * @param by how long they are held back
         * @return this
         */
        public Builder reordering(double probability, Duration by) {
            reordering = probability("reordering", probability);
            reorderBy = notNegative("held back", by);
            return this;
        }

        /**
         * Sets how many datagrams arrive twice.
         *
         * @param probability 0 to 1
         * @return this
         */
        public Builder duplication(double probability) {
            duplication = probability("duplication", probability);
            return this;
        }

        /**
         * Sets the largest IP packet that passes, headers included (28 bytes around an IPv4 datagram, 48 around IPv6).
         *
         * @param bytes 28 or more
         * @return this
         */
        public Builder mtuBytes(int bytes) {
            if (bytes < Link.IPV4_OVERHEAD) {
                throw new IllegalArgumentException("MTU " + bytes);
            }
            mtuBytes = bytes;
            return this;
        }

        /**
         * Sets how much passes in a time. What comes faster waits in a queue; what finds it full is lost.
         *
         * @param bits per second, IP headers included; 0 for no limit
         * @param queue how many bytes may wait
         * @return this
         */
        public Builder bandwidth(long bits, int queue) {
            if (bits < 0 || queue < 0) {
                throw new IllegalArgumentException("bandwidth " + bits + " bit/s, queue " + queue + " bytes");
            }
            bitsPerSecond = bits;
            queueBytes = queue;
            return this;
        }

        /**
         * Cuts the line, or mends it. What is on its way already arrives.
         *
         * @param isCut whether nothing passes
         * @return this
         */
        public Builder cut(boolean isCut) {
            cut = isCut;
            return this;
        }

        /**
         * Gives the conditions.
         *
         * @return what was set so far
         */
        public LinkConditions build() {
            return new LinkConditions(this);
        }

        private static double probability(String what, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(what + " " + value + " is not within 0 and 1");
            }
            return value;
        }

        private static Duration notNegative(String what, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(what + " " + value + " is negative");
            }
            return value;
        }
    }
}
