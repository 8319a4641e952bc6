// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

/** The body of a message is not a description that can be used. Without a stack trace. */
final class BadBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to answer. */
    private final transient Rejection rejection;

    BadBodyException(Rejection rejection, String message) {
        super(message, null, false, false);
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }
}
