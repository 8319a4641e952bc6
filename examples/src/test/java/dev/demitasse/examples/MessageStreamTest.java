// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("demitasse parse --stream, read from what is no SIP")
class MessageStreamTest {
    @Test
    @DisplayName("regression: of a line without end that is no SIP only so much is read as can be shown")
    void streamWithoutLineEnd() throws Exception {
        var endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                given++;
                return '<';
            }

            @Override
            public int available() {
                return Integer.MAX_VALUE - 1;
            }
        };
        List<ParsedFile> found = new ArrayList<>();
        new MessageStream("-", endless, new TolerantParser(Set.of())).read(found::add);
        assertEquals(1, found.size());
        assertTrue(found.get(0).bytes().length < 1000, "" + found.get(0).bytes().length);
        assertTrue(endless.given <= 8192, "a buffer's worth: " + endless.given);
    }
}
