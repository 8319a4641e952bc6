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
    private boolean inRun;

    /** Makes a meter that has seen nothing. */
    public LossMeter() {}

    /** A packet was played. */
    void onPlayed() {
        inRun = false;
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
        runs += inRun ? 0 : 1;
        inRun = true;
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

    /** A burst that goes on ends here, for what follows is another stream. */
    void endBurst() {
        closeBurst();
        inRun = false;
        playedSinceLoss = 0;
    }

    /** Says what was counted. A burst that goes on counts as one that has ended. */
    Counts counts() {
        boolean open = openLost > 1;
        return new Counts(
                played,
                lost,
                runs,
                burstPackets + (open ? openPlayed + openLost : 0),
                burstLosses + (open ? openLost : 0),
                bursts + (open ? 1 : 0),
                lonelyLosses + (openLost == 1 ? 1 : 0));
    }

    /**
     * Says how the losses lie. A burst that goes on counts as one that has ended.
     *
     * @param packetMillis how long a packet's audio is
     * @return the pattern so far
     */
    public LossPattern pattern(double packetMillis) {
        return counts().pattern(packetMillis);
    }

    /**
     * What was counted up to a moment. Immutable.
     *
     * @param played packets that were played
     * @param lost packets that were not
     * @param runs how often some were lost in a row
     * @param burstPackets packets within bursts, lost or not
     * @param burstLosses of these the lost ones
     * @param bursts how many bursts there were
     * @param lonelyLosses lost packets within gaps
     */
    record Counts(
            long played, long lost, long runs, long burstPackets, long burstLosses, long bursts, long lonelyLosses) {
        /** What was counted since a moment at which no burst went on. */
        Counts since(Counts before) {
            return new Counts(
                    played - before.played,
                    lost - before.lost,
                    runs - before.runs,
                    burstPackets - before.burstPackets,
                    burstLosses - before.burstLosses,
                    bursts - before.bursts,
                    lonelyLosses - before.lonelyLosses);
        }

        LossPattern pattern(double packetMillis) {
            long inGaps = played + lost - burstPackets;
            long gaps = bursts + 1;
            return new LossPattern(
                    played,
                    lost,
                    ratio(burstLosses, burstPackets),
                    ratio(lonelyLosses, inGaps),
                    bursts == 0 ? 0 : Math.round(burstPackets * packetMillis / bursts),
                    Math.round(inGaps * packetMillis / gaps),
                    burstRatio());
        }

        private double burstRatio() {
            return Math.max(1, ratio(lost, runs) * ratio(played, played + lost));
        }

        private static double ratio(long part, long whole) {
            return whole == 0 ? 0 : (double) part / whole;
        }
    }
}
