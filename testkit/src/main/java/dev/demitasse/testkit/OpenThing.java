// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

/** Something of a loop that stays open until it is closed. */
abstract class OpenThing {
    private final Origin origin = new Origin();
    private boolean ended;

    final Origin origin() {
        return origin;
    }

    /** Marks it ended; tells whether it was open until now. */
    final synchronized boolean end() {
        boolean wasOpen = !ended;
        ended = true;
        return wasOpen;
    }

    final synchronized boolean ended() {
        return ended;
    }

    /** Its loop closes: it ends without a further call of its handler. */
    abstract void closeWithLoop();
}
