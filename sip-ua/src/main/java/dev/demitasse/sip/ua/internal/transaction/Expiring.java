// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

/** Waits for a time. */
@FunctionalInterface
public interface Expiring {
    /** The time has come. */
    void onTimeout(long now);
}
