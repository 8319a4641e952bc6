// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8285 4.2, 4.3: the numbers this side chooses for header extensions")
class ExtensionIdsTest {
    private final ExtensionIds ids = new ExtensionIds();

    @Test
    @DisplayName("4.2: from 1 on, but not 15, which headers of one byte cannot have; 4.3: to 255, and then none")
    void inOrder() {
        for (int id = 1; id <= 255; id++) {
            if (id != 15) {
                assertEquals(OptionalInt.of(id), ids.of("urn:" + id));
            }
        }
        assertEquals(OptionalInt.empty(), ids.of("urn:more"));
        assertEquals(OptionalInt.of(255), ids.of("urn:255"), "who has one keeps it");
    }

    @Test
    @DisplayName("what the peer has numbered keeps its number, 15 too; what contradicts it is left out")
    void bound() {
        ids.bind(List.of(ExtMap.of(15, "urn:a"), ExtMap.of(1, "urn:b"), ExtMap.of(2, "urn:a"), ExtMap.of(1, "urn:c")));
        assertEquals(OptionalInt.of(15), ids.of("urn:a"));
        assertEquals(OptionalInt.of(1), ids.of("urn:b"));
        assertEquals(OptionalInt.of(2), ids.of("urn:c"));
        var said =
                List.of(ExtMap.of(15, "urn:a"), ExtMap.of(15, "urn:b"), ExtMap.of(3, "urn:a"), ExtMap.of(4, "urn:d"));
        assertEquals(List.of(said.get(0), said.get(3)), ids.consistent(said));
    }
}
