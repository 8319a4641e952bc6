// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.time.Duration;

/** Builds a {@link SimulatedNetwork}. Not thread-safe. */
public final class SimulatedNetworkBuilder {
    private long seed;
    private int mediaLoops = Options.MEDIA_LOOPS;
    private Duration offloadDelay = Options.OFFLOAD_DELAY;
    private Duration closeLimit = Options.CLOSE_LIMIT;
    private Duration blockingLimit = Options.BLOCKING_LIMIT;
    private boolean realTime;

    SimulatedNetworkBuilder() {}

    /**
     * Sets from what all that is random comes. 0 unless it is set.
     *
     * @param number any number
     * @return this
     */
    public SimulatedNetworkBuilder seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Sets how many media loops each host has. 2 unless it is set.
     *
     * @param count 1 or more
     * @return this
     */
    public SimulatedNetworkBuilder mediaLoops(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("media loops " + count);
        }
        mediaLoops = count;
        return this;
    }

    /**
     * Sets how long offloaded work takes in virtual time. 1 ms unless it is set.
     *
     * @param delay not negative
     * @return this
     */
    public SimulatedNetworkBuilder offloadDelay(Duration delay) {
        offloadDelay = notNegative(delay);
        return this;
    }

    /**
     * Sets how long a closing network waits for its application threads before it interrupts them. 5 s unless it is set; in
     * virtual time they pass at once.
     *
     * @param limit not negative
     * @return this
     */
    public SimulatedNetworkBuilder closeLimit(Duration limit) {
        closeLimit = notNegative(limit);
        return this;
    }

    /**
     * Sets how long, in real time, an application thread may run without waiting in a signal; then the test fails. 30 s unless
     * it is set. In virtual time only.
     *
     * @param limit not negative
     * @return this
     */
    public SimulatedNetworkBuilder blockingLimit(Duration limit) {
        blockingLimit = notNegative(limit);
        return this;
    }

    /**
     * Has time go by the real clock; see {@link SimulatedNetwork#inRealTime}.
     *
     * @return this
     */
    public SimulatedNetworkBuilder realTime() {
        realTime = true;
        return this;
    }

    /**
     * Opens the network.
     *
     * @return a network of its own
     */
    public SimulatedNetwork build() {
        return new SimulatedNetwork(new Options(seed, mediaLoops, offloadDelay, closeLimit, blockingLimit, realTime));
    }

    private static Duration notNegative(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("negative: " + value);
        }
        return value;
    }
}
