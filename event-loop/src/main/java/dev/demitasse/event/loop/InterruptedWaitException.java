// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/** A thread was interrupted while it waited in a {@link Signal}. Its interrupt flag is set. */
public final class InterruptedWaitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public InterruptedWaitException() {
        super("interrupted while waiting");
    }
}
