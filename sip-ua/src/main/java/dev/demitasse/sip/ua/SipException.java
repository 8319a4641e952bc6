// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.SipStatus;
import java.util.Objects;

/** A request was refused, or found no answer; the call it belongs to, if any, goes on. */
public final class SipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The final response; 408 when none has come, 503 when the request could not be sent. */
    private final transient SipStatus status;

    /**
     * A request has failed.
     *
     * @param status the final response, or what stands for it (RFC 3261 section 8.1.3.1)
     * @param message what was asked for
     */
    public SipException(SipStatus status, String message) {
        super(message + ": " + status.code() + " " + status.phrase());
        this.status = Objects.requireNonNull(status, "status");
    }

    /**
     * The final response.
     *
     * @return its status; 408 when none has come, 503 when the request could not be sent (RFC 3261 section 8.1.3.1)
     */
    public SipStatus status() {
        return status;
    }
}
