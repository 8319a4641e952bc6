// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import java.util.OptionalInt;

/** A call that was dialled and not answered. */
public final class CallFailedException extends VoiceException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final EndReason reason;

    /** The peer's final response, 0 if there was none. */
    private final int status;

    /** For people. */
    private final String text;

    /**
     * Makes an exception.
     *
     * @param how how the attempt ended
     */
    public CallFailedException(Disconnection how) {
        super("call failed: " + how);
        reason = how.reason();
        status = how.status().orElse(0);
        text = how.text();
    }

    /**
     * Says how the attempt ended.
     *
     * @return reason, status and text
     */
    public Disconnection disconnection() {
        return new Disconnection(reason, status(), text);
    }

    /**
     * Says why.
     *
     * @return {@link EndReason#REJECTED}, {@link EndReason#TIMEOUT} and others
     */
    public EndReason reason() {
        return reason;
    }

    /**
     * Gives the SIP status of the peer's final response.
     *
     * @return 300 to 699; empty if there was no such response
     */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
