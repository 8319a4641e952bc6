// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes under construction. Only {@link #raw} and {@link #lineEnd} can put CR, LF or NUL into them, and those take bytes
 * that were parsed. Not thread-safe.
 */
final class ByteWriter {
    private byte[] bytes;
    private int length;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** The bytes written so far, and perhaps more behind them. */
    byte[] array() {
        return bytes;
    }

    byte[] toArray() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** What was written, known to be ASCII without a fold. */
    String toAscii() {
        return Text.ascii(bytes, 0, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    ByteWriter put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Text of the caller's. */
    ByteWriter text(String text) {
        int count = text.length();
        room(count);
        byte[] out = bytes;
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return encoded(text);
            }
            if (c <= '\r') {
                Text.requireOneLine(text, "text");
            }
            out[at + i] = (byte) c;
        }
        length = at + count;
        return this;
    }

    private ByteWriter encoded(String text) {
        byte[] encoded = Text.requireOneLine(text, "text").getBytes(StandardCharsets.UTF_8);
        return raw(encoded, 0, encoded.length);
    }

    /** A whole number that is not negative. */
    ByteWriter number(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        room(digits);
        length += digits;
        long rest = value;
        for (int at = length - 1; at >= length - digits; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Bytes as they were received, folds included. */
    ByteWriter raw(byte[] source, int start, int end) {
        room(end - start);
        System.arraycopy(source, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    /** A parsed value, each fold as one space. */
    ByteWriter value(byte[] source, int start, int end) {
        if (Scan.indexOfControl(source, start, end) >= end) {
            return raw(source, start, end);
        }
        room(end - start);
        for (int i = start; i < end; i++) {
            if (source[i] != '\r' && source[i] != '\n') {
                bytes[length++] = source[i];
                continue;
            }
            while (i + 1 < end && CharClass.is(source[i + 1], CharClass.LWS)) {
                i++;
            }
            bytes[length++] = ' ';
        }
        return this;
    }

    /** {@code quoted-string}, with quoted pairs where needed. */
    ByteWriter quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < 0x80 && CharClass.is((byte) c, CharClass.CONTROL)) {
                out.append('\\');
            }
            out.append(c);
        }
        return text(out.append('"').toString());
    }

    /** Text with every byte that is not of the class as {@code %HH}. */
    ByteWriter escaped(String text, int charClass) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b != '%' && CharClass.is(b, charClass)) {
                put((char) b);
            } else {
                escaped(b);
            }
        }
        return this;
    }

    /** Bytes of a URI, of a class that has the percent sign: escapes stay, and what is not of the class becomes one. */
    ByteWriter reescaped(byte[] source, int charClass) {
        for (byte b : source) {
            if (CharClass.is(b, charClass)) {
                put((char) b);
            } else {
                escaped(b);
            }
        }
        return this;
    }

    /** One byte as {@code %HH}. */
    ByteWriter escaped(byte b) {
        return put('%').put(digit(b >> 4)).put(digit(b));
    }

    private static char digit(int nibble) {
        return "0123456789ABCDEF".charAt(nibble & 15);
    }

    ByteWriter lineEnd() {
        return put('\r').put('\n');
    }
}
