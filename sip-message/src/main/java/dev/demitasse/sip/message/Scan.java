// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Spans of bytes searched eight at a time: the first byte of the eight is the lowest of a {@code long}, and a search sets
 * the top bit of each byte that is a hit, exactly for the first hit at least. A word that reaches over the end of the
 * span but not of the array is read all the same, and hits behind the end do not count. Stateless.
 */
final class Scan {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x80 * ONES;

    private Scan() {}

    /** Eight bytes as a number, the first one lowest; there have to be eight. */
    static long eight(byte[] bytes, int at) {
        return (long) EIGHT_BYTES.get(bytes, at);
    }

    /** Eight bytes, the letters of ASCII in lower case; control characters become others, too. */
    static long lower(long eight) {
        return eight | ' ' * ONES;
    }

    /** A mask of the first {@code length} of eight bytes, from 1 on; of all where it is more than that. */
    static long mask(int length) {
        return -1L >>> (Math.max(Long.BYTES - length, 0) << 3);
    }

    /** Whether there are eight bytes. */
    static boolean hasEight(byte[] bytes, int at) {
        return at + Long.BYTES <= bytes.length;
    }

    /** The bytes of eight that equal the given ASCII character. */
    static long hits(char wanted, long eight) {
        long other = eight ^ wanted * ONES;
        return other - ONES & ~other & TOPS;
    }

    /** Where the next byte stands that equals the given ASCII character, or the end. */
    static int indexOf(char wanted, byte[] data, int from, int last) {
        int i = from;
        while (i < last && i + Long.BYTES <= data.length) {
            long hits = hits(wanted, eight(data, i));
            if (hits != 0) {
                return Math.min(last, i + (Long.numberOfTrailingZeros(hits) >>> 3));
            }
            i += Long.BYTES;
        }
        while (i < last && data[i] != wanted) {
            i++;
        }
        return Math.min(last, i);
    }

    /** Where the next byte stands that is not above CR, or the end. */
    static int indexOfControl(byte[] data, int from, int last) {
        int i = from;
        int words = Math.min(last, data.length - Long.BYTES + 1);
        while (i < words) {
            long hits = controls(eight(data, i));
            if (hits != 0) {
                return Math.min(last, i + (Long.numberOfTrailingZeros(hits) >>> 3));
            }
            i += Long.BYTES;
        }
        while (i < last && (data[i] & 0xff) > '\r') {
            i++;
        }
        return Math.min(last, i);
    }

    /** The bytes of eight that are not above CR. */
    static long controls(long eight) {
        return eight - ('\r' + 1) * ONES & ~eight & TOPS;
    }

    /** Where the next byte stands that is not a letter, a digit, a dot or a hyphen ({@link CharClass#HOST}), or the end. */
    static int afterPlain(byte[] data, int from, int last) {
        int i = from;
        while (i < last && i + Long.BYTES <= data.length) {
            long hits = others(eight(data, i));
            if (hits != 0) {
                return Math.min(last, i + (Long.numberOfTrailingZeros(hits) >>> 3));
            }
            i += Long.BYTES;
        }
        while (i < last && CharClass.is(data[i], CharClass.HOST)) {
            i++;
        }
        return Math.min(last, i);
    }

    /**
     * The end of a run of letters, digits, dots and hyphens that begins with a letter or digit and has no two dots or
     * hyphens in a row; -1 if it is not one, or too near to the end of the array to be looked at so.
     */
    static int endOfLabels(byte[] data, int from, int last) {
        int i = from;
        long separatorBefore = 0x80;
        while (i < last && i + Long.BYTES <= data.length) {
            long eight = eight(data, i);
            long separators = ~((eight & ~TOPS) + (0x80 - '0') * ONES) & TOPS;
            long inRow = separators & (separators << 8 | separatorBefore);
            long hits = others(eight);
            if (hits != 0) {
                int bit = Long.numberOfTrailingZeros(hits) & -8;
                return (inRow & (1L << bit) - 1) != 0 ? -1 : Math.min(last, i + (bit >>> 3));
            }
            if (inRow != 0) {
                return -1;
            }
            separatorBefore = separators >>> 56;
            i += Long.BYTES;
        }
        return i < last ? -1 : last;
    }

    /** Sums of seven bits never carry into the next byte, and have the top bit from a chosen value on. */
    private static long others(long eight) {
        long low = eight & ~TOPS;
        long folded = low | ' ' * ONES;
        long letters = folded + (0x80 - 'a') * ONES & ~(folded + (0x7f - 'z') * ONES);
        long hyphenToNine = low + (0x80 - '-') * ONES & ~(low + (0x7f - '9') * ONES);
        long notSlash = (low ^ '/' * ONES) + 0x7f * ONES;
        return (~(letters | hyphenToNine & notSlash) | eight) & TOPS;
    }
}
