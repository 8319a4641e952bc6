// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/** Where a loop reports what its clients throw when nobody else wants to know. */
final class FailureLog {
    private FailureLog() {}

    static void report(Throwable failure) {
        System.getLogger("dev.demitasse.event.loop")
                .log(System.Logger.Level.ERROR, "a client of the loop has failed", failure);
    }
}
