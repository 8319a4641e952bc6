// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How much written audio may still be queued: taken by writers, given back by the loop as it sends. Thread-safe. */
final class SendCredit {
    private final int capacityMillis;
    private final AtomicLong used = new AtomicLong();

    SendCredit(Duration capacity) {
        capacityMillis = (int) capacity.toMillis();
    }

    long free(AudioFormat format) {
        return format.samples(capacityMillis) - used.get();
    }

    /** Takes room for as many of the samples as there is room for; whole sample frames only. */
    int take(AudioFormat format, int wanted) {
        while (true) {
            long before = used.get();
            long room = Math.min(wanted, format.samples(capacityMillis) - before);
            int taken = (int) (room - Math.floorMod(room, format.channels()));
            if (taken <= 0) {
                return 0;
            }
            if (used.compareAndSet(before, before + taken)) {
                return taken;
            }
        }
    }

    void giveBack(int samples) {
        used.addAndGet(-samples);
    }
}
