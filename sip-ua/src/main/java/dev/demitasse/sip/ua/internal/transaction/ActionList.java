// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import java.util.ArrayList;
import java.util.List;

/**
 * The actions a machine gathers while it takes one input. Not thread-safe.
 *
 * @param <A> the machine's actions
 */
public final class ActionList<A> {
    private List<A> gathered = new ArrayList<>(2);

    /** An empty list. */
    public ActionList() {}

    /**
     * Adds an action.
     *
     * @param action to be executed after those before it
     */
    public void add(A action) {
        gathered.add(action);
    }

    /**
     * Takes the actions out.
     *
     * @return in order; the list here is empty afterwards
     */
    public List<A> drain() {
        if (gathered.isEmpty()) {
            return List.of();
        }
        List<A> drained = gathered;
        gathered = new ArrayList<>(2);
        return drained;
    }
}
