// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** White noise of mean power 1 that repeats from its seed: a shift-register generator, not a source of randomness. Not thread-safe. */
final class Noise {
    /** Uniform between -1 and 1 has a mean power of a third. */
    private static final double SCALE = Math.sqrt(3) / (1L << 31);

    private int bits;

    Noise(int seed) {
        bits = seed == 0 ? 1 : seed;
    }

    double next() {
        bits ^= bits << 13;
        bits ^= bits >>> 17;
        bits ^= bits << 5;
        return bits * SCALE;
    }
}
