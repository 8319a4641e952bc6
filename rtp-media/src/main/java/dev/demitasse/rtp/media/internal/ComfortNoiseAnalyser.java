// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Describes background noise as an RFC 3389 payload: its level, and reflection coefficients from its autocorrelation. What it
 * was told fades with a time constant of 100 ms, so the payload describes the last moment before it is asked for. Not
 * thread-safe; allocates nothing.
 */
public final class ComfortNoiseAnalyser {
    /** The lowest level that can be said, in dBov. */
    public static final int MINIMUM_LEVEL_DBOV = -127;

    private final int order;
    private final double keepPerSample;
    private final double[] history;
    private final double[] correlation;
    private final double[] predictor;
    private final double[] before;
    private double power;

    /**
     * Makes an analyser that has heard silence.
     *
     * @param sampleRateHz of the audio
     * @param order how many reflection coefficients are sent, 0 to {@link ComfortNoiseGenerator#MAXIMUM_ORDER}
     */
    public ComfortNoiseAnalyser(int sampleRateHz, int order) {
        if (order < 0 || order > ComfortNoiseGenerator.MAXIMUM_ORDER) {
            throw new IllegalArgumentException("order " + order);
        }
        this.order = order;
        keepPerSample = Math.exp(-1.0 / (0.1 * sampleRateHz));
        history = new double[order + 1];
        correlation = new double[order + 1];
        predictor = new double[order + 1];
        before = new double[order + 1];
    }

    /**
     * Listens to noise.
     *
     * @param pcm where it is
     * @param offset of its first sample
     * @param samples how many
     */
    public void onAudio(short[] pcm, int offset, int samples) {
        for (int i = 0; i < samples; i++) {
            System.arraycopy(history, 0, history, 1, order);
            double sample = pcm[offset + i];
            history[0] = sample;
            power += (1 - keepPerSample) * (sample * sample - power);
            for (int lag = 0; lag <= order; lag++) {
                correlation[lag] = correlation[lag] * keepPerSample + sample * history[lag];
            }
        }
    }

    /**
     * Gives the level of what was heard.
     *
     * @return in dBov, {@link #MINIMUM_LEVEL_DBOV} to 0
     */
    public int levelDbov() {
        double level = 10 * Math.log10(Math.max(1e-9, power)) - 20 * Math.log10(32_768);
        return (int) Math.max(MINIMUM_LEVEL_DBOV, Math.min(0, Math.rint(level)));
    }

    /**
     * Writes the payload.
     *
     * @param payload where it goes
     * @param offset of its first byte; there is room for one byte more than the order
     * @return its length in bytes
     */
    public int writePayload(byte[] payload, int offset) {
        payload[offset] = (byte) -levelDbov();
        writeReflections(payload, offset + 1);
        return 1 + order;
    }

    /** The recursion of Levinson and Durbin; the signs are those of G.711 Appendix II, negative for noise of low frequencies. */
    private void writeReflections(byte[] payload, int offset) {
        // A thousandth of white noise under it keeps the recursion stable.
        double error = correlation[0] * 1.001 + 1e-9;
        for (int i = 0; i < order; i++) {
            double sum = correlation[i + 1];
            for (int j = 0; j < i; j++) {
                sum += predictor[j] * correlation[i - j];
            }
            double value = Math.max(-0.99, Math.min(0.99, -sum / error));
            payload[offset + i] = (byte) (127 + Math.rint(value * 32_768 / 258));
            System.arraycopy(predictor, 0, before, 0, i);
            for (int j = 0; j < i; j++) {
                predictor[j] = before[j] + value * before[i - 1 - j];
            }
            predictor[i] = value;
            error *= 1 - value * value;
        }
    }
}
