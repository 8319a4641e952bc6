// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.util.concurrent.atomic.AtomicLong;

/** A number written by the loop alone and read by anybody. */
final class Tally {
    private final AtomicLong value = new AtomicLong();

    void count() {
        value.lazySet(value.getPlain() + 1);
    }

    long value() {
        return value.get();
    }
}
