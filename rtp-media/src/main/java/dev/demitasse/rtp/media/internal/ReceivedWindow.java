// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Remembers which of the last 64 sequence numbers have come, and whether the highest had no audio. Not thread-safe. */
final class ReceivedWindow {
    static final int SIZE = 64;

    private boolean empty = true;
    private long highest;
    private long bits;
    private boolean highestIsOther;

    /** Takes an audio packet's extended sequence number; returns whether it is new. */
    boolean add(long sequence) {
        boolean isNew = mark(sequence);
        if (isNew && sequence == highest) {
            highestIsOther = false;
        }
        return isNew;
    }

    /** Takes another packet's number. */
    boolean addOther(long sequence) {
        boolean isNew = mark(sequence);
        if (isNew && sequence == highest) {
            highestIsOther = true;
        }
        return isNew;
    }

    private boolean mark(long sequence) {
        if (empty || sequence > highest) {
            long ahead = sequence - highest;
            bits = ahead >= SIZE ? 1 : bits << ahead | 1;
            highest = sequence;
            empty = false;
            return true;
        }
        if (isTooOld(sequence) || has(sequence)) {
            return false;
        }
        bits |= 1L << highest - sequence;
        return true;
    }

    boolean isTooOld(long sequence) {
        return !empty && highest - sequence >= SIZE;
    }

    private boolean has(long sequence) {
        return sequence <= highest && highest - sequence < SIZE && (bits >>> highest - sequence & 1) != 0;
    }

    long highest() {
        return highest;
    }

    /** Whether all numbers between two, both left out, have come. */
    boolean hasAllBetween(long low, long high) {
        return missingBetween(low, high) == 0;
    }

    /** How many of the numbers between two, both left out, have not come; those too old to be known have not. */
    long missingBetween(long low, long high) {
        long first = Math.max(low + 1, highest - SIZE + 1);
        long last = Math.min(high - 1, highest);
        long known = last - first + 1;
        long came = known <= 0 ? 0 : Long.bitCount(bits >>> highest - last << SIZE - known);
        return Math.max(0, high - low - 1) - came;
    }

    /** Takes a number back: its packet came too late, and is as good as lost. */
    void remove(long sequence) {
        if (has(sequence)) {
            bits &= ~(1L << highest - sequence);
        }
    }

    /** Whether the highest is a packet without audio, and none is missing since the given one. */
    boolean endsWithOther(long played) {
        return highestIsOther && hasAllBetween(played, highest);
    }
}
