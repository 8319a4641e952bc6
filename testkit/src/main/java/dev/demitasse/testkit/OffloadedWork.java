// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

/** Work of a simulated loop that is done elsewhere. */
final class OffloadedWork extends OpenThing {
    @Override
    void closeWithLoop() {
        // Its result has nowhere to go.
    }

    @Override
    public String toString() {
        return "offloaded work";
    }
}
