// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/** What goes wrong with calls. The root of this package's exceptions. */
public class VoiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what went wrong
     */
    public VoiceException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what went wrong
     * @param cause why
     */
    public VoiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
