// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/** The lexical rules of RFC 8866 section 9 that every value of this package is held to. */
final class Text {
    /** {@code token-char}, RFC 8866 section 9. */
    static final int TOKEN = 1;
    /** {@code DIGIT}, RFC 5234. */
    static final int DIGIT = 2;
    /** {@code VCHAR} and everything above ASCII: {@code non-ws-string}. */
    static final int NON_WS = 4;
    /** {@code byte-string}: anything but NUL, CR and LF. */
    static final int BYTE_STRING = 8;
    /** The slash, which joins the tokens of {@code proto}. */
    static final int SLASH = 16;
    /** {@code ice-char}, RFC 8839 section 5.1: letters, digits, plus and slash. */
    static final int ICE = 32;

    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            int classes = 0;
            if (c != 0 && c != '\r' && c != '\n') {
                classes |= BYTE_STRING;
            }
            if (c > ' ' && c != 0x7f) {
                classes |= NON_WS;
            }
            if (c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]".indexOf(c) < 0) {
                classes |= TOKEN;
            }
            if (c >= '0' && c <= '9') {
                classes |= DIGIT;
            }
            if (c == '/') {
                classes |= SLASH;
            }
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/') {
                classes |= ICE;
            }
            CLASSES[c] = (byte) classes;
        }
    }

    private Text() {}

    /** Whether the octet is of one of the given classes. */
    static boolean is(byte octet, int classes) {
        return (CLASSES[octet & 0xff] & classes) != 0;
    }

    /** Whether the character is of one of the given classes; characters beyond Latin-1 count as text. */
    static boolean is(char c, int classes) {
        return c < 256 ? (CLASSES[c] & classes) != 0 : (classes & (NON_WS | BYTE_STRING)) != 0;
    }

    /** Whether the text is a non-empty run of characters of the class. */
    static boolean isEach(String text, int classes) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(text.charAt(i), classes)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Returns the value when it is a non-empty run of characters of the class; the name is for the message. */
    static String require(String value, int classes, String name) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        return requireEach(value, classes, name);
    }

    /** Returns the value when all of its characters, if any, are of the class. */
    static String requireEach(String value, int classes, String name) {
        for (int i = 0; i < value.length(); i++) {
            if (!is(value.charAt(i), classes)) {
                throw new IllegalArgumentException(
                        name + " must not contain character " + (int) value.charAt(i) + " at " + i);
            }
        }
        return value;
    }

    /** Returns the value when it lies within the bounds, both included. */
    static int requireRange(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be within " + least + ".." + most + ": " + value);
        }
        return value;
    }

    /** ASCII equality without regard to case, as encoding names and tokens of SDP are compared. */
    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    /**
     * The decimal number at the start of the text, or -1 when there is none or it exceeds the bound. The number ends at
     * the first character that is no digit.
     */
    static int leadingDecimal(String text, int from, int most) {
        int value = 0;
        int i = from;
        for (; i < text.length() && is(text.charAt(i), DIGIT); i++) {
            value = value * 10 + (text.charAt(i) - '0');
            if (value > most) {
                return -1;
            }
        }
        return i == from ? -1 : value;
    }
}
