// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/** The preferences of RFC 3261 section 25.1, counted in thousandths. Stateless. */
final class QValue {
    private QValue() {}

    /** {@code ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )} in thousandths; -1 if it is something else. */
    static int thousandths(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < 1 || length > 5 || length > 1 && bytes[from + 1] != '.') {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 5; i++) {
            int digit = i < length ? bytes[from + i] - '0' : 0;
            if (i == 1) {
                continue;
            }
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value > 1000 ? -1 : value;
    }
}
