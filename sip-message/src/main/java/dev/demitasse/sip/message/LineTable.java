// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Arrays;

/**
 * Where the header lines of a message stand: one {@code long} a line, holding its start, the start and end of its value
 * (18 bits each) and the number of its name. Filled by one parse or one build, not changed afterwards.
 */
final class LineTable {
    private static final int BITS = 18;
    private static final int MASK = (1 << BITS) - 1;

    private long[] lines;
    private int size;
    private int end;

    /** Of the first 64 lines those of a header that is checked on arrival. */
    private long core;

    LineTable(int capacity) {
        lines = new long[capacity];
    }

    void add(int start, int valueStart, int valueEnd, int number) {
        if (size == lines.length) {
            lines = Arrays.copyOf(lines, Math.max(8, size * 2));
        }
        if (isCore(number)) {
            core |= size < Long.SIZE ? 1L << size : 0;
        }
        lines[size++] = start | (long) valueStart << BITS | (long) valueEnd << 2 * BITS | (long) number << 3 * BITS;
    }

    private static boolean isCore(int number) {
        return number != HeaderNames.UNKNOWN && number <= HeaderNames.CONTENT_LENGTH;
    }

    /** The first line from an index on that is of a header that is checked on arrival; {@link #size} if there is none. */
    int nextCore(int from) {
        if (from < Long.SIZE && core >>> from != 0) {
            return from + Long.numberOfTrailingZeros(core >>> from);
        }
        int i = Math.max(from, Math.min(size, Long.SIZE));
        while (i < size && !isCore(number(i))) {
            i++;
        }
        return i;
    }

    /** Says where the last line ends: where the empty line begins. */
    void endAt(int offset) {
        end = offset;
    }

    int size() {
        return size;
    }

    int start(int index) {
        return (int) lines[index] & MASK;
    }

    int valueStart(int index) {
        return (int) (lines[index] >>> BITS) & MASK;
    }

    int valueEnd(int index) {
        return (int) (lines[index] >>> 2 * BITS) & MASK;
    }

    /** Number of the name, {@link HeaderNames#UNKNOWN} included. */
    int number(int index) {
        return (int) (lines[index] >>> 3 * BITS);
    }

    /** After the line end of the last line. */
    int end() {
        return end;
    }

    /** After the line end. */
    int end(int index) {
        return index + 1 < size ? start(index + 1) : end;
    }

    int nameEnd(byte[] bytes, int index) {
        int at = start(index);
        while (CharClass.is(bytes[at], CharClass.TOKEN)) {
            at++;
        }
        return at;
    }

    String name(byte[] bytes, int index) {
        return Text.of(bytes, start(index), nameEnd(bytes, index));
    }

    String value(byte[] bytes, int index) {
        return Text.of(bytes, valueStart(index), valueEnd(index));
    }

    /** The first line from an index on with that number, or if that is UNKNOWN with that name; -1 if there is none. */
    int find(byte[] bytes, String name, int number, int from) {
        for (int i = from; i < size; i++) {
            if (number(i) == number
                    && (number != HeaderNames.UNKNOWN
                            || Text.equalsIgnoreCase(bytes, start(i), nameEnd(bytes, i), name))) {
                return i;
            }
        }
        return -1;
    }
}
