// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

/** Something that has come in for a loop and waits until the loop reads it. */
interface Arrival {
    /** Hands it on to the client of the loop. */
    void handOn(long now);
}
