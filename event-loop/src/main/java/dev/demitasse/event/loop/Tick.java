// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/** As long as one is open, its loop waits on ticks. Thread-safe. */
public interface Tick extends AutoCloseable {
    /** Ends it; when it was the last one, the loop waits for the next event again. Idempotent. */
    @Override
    void close();
}
