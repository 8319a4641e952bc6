// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import java.util.concurrent.atomic.LongAdder;

/** What a backend has seen. Thread-safe. */
final class Tally {
    private final LongAdder inbound = new LongAdder();
    private final LongAdder outbound = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder ended = new LongAdder();

    void inbound() {
        inbound.increment();
    }

    void outbound() {
        outbound.increment();
    }

    void answered() {
        answered.increment();
    }

    void ended() {
        ended.increment();
    }

    long inboundCalls() {
        return inbound.sum();
    }

    long outboundCalls() {
        return outbound.sum();
    }

    long answeredCalls() {
        return answered.sum();
    }

    long endedCalls() {
        return ended.sum();
    }
}
