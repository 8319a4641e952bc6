// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/** Something was asked of a call that is over. */
public final class SessionEndedException extends VoiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param verb what was asked
     * @param how how the call has ended
     */
    public SessionEndedException(String verb, String how) {
        super(verb + "() on a session that has ended: " + how);
    }
}
