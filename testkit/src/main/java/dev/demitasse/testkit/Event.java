// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Deadlines;

/** Something that happens at a time. Its place in the {@link Agenda} is kept in it; guarded by that agenda. */
abstract class Event {
    static final int NOT_SCHEDULED = -1;

    long at = Deadlines.NEVER;
    long order;
    int index = NOT_SCHEDULED;

    /** The time for which it was scheduled, once it happens. */
    long happensAt;

    /** Happens; on the stepping thread. */
    abstract void run();

    final boolean before(Event other) {
        return at < other.at || at == other.at && order < other.order;
    }
}
