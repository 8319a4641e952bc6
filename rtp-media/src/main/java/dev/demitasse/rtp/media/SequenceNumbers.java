// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * Follows one source's sequence numbers: extends them to more than 16 bits, puts a new source on probation, notices restarts,
 * and counts (RFC 3550 appendix A.1 and A.3). Not thread-safe.
 */
public final class SequenceNumbers {
    /** How many packets in sequence make a source valid, in the RFC: 2. */
    public static final int MINIMUM_SEQUENTIAL = 2;

    /** A jump ahead of this many packets or more is taken for a restart. */
    public static final int MAXIMUM_DROPOUT = 3000;

    /** A packet this many behind the highest, or more, is taken for a restart. */
    public static final int MAXIMUM_MISORDER = 100;

    private static final int MODULUS = 1 << 16;
    private static final int NONE = -1;

    /** What {@link #update} says of a packet. */
    public enum Result {
        /** The next one, or one further ahead. */
        AHEAD,
        /** Out of order, or a duplicate. */
        BEHIND,
        /** The source is not valid yet. */
        ON_PROBATION,
        /** Far from what was expected: dropped, unless the next packet follows on it. */
        OUT_OF_SEQUENCE,
        /** The second packet in sequence at a far place: the sender has restarted, and counting begins anew. */
        RESTARTED
    }

    private int probation;
    private int highest;
    private long cycles;
    private long base;
    private int restartAt = NONE;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long receivedInFormerRuns;
    private long expectedInFormerRuns;
    private long lastExtended;

    /**
     * Begins with a source's first packet, which {@link #update} is then to be told of too.
     *
     * @param first its sequence number
     * @param probation how many packets in sequence make it valid; 0 for a source that is known
     */
    public SequenceNumbers(int first, int probation) {
        this.probation = probation;
        begin(first);
        highest = first - 1 & 0xFFFF;
        cycles = first == 0 ? -MODULUS : 0;
    }

    private void begin(int first) {
        base = first;
        highest = first;
        cycles = 0;
        restartAt = NONE;
        received = 0;
    }

    /**
     * Gives how far one sequence number is ahead of another, in the shorter way around.
     *
     * @param number 0 to 65,535
     * @param other 0 to 65,535
     * @return -32,768 to 32,767
     */
    public static int difference(int number, int other) {
        return (short) (number - other);
    }

    /**
     * Takes a packet into account.
     *
     * @param number its sequence number, 0 to 65,535
     * @return what it is
     */
    public Result update(int number) {
        int ahead = number - highest & 0xFFFF;
        if (probation > 0) {
            return probe(number, ahead);
        }
        if (ahead < MAXIMUM_DROPOUT) {
            return takeAhead(number, ahead);
        }
        if (ahead <= MODULUS - MAXIMUM_MISORDER) {
            return takeFar(number);
        }
        restartAt = NONE;
        received++;
        lastExtended = cycles + highest - (MODULUS - ahead);
        return Result.BEHIND;
    }

    private Result probe(int number, int ahead) {
        if (ahead != 1) {
            probation = MINIMUM_SEQUENTIAL - 1;
            highest = number;
            return Result.ON_PROBATION;
        }
        highest = number;
        if (--probation > 0) {
            return Result.ON_PROBATION;
        }
        begin(number);
        received = 1;
        lastExtended = number;
        return Result.AHEAD;
    }

    private Result takeAhead(int number, int ahead) {
        if (number < highest) {
            cycles += MODULUS;
        }
        highest = number;
        restartAt = NONE;
        received++;
        lastExtended = cycles + number;
        return ahead == 0 ? Result.BEHIND : Result.AHEAD;
    }

    /** "Two sequential packets -- assume that the other side restarted without telling us so just re-sync." */
    private Result takeFar(int number) {
        if (number != restartAt) {
            restartAt = number + 1 & 0xFFFF;
            return Result.OUT_OF_SEQUENCE;
        }
        expectedInFormerRuns += currentExpected();
        receivedInFormerRuns += received;
        begin(number);
        received = 1;
        lastExtended = number;
        return Result.RESTARTED;
    }

    /**
     * Gives the extended sequence number of the packet last taken.
     *
     * @return its number plus 65,536 for each cycle; counts from the last restart, and may be negative just after it
     */
    public long extended() {
        return lastExtended;
    }

    /**
     * Gives the extended highest sequence number received, as reports want it.
     *
     * @return 32 bits: cycles and number
     */
    public long highestExtended() {
        return cycles + highest & 0xFFFF_FFFFL;
    }

    /**
     * Counts packets received, duplicates and those out of order included.
     *
     * @return packets of all runs
     */
    public long received() {
        return receivedInFormerRuns + received;
    }

    /**
     * Counts packets expected by their numbers.
     *
     * @return packets of all runs
     */
    public long expected() {
        return expectedInFormerRuns + currentExpected();
    }

    private long currentExpected() {
        return received == 0 ? 0 : cycles + highest - base + 1;
    }

    /**
     * Counts packets lost.
     *
     * @return expected less received; negative when there were duplicates
     */
    public long lost() {
        return expected() - received();
    }

    /**
     * Ends an interval of reporting, begins the next, and tells of the one that ended (RFC 3550 A.3).
     *
     * @return the share of its packets that were lost, times 256: 0 to 255
     */
    public int closeInterval() {
        long expectedNow = expected();
        long receivedNow = received();
        long expectedInterval = expectedNow - expectedBefore;
        long lostInterval = expectedInterval - (receivedNow - receivedBefore);
        expectedBefore = expectedNow;
        receivedBefore = receivedNow;
        return expectedInterval <= 0 || lostInterval <= 0
                ? 0
                : (int) Math.min(255, (lostInterval << 8) / expectedInterval);
    }
}
