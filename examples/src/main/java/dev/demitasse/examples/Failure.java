// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

/** What the user can put right: one line on standard error and exit code 2, never a stack trace. Immutable. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
