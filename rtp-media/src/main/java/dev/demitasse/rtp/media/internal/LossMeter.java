// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.LossPattern;

/**
 * Tells bursts of loss from gaps between them, packet by packet in the order of playing (RFC 3611 section 4.7.2, as appendix A.2
 * counts). Not thread-safe; allocates nothing per packet.
 */
public final class LossMeter {
    /** So many packets in a row that came end a burst (Gmin). */
    public static final int MINIMUM_GAP = 16;

    /** More lost in a row are a jump of the numbers. */
    private static final long MAXIMUM_RUN = 3_000;

    private long played;
    private long lost;
    private long runs;
    private long playedSinceLoss;
    private long openPlayed;
    private long openLost;
    private long burstPackets;
    private long burstLosses;
    private long bursts;
    private long lonelyLosses;

    /** Makes a meter that has seen nothing. */
    public LossMeter() {}

    /** A packet was played. */
    void onPlayed() {
        played++;
        playedSinceLoss++;
        if (playedSinceLoss == MINIMUM_GAP) {
            closeBurst();
        }
    }

    /** Packets were lost, one after the other. */
    void onLost(long count) {
        if (count <= 0 || count > MAXIMUM_RUN) {
            return;
        }
        runs += playedSinceLoss > 0 || lost == 0 ? 1 : 0;
        lost += count;
        openPlayed = openLost == 0 ? 0 : openPlayed + playedSinceLoss;
        openLost += count;
        playedSinceLoss = 0;
    }

    /** A single loss with a gap on both sides belongs to the gap. */
    private void closeBurst() {
        if (openLost == 1) {
            lonelyLosses++;
        } else if (openLost > 1) {
            burstPackets += openPlayed + openLost;
            burstLosses += openLost;
            bursts++;
        }
        openLost = 0;
    }

    /**
     * Says what was counted. A burst that goes on counts as one that has ended.
     *
     * @param packetMillis how long a packet's audio is
     * @return the pattern so far
     */
    public LossPattern pattern(double packetMillis) {
        boolean open = openLost > 1;
        long inBursts = burstPackets + (open ? openPlayed + openLost : 0);
        long lostInBursts = burstLosses + (open ? openLost : 0);
        long burstCount = bursts + (open ? 1 : 0);
        long inGaps = played + lost - inBursts;
        long lostInGaps = lonelyLosses + (openLost == 1 ? 1 : 0);
        long gapCount = burstCount + 1;
        return new LossPattern(
                played,
                lost,
                ratio(lostInBursts, inBursts),
                ratio(lostInGaps, inGaps),
                burstCount == 0 ? 0 : Math.round(inBursts * packetMillis / burstCount),
                Math.round(inGaps * packetMillis / gapCount),
                burstRatio());
    }

    private double burstRatio() {
        return Math.max(1, ratio(lost, runs) * ratio(played, played + lost));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
