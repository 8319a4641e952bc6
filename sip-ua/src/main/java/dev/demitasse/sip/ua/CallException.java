// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import java.util.Objects;

/** A call did not come about, or ended before what was asked for was done. */
public final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How the call ended. */
    private final transient CallOutcome outcome;

    /**
     * A call has ended.
     *
     * @param outcome how
     */
    public CallException(CallOutcome outcome) {
        super(describe(outcome));
        this.outcome = Objects.requireNonNull(outcome, "outcome");
    }

    private static String describe(CallOutcome outcome) {
        String status = outcome.status()
                .map(code -> " (" + code.code() + " " + code.phrase() + ")")
                .orElse("");
        return outcome.cause()
                + status
                + outcome.detail().map(text -> ": " + text).orElse("");
    }

    /**
     * How the call ended.
     *
     * @return the outcome
     */
    public CallOutcome outcome() {
        return outcome;
    }
}
