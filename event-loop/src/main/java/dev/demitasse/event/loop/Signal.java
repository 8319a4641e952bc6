// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.util.function.BooleanSupplier;

/**
 * The one blocking wait: threads wait here for a condition, in the network's time. Thread-safe.
 *
 * <p>The condition is evaluated by the waiting thread, so it must read state that is volatile, or guarded by a lock. Whoever
 * makes it true calls {@link #raise()} afterwards; no such call is missed.
 */
public interface Signal {
    /**
     * Waits until a condition holds or a time has come.
     *
     * @param condition evaluated at once and after every {@link #raise()}
     * @param deadline the network's time at which the wait ends; {@link Deadlines#NEVER} for no limit
     * @return whether the condition held
     * @throws IllegalStateException if called on a loop; in virtual time also if nothing is pending that could end the wait
     * @throws InterruptedWaitException if the thread is interrupted; its interrupt flag stays set
     */
    boolean await(BooleanSupplier condition, long deadline);

    /** Has all waiting threads look at their conditions again. Costs next to nothing when none waits. */
    void raise();
}
