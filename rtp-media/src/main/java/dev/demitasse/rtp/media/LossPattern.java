// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * How losses lie: the burst and gap metrics of RFC 3611 section 4.7.2, with its usual minimum gap of 16 packets. What was thrown
 * away because it came too late counts as lost. A burst begins and ends with a loss and has fewer than 16 packets in a row that
 * came; all else is a gap. Immutable.
 *
 * @param played packets that were heard
 * @param lost packets that were not, as far as a later one was
 * @param burstDensity share of the packets within bursts that were lost, 0 to 1
 * @param gapDensity share of the packets within gaps that were lost, 0 to 1
 * @param burstMillis mean length of a burst, in milliseconds; 0 if there was none
 * @param gapMillis mean length of a gap, in milliseconds; 0 if there was none
 * @param burstRatio mean length of losses in a row over what it would be if they were random (ITU-T G.107 BurstR); 1 if random
 */
public record LossPattern(
        long played,
        long lost,
        double burstDensity,
        double gapDensity,
        long burstMillis,
        long gapMillis,
        double burstRatio) {
    /** Nothing was lost, and nothing played. */
    public static final LossPattern NONE = new LossPattern(0, 0, 0, 0, 0, 0, 1);

    /**
     * Gives the share of packets that were not heard.
     *
     * @return 0 to 1
     */
    public double lossRatio() {
        return played + lost == 0 ? 0 : (double) lost / (played + lost);
    }
}
