// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/** Called when a {@link Deadline} has come. On the loop; must not block. */
@FunctionalInterface
public interface DeadlineHandler {
    /**
     * The deadline has come and is not set any more.
     *
     * @param now the time, not before the deadline
     */
    void onDeadline(long now);
}
