// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import java.util.concurrent.atomic.AtomicLong;

/** A number written by the loop alone and read by anybody. */
public final class Gauge {
    private final AtomicLong value = new AtomicLong();

    /** A gauge at zero. */
    public Gauge() {}

    /** One more. */
    public void up() {
        set(value.getPlain() + 1);
    }

    /** One less. */
    public void down() {
        set(value.getPlain() - 1);
    }

    /**
     * Sets it.
     *
     * @param newValue from now on
     */
    public void set(long newValue) {
        value.lazySet(newValue);
    }

    /**
     * Reads it, from any thread.
     *
     * @return the value, perhaps not the very latest
     */
    public long value() {
        return value.get();
    }
}
