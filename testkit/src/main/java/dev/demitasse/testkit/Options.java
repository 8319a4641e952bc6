// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.time.Duration;

/**
 * What a simulation is built with.
 *
 * @param seed from which all its random streams come
 * @param mediaLoops how many media loops each host has
 * @param offloadDelay how long offloaded work takes, in virtual time
 * @param closeLimit how long a closing host waits for its application threads
 * @param blockingLimit how long, in real time, an application thread may run without waiting in a signal
 * @param realTime whether its time goes by the real clock
 */
record Options(
        long seed,
        int mediaLoops,
        Duration offloadDelay,
        Duration closeLimit,
        Duration blockingLimit,
        boolean realTime) {
    static final int MEDIA_LOOPS = 2;
    static final Duration OFFLOAD_DELAY = Duration.ofMillis(1);
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    static final Duration BLOCKING_LIMIT = Duration.ofSeconds(30);
}
