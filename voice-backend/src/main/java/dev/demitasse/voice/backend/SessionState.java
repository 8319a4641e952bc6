// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/** Where a call stands. */
public enum SessionState {
    /** Being set up: not answered yet. */
    CONNECTING,
    /** Answered; sound may flow. */
    ACTIVE,
    /** Answered; one side or the other has stopped the sound for a while. */
    HELD,
    /** Being ended on the wire; no sound any more. */
    ENDING,
    /** Over. */
    ENDED
}
