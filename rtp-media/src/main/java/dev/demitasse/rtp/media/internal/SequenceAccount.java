// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Which of a source's sequence numbers have come and which were played: tells what is missing, and counts it as lost when something
 * later is played. Not thread-safe; allocates nothing on its way.
 */
final class SequenceAccount {
    private final LossMeter losses;
    private final ReceivedWindow window = new ReceivedWindow();
    private long played;
    private long others;
    private long recovered;

    SequenceAccount(LossMeter losses) {
        this.losses = losses;
    }

    /** An audio packet has come; tells whether it is new. */
    boolean add(long sequence) {
        return window.add(sequence);
    }

    /** A packet without audio has come; tells whether it is new. */
    boolean addOther(long sequence) {
        boolean isNew = window.addOther(sequence);
        others += isNew && sequence > played ? 1 : 0;
        return isNew;
    }

    /** A packet that has come is of no use: it is as good as lost, and may come again. */
    void takeBack(long sequence) {
        window.remove(sequence);
    }

    boolean isTooOld(long sequence) {
        return window.isTooOld(sequence);
    }

    boolean isHighest(long sequence) {
        return sequence == window.highest();
    }

    /** Playing begins with a packet. */
    void begin(long sequence) {
        played = sequence - 1;
        recovered = 0;
    }

    /** What was lost right before the next packet was decoded from that one. */
    void onRecovered(long packets) {
        recovered += packets;
    }

    void onPlayed(long sequence) {
        countMissing(sequence, 0);
        losses.onPlayed();
        played = Math.max(played, sequence);
    }

    /** A packet is thrown away before its time. */
    void onDropped(long sequence) {
        countMissing(sequence, 1);
        played = Math.max(played, sequence);
    }

    /** A packet can't be decoded. What the window will not know any more is not left to be counted by a later packet. */
    void onMalformed(long sequence) {
        if (sequence - played >= ReceivedWindow.SIZE) {
            countMissing(sequence, 0);
            played = sequence - 1;
        }
        takeBack(sequence);
    }

    /** What is missing before a packet was lost, but for what was recovered right before it; and so were more from it on. */
    private void countMissing(long sequence, long more) {
        long lost = sequence > played ? missingBefore(sequence) : 0;
        if (recovered > 0 && lost > 0) {
            long heard = Math.min(recovered, lost);
            losses.onLost(lost - heard);
            for (long i = 0; i < heard; i++) {
                losses.onPlayed();
            }
            lost = 0;
        }
        losses.onLost(lost + more);
        recovered = 0;
    }

    /** How many packets are missing between what was played and a later one; of those without audio only later ones count then. */
    private long missingBefore(long sequence) {
        long between = sequence - played - 1;
        long missing =
                between < ReceivedWindow.SIZE ? window.missingBetween(played, sequence) : Math.max(0, between - others);
        others = Math.max(0, others - (between - missing));
        return missing;
    }

    /** Whether none is missing between what was played and a later one. */
    boolean nothingMissingBefore(long sequence) {
        return nothingMissingBetween(played, sequence);
    }

    /** Whether none is missing between what was played and the last that came. */
    boolean nothingMissing() {
        return nothingMissingBefore(window.highest());
    }

    boolean nothingMissingBetween(long low, long high) {
        return window.hasAllBetween(low, high);
    }

    /** Whether the last that came has no audio, and none is missing since what was played. */
    boolean endsWithOther() {
        return window.endsWithOther(played);
    }
}
