// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Spans of bytes as text: decoding, comparison, unquoting. Everything here is linear in the span. */
final class Text {
    private static final int STAYS_ESCAPED =
            CharClass.RESERVED | CharClass.CONTROL | CharClass.LWS | CharClass.NON_ASCII;

    private Text() {}

    /** The span as UTF-8, each fold as one space. */
    static String of(byte[] bytes, int start, int end) {
        return hasFold(bytes, start, end)
                ? new String(unfolded(bytes, start, end), StandardCharsets.UTF_8)
                : new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /**
     * The span, known to be ASCII without a fold. The constructor is deprecated because it is wrong for other bytes; for
     * these it is right, and does nothing but copy.
     */
    @SuppressWarnings("deprecation")
    static String ascii(byte[] bytes, int start, int end) {
        return new String(bytes, 0, start, end - start);
    }

    private static byte[] unfolded(byte[] bytes, int start, int end) {
        byte[] out = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] != '\r' && bytes[i] != '\n') {
                out[length++] = bytes[i];
                continue;
            }
            while (i + 1 < end && CharClass.is(bytes[i + 1], CharClass.LWS)) {
                i++;
            }
            out[length++] = ' ';
        }
        return Arrays.copyOf(out, length);
    }

    /** The content of a quoted string whose quotes stand at {@code start} and {@code end - 1}; it may hold NUL. */
    static String unquoted(byte[] bytes, int start, int end) {
        int from = start + 1;
        int to = end - 1;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return withoutQuotedPairs(bytes, from, to);
            }
        }
        return of(bytes, from, to);
    }

    private static String withoutQuotedPairs(byte[] bytes, int from, int to) {
        byte[] out = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\' && i + 1 < to) {
                i++;
            }
            out[length++] = bytes[i];
        }
        return of(out, 0, length);
    }

    /** The span with its percent escapes decoded, as UTF-8. */
    static String unescaped(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '%') {
                return new String(unescapedBytes(bytes, start, end), StandardCharsets.UTF_8);
            }
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /**
     * The span with its percent escapes decoded, those of reserved characters excepted: RFC 3261 19.1.4: "Characters other
     * than those in the "reserved" set are equivalent to their encoding". What cannot stand in a URI without an escape stays
     * escaped, in upper case: decoded, bytes that are not UTF-8 would all be the same.
     */
    static String comparable(byte[] bytes, int start, int end) {
        var out = new ByteWriter(end - start);
        for (int i = start; i < end; i++) {
            if (bytes[i] != '%' || i + 2 >= end) {
                out.raw(bytes, i, i + 1);
                continue;
            }
            byte decoded = (byte) (CharClass.hex(bytes[i + 1]) << 4 | CharClass.hex(bytes[i + 2]));
            if (CharClass.is(decoded, STAYS_ESCAPED) || decoded == '%') {
                out.escaped(decoded);
            } else {
                out.raw(new byte[] {decoded}, 0, 1);
            }
            i += 2;
        }
        return of(out.toArray(), 0, out.length());
    }

    /** The span with its percent escapes decoded. */
    static byte[] unescapedBytes(byte[] bytes, int start, int end) {
        byte[] out = new byte[end - start];
        int length = 0;
        int i = start;
        while (i < end) {
            if (bytes[i] == '%' && i + 2 < end) {
                out[length++] = (byte) (CharClass.hex(bytes[i + 1]) << 4 | CharClass.hex(bytes[i + 2]));
                i += 3;
            } else {
                out[length++] = bytes[i++];
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** Whether the span equals the ASCII text, letter case ignored. */
    static boolean equalsIgnoreCase(byte[] bytes, int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || CharClass.lower(bytes[start + i]) != CharClass.lower((byte) c)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two spans are the same, ASCII letter case ignored. */
    static boolean equalsIgnoreCase(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
        if (aEnd - aStart != bEnd - bStart) {
            return false;
        }
        for (int i = 0; i < aEnd - aStart; i++) {
            if (CharClass.lower(a[aStart + i]) != CharClass.lower(b[bStart + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the span equals the ASCII text, letter for letter. */
    static boolean equals(byte[] bytes, int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes of two spans are the same once each fold is one space. */
    static boolean isSameText(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
        return Arrays.equals(a, aStart, aEnd, b, bStart, bEnd)
                || (hasFold(a, aStart, aEnd) || hasFold(b, bStart, bEnd))
                        && Arrays.equals(unfolded(a, aStart, aEnd), unfolded(b, bStart, bEnd));
    }

    private static boolean hasFold(byte[] bytes, int start, int end) {
        int i = Scan.indexOfControl(bytes, start, end);
        while (i < end && bytes[i] != '\r' && bytes[i] != '\n') {
            i = Scan.indexOfControl(bytes, i + 1, end);
        }
        return i < end;
    }

    /** A hash that goes with {@link #isSameText}: each fold counts as one space. */
    static int textHash(byte[] bytes, int start, int end) {
        int hash = 1;
        for (int i = start; i < end; i++) {
            boolean fold = bytes[i] == '\r' || bytes[i] == '\n';
            while (fold && i + 1 < end && CharClass.is(bytes[i + 1], CharClass.LWS)) {
                i++;
            }
            hash = 31 * hash + (fold ? ' ' : bytes[i]);
        }
        return hash;
    }

    /** A hash of the span that does not depend on the machine. */
    static int hash(byte[] bytes, int start, int end) {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** The text itself, unless it could end a line or a string. */
    static String requireOneLine(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException(what + ": CR, LF or NUL at index " + i);
            }
        }
        return text;
    }

    /** The text without the spaces and tabs around it, unless it could end a line: what is cut off counts too. */
    static String requireLine(String text, String what) {
        return trimmed(requireOneLine(text, what));
    }

    /** The text without the spaces and tabs around it; other blanks of Unicode are text. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** The text itself, if it is a {@code token}. */
    static String requireToken(String text, String what) {
        return requireClass(text, CharClass.TOKEN, what);
    }

    /** The text itself, if it is not empty and all of the class. */
    static String requireClass(String text, int charClass, String what) {
        boolean valid = !text.isEmpty();
        for (int i = 0; valid && i < text.length(); i++) {
            valid = text.charAt(i) < 0x80 && CharClass.is((byte) text.charAt(i), charClass);
        }
        if (!valid) {
            throw new IllegalArgumentException(what + ": a character that is not allowed, or none at all");
        }
        return text;
    }

    /** Whether the text is not empty and made of the class alone. */
    static boolean isAll(String text, int charClass) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80 || !CharClass.is((byte) text.charAt(i), charClass)) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
