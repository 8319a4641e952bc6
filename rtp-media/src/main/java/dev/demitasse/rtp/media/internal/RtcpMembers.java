// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Who else takes part in the session, and who of them sends (RFC 3550 section 6.3.3 to 6.3.5). Holds 32 at the most, so that
 * nobody fills memory by inventing sources; with as few, a BYE needs no reconsideration (section 6.3.7). Not thread-safe.
 */
public final class RtcpMembers {
    /** How many are known at the most. */
    public static final int MAXIMUM = 32;

    private static final long NEVER = Long.MIN_VALUE;

    private final int[] sources = new int[MAXIMUM];
    private final long[] heardAt = new long[MAXIMUM];
    private final long[] sentAt = new long[MAXIMUM];
    private int count;

    /** Makes an empty table. */
    public RtcpMembers() {}

    /**
     * A source was heard by its RTCP.
     *
     * @param ssrcBits the source
     * @param now the time
     */
    public void onRtcp(int ssrcBits, long now) {
        int at = find(ssrcBits);
        if (at >= 0) {
            heardAt[at] = now;
        }
    }

    /**
     * A source was heard by its RTP: it is a sender.
     *
     * @param ssrcBits the source
     * @param now the time
     */
    public void onRtp(int ssrcBits, long now) {
        int at = find(ssrcBits);
        if (at >= 0) {
            heardAt[at] = now;
            sentAt[at] = now;
        }
    }

    /** The place of a source, a new one if need be; -1 if there is none left. */
    private int find(int ssrcBits) {
        for (int i = 0; i < count; i++) {
            if (sources[i] == ssrcBits) {
                return i;
            }
        }
        if (count == MAXIMUM) {
            return -1;
        }
        sources[count] = ssrcBits;
        sentAt[count] = NEVER;
        return count++;
    }

    /**
     * A source has said good-bye.
     *
     * @param ssrcBits the source
     */
    public void onGoodbye(int ssrcBits) {
        for (int i = 0; i < count; i++) {
            if (sources[i] == ssrcBits) {
                removeAt(i);
                return;
            }
        }
    }

    private void removeAt(int index) {
        count--;
        sources[index] = sources[count];
        heardAt[index] = heardAt[count];
        sentAt[index] = sentAt[count];
    }

    /**
     * Forgets those not heard for five intervals, and who has not sent for two is no sender any more (section 6.3.5).
     *
     * @param intervalNanos the interval without its random factor, of a receiver
     * @param now the time
     */
    public void expire(long intervalNanos, long now) {
        for (int i = count - 1; i >= 0; i--) {
            if (now - heardAt[i] > 5 * intervalNanos) {
                removeAt(i);
            } else if (sentAt[i] != NEVER && now - sentAt[i] > 2 * intervalNanos) {
                sentAt[i] = NEVER;
            }
        }
    }

    /**
     * Counts the others.
     *
     * @return 0 to {@link #MAXIMUM}
     */
    public int count() {
        return count;
    }

    /**
     * Counts the others that send.
     *
     * @return 0 to {@link #count}
     */
    public int senders() {
        int senders = 0;
        for (int i = 0; i < count; i++) {
            senders += sentAt[i] == NEVER ? 0 : 1;
        }
        return senders;
    }
}
