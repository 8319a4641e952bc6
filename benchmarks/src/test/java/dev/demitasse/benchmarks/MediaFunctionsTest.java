// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is measured does its work. */
class MediaFunctionsTest {
    @Test
    void works() {
        var functions = new MediaFunctions();
        functions.open();
        assertEquals(160, functions.encodeFrame());
        assertEquals(160, functions.decodeFrame());
        // Bytes 2 to 11 of the header are 2, 0 (the turn's is 2 by now), 4 to 7, 8 to 11.
        assertEquals(0x0202 + 0x04050607 + 0x08090A0B + 160, functions.parseHeader());
        assertEquals(960, functions.decodeOpusFrame());
        assertTrue(functions.encodeOpusFrame() > 40, "a voice at 24 kbit/s or more");
    }
}
