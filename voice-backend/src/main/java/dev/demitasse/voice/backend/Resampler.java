// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/**
 * Changes the rate of sound by windowed-sinc interpolation (Hann window). Sound below nine tenths of the lower of the two
 * Nyquist frequencies passes; what would alias is damped. Equal input gives equal output on every machine.
 */
final class Resampler {
    /** Zero crossings of the sinc on each side. */
    private static final int CROSSINGS = 16;

    /** Places between two samples that are told apart. */
    private static final int MAX_PHASES = 512;

    private Resampler() {}

    /** The samples at another rate; their number is scaled, rounded up. */
    static short[] resample(short[] in, int fromHz, int toHz) {
        int divisor = greatestCommonDivisor(fromHz, toHz);
        int up = toHz / divisor;
        int down = fromHz / divisor;
        double cutoff = Math.min(1.0, (double) toHz / fromHz) * 0.95;
        int reach = (int) StrictMath.ceil(CROSSINGS / cutoff);
        short[] out = new short[Math.toIntExact(((long) in.length * up + down - 1) / down)];
        int phases = Math.min(up, MAX_PHASES);
        double[][] taps = new double[phases][];
        long position = 0;
        for (int i = 0; i < out.length; i++, position += down) {
            int phase = (int) (position % up * phases / up);
            if (taps[phase] == null) {
                taps[phase] = taps((double) phase / phases, cutoff, reach);
            }
            out[i] = convolve(in, Math.toIntExact(position / up), taps[phase], reach);
        }
        return out;
    }

    private static short convolve(short[] in, int centre, double[] taps, int reach) {
        double sum = 0;
        int first = Math.max(0, centre - reach + 1);
        int last = Math.min(in.length - 1, centre + reach);
        for (int k = first; k <= last; k++) {
            sum += in[k] * taps[k - centre + reach - 1];
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
    }

    /** Weights of the samples around a place between two of them, of sum 1 so that level is kept. */
    private static double[] taps(double fraction, double cutoff, int reach) {
        double[] taps = new double[2 * reach];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double distance = i - reach + 1 - fraction;
            double window = 0.5 + 0.5 * StrictMath.cos(StrictMath.PI * distance / reach);
            taps[i] = sinc(cutoff * distance) * window;
            sum += taps[i];
        }
        for (int i = 0; i < taps.length; i++) {
            taps[i] /= sum;
        }
        return taps;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
