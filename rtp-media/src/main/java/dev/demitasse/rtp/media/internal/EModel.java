// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Estimates a mean opinion score from loss and delay: the E-model of ITU-T G.107, with its default values, for G.711 with
 * concealment (G.113 appendix I: Ie 0, Bpl 25.1). Has no state.
 */
public final class EModel {
    /** The rating of a perfect narrow-band line: Ro - Is with all defaults. */
    private static final double BEST_RATING = 93.2;

    private static final double EQUIPMENT_IMPAIRMENT = 0;
    private static final double LOSS_ROBUSTNESS = 25.1;

    private EModel() {}

    /**
     * Estimates how a line sounds.
     *
     * @param lossRatio of packets, lost or too late: 0 to 1
     * @param burstRatio 1 if at random, more in bursts
     * @param oneWayMillis from mouth to ear
     * @return 1 to 4.5
     */
    public static double mos(double lossRatio, double burstRatio, double oneWayMillis) {
        return score(unbounded(lossRatio, burstRatio, oneWayMillis));
    }

    /**
     * Estimates the rating R of a line.
     *
     * @param lossRatio of packets, lost or too late: 0 to 1
     * @param burstRatio 1 if at random, more in bursts
     * @param oneWayMillis from mouth to ear
     * @return 0 to 93.2
     */
    public static double rating(double lossRatio, double burstRatio, double oneWayMillis) {
        return Math.max(0, unbounded(lossRatio, burstRatio, oneWayMillis));
    }

    private static double unbounded(double lossRatio, double burstRatio, double oneWayMillis) {
        double percent = 100 * Math.max(0, Math.min(1, lossRatio));
        double equipment = EQUIPMENT_IMPAIRMENT
                + (95 - EQUIPMENT_IMPAIRMENT) * percent / (percent / Math.max(1, burstRatio) + LOSS_ROBUSTNESS);
        double delay = Math.max(0, oneWayMillis);
        // The simplification of Cole and Rosenbluth for the delay impairment Idd.
        double tooLong = Math.max(0, delay - 177.3);
        return BEST_RATING - 0.024 * delay - 0.11 * tooLong - equipment;
    }

    /** G.107 annex B. */
    private static double score(double rating) {
        if (rating <= 0) {
            return 1;
        }
        double score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
        return Math.max(1, Math.min(4.5, score));
    }
}
