// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/** A time at which a loop calls a client. Confined to its loop. */
public interface Deadline {
    /**
     * Sets the deadline, or moves it. Those of the same time come in the order in which they were set.
     *
     * @param at when; a time that has passed comes at once, {@link Deadlines#NEVER} is as {@link #clear()}
     */
    void set(long at);

    /** The deadline does not come. */
    void clear();

    /**
     * Says when it comes.
     *
     * @return the time, {@link Deadlines#NEVER} if it is not set
     */
    long at();
}
