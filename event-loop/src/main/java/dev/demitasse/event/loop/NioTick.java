// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.util.concurrent.atomic.AtomicReference;

/** An open tick: closing it once runs what ends it. */
final class NioTick implements Tick {
    private final AtomicReference<Runnable> end;

    NioTick(Runnable end) {
        this.end = new AtomicReference<>(end);
    }

    @Override
    public void close() {
        Runnable first = end.getAndSet(null);
        if (first != null) {
            first.run();
        }
    }
}
