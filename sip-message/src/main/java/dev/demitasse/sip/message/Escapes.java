// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/** Percent escapes in URIs: {@code escaped = "%" HEXDIG HEXDIG}, RFC 3261 section 25.1. */
final class Escapes {
    private Escapes() {}

    /** Passes over at least one byte of the class; each percent sign must begin an escape. Whether there was one. */
    static boolean require(ByteCursor in, int charClass, String rule) throws SipParseException {
        int from = in.position();
        in.require(charClass, rule, rule);
        return check(in, from, in.position(), rule);
    }

    /** Checks that each percent sign between two positions begins an escape, and says whether there was one. */
    static boolean check(ByteCursor in, int from, int to, String rule) throws SipParseException {
        byte[] bytes = in.bytes();
        int first = Scan.indexOf('%', bytes, from, to);
        for (int i = first; i < to; i = Scan.indexOf('%', bytes, i + 1, to)) {
            if (!(i + 2 < to && isHex(bytes[i + 1]) && isHex(bytes[i + 2]))) {
                throw new SipParseException(rule, "two hexadecimal digits after '%'", i, "something else", 400);
            }
        }
        in.walked(to - from);
        return first < to;
    }

    private static boolean isHex(byte value) {
        return CharClass.is(value, CharClass.HEX);
    }
}
