// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.util.List;
import java.util.Objects;

/** What server location has found for a URI (RFC 3263). Immutable. */
public sealed interface Location {
    /**
     * Hops to try, the best one first.
     *
     * @param hops one or more
     */
    record Found(List<Hop> hops) implements Location {
        /**
         * Copies the list.
         *
         * @param hops one or more
         * @throws IllegalArgumentException if there is none
         */
        public Found {
            hops = List.copyOf(hops);
            if (hops.isEmpty()) {
                throw new IllegalArgumentException("no hops");
            }
        }
    }

    /**
     * There is no way to send to it.
     *
     * @param reason why, for people
     */
    record NotFound(String reason) implements Location {
        /**
         * Checks that there is a reason.
         *
         * @param reason why, for people
         */
        public NotFound {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
