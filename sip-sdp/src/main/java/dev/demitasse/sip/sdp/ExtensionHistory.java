// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * The header extensions of one stream over the exchanges of its session. RFC 8285 section 7: a number in use is not given to
 * another extension later, not even after an agreement without it. Immutable.
 *
 * @param agreed what the last exchange agreed on, as the peer has it
 * @param bound what any exchange has agreed on, no number and no extension twice; so there are at most 255
 */
record ExtensionHistory(List<ExtMap> agreed, List<ExtMap> bound) {
    static final ExtensionHistory NONE = new ExtensionHistory(List.of(), List.of());

    /** This after one more exchange. Where a peer gives a number to another extension all the same, the last word counts. */
    ExtensionHistory then(List<ExtMap> now) {
        List<ExtMap> all = new ArrayList<>(now);
        for (ExtMap map : bound) {
            if (!Extensions.touches(now, map)) {
                all.add(map);
            }
        }
        return new ExtensionHistory(List.copyOf(now), List.copyOf(all));
    }
}
