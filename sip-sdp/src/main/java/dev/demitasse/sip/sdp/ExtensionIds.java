// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which number stands for which header extension on one transport. RFC 9143 section 12: "the identifier used for a given
 * extension MUST identify the same extension across all the bundled media descriptions"; and here an extension has one
 * number. Not thread-safe.
 */
final class ExtensionIds {
    private static final int LAST = 255;
    /** Of no use in headers of one byte: RFC 8285 section 4.2. */
    private static final int RESERVED = 15;

    private final Map<Integer, String> uris = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    /** Those that contradict nothing that is bound. */
    List<ExtMap> consistent(List<ExtMap> maps) {
        return maps.stream().filter(this::allows).toList();
    }

    private boolean allows(ExtMap map) {
        return uris.getOrDefault(map.id(), map.uri()).equals(map.uri())
                && ids.getOrDefault(map.uri(), map.id()) == map.id();
    }

    /** Binds them, but for those that contradict what is bound. */
    void bind(List<ExtMap> maps) {
        for (ExtMap map : maps) {
            if (allows(map)) {
                uris.put(map.id(), map.uri());
                ids.put(map.uri(), map.id());
            }
        }
    }

    /** The number of an extension, bound now if it was not; empty when all are used up. */
    OptionalInt of(String uri) {
        for (int id = 1; id <= LAST && !ids.containsKey(uri); id++) {
            if (id != RESERVED) {
                bind(List.of(ExtMap.of(id, uri)));
            }
        }
        return ids.containsKey(uri) ? OptionalInt.of(ids.get(uri)) : OptionalInt.empty();
    }
}
