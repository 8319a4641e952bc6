// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Eight bytes at a time give what one at a time gives: every value in every place")
class ScanTest {
    private static final int LENGTH = 20;

    /** A span of {@link #LENGTH} with one byte of another value, and so many bytes behind it that do not count. */
    private static byte[] span(char filler, int value, int at, int behind) {
        byte[] data = new byte[LENGTH + behind];
        Arrays.fill(data, (byte) filler);
        data[at] = (byte) value;
        return data;
    }

    @Test
    @DisplayName("a byte that is not one of a host's is found wherever it stands; no other byte is")
    void afterPlain() {
        for (int value = 0; value < 256; value++) {
            boolean plain = CharClass.is((byte) value, CharClass.HOST);
            for (int at = 0; at < LENGTH; at++) {
                for (int behind = 0; behind <= Long.BYTES; behind++) {
                    byte[] data = span("a-9.Zz0A".charAt(at % 8), value, at, behind);
                    String where = value + " at " + at + " of " + data.length;
                    assertEquals(plain ? LENGTH : at, Scan.afterPlain(data, 0, LENGTH), where);
                    assertEquals(at, Scan.afterPlain(data, 0, at), where);
                    assertEquals(LENGTH, Scan.afterPlain(data, at + 1, LENGTH), where);
                }
            }
        }
    }

    /** One byte after the other, as {@link Scan#endOfLabels} says. */
    private static int endOfLabels(byte[] data, int from, int last) {
        boolean separated = true;
        int i = from;
        while (i < last && CharClass.is(data[i], CharClass.HOST)) {
            boolean separator = data[i] == '.' || data[i] == '-';
            if (separator && separated) {
                return -1;
            }
            separated = separator;
            i++;
        }
        return i;
    }

    @Test
    @DisplayName(
            "labels end at the first byte that is not one of a host's, unless two separators stand in a row before it")
    void endOfLabels() {
        for (int value = 0; value < 256; value++) {
            for (int at = 0; at < LENGTH; at++) {
                for (char filler : new char[] {'a', '0', 'Z'}) {
                    check(span(filler, value, at, Long.BYTES));
                    byte[] data = span(filler, value, at, Long.BYTES);
                    data[(at + 1) % LENGTH] = '-';
                    check(data);
                    data[(at + 9) % LENGTH] = '.';
                    check(data);
                }
            }
        }
    }

    /** Two separators in a row behind the end of the span, but in the same eight bytes, are reason for a closer look too. */
    private static void check(byte[] data) {
        for (int from = 0; from < LENGTH; from++) {
            for (int last = from; last <= LENGTH; last++) {
                int found = Scan.endOfLabels(data, from, last);
                boolean exact = found >= 0 || endOfLabels(data, from, LENGTH) >= 0;
                if (exact && found != endOfLabels(data, from, last)) {
                    fail(new String(data, ISO_8859_1) + " from " + from + " to " + last + ": " + found);
                }
            }
        }
    }

    @Test
    @DisplayName("labels too near to the end of the array are left to others, never read beyond it")
    void nearTheEnd() {
        for (int length = 0; length < 3 * Long.BYTES; length++) {
            byte[] data = new byte[length];
            Arrays.fill(data, (byte) 'a');
            assertEquals(length % Long.BYTES == 0 ? length : -1, Scan.endOfLabels(data, 0, length), "length " + length);
        }
    }
}
