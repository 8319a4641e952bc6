// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A random source that gives the same numbers for the same seed, on every JDK and machine: the algorithms that
 * {@link Random} specifies, and of its own where {@link RandomGenerator} leaves the algorithm to the JDK. Thread-safe.
 *
 * <p>Not for secrets.
 */
public final class SeededRandom implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final Random random;

    private SeededRandom(long seed) {
        random = new Random(seed);
    }

    /**
     * Makes a random source.
     *
     * @param seed any number
     * @return a source of its own
     */
    public static SeededRandom of(long seed) {
        return new SeededRandom(seed);
    }

    /** A stream of its own for each purpose, so that drawing from one does not shift another. */
    static SeededRandom of(long seed, String purpose) {
        long mixed = seed;
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mix(mixed + GOLDEN_GAMMA + purpose.charAt(i));
        }
        return new SeededRandom(mixed);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public int nextInt() {
        return random.nextInt();
    }

    @Override
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
        return (int) nextLong(origin, bound);
    }

    @Override
    public long nextLong(long bound) {
        return nextLong(0, bound);
    }

    @Override
    public long nextLong(long origin, long bound) {
        if (origin >= bound) {
            throw new IllegalArgumentException("bound " + bound + " is not above origin " + origin);
        }
        long range = bound - origin;
        if (range <= 0) { // it does not fit: at least every other number is within it
            long drawn = random.nextLong();
            while (drawn < origin || drawn >= bound) {
                drawn = random.nextLong();
            }
            return drawn;
        }
        long drawn = random.nextLong() >>> 1;
        long rest = drawn % range;
        while (drawn + (range - 1) - rest < 0) { // within the last, incomplete range
            drawn = random.nextLong() >>> 1;
            rest = drawn % range;
        }
        return origin + rest;
    }

    @Override
    public boolean nextBoolean() {
        return random.nextBoolean();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }

    @Override
    public float nextFloat() {
        return random.nextFloat();
    }

    @Override
    public float nextFloat(float bound) {
        return nextFloat(0, bound);
    }

    @Override
    public float nextFloat(float origin, float bound) {
        float drawn = (float) nextDouble(origin, bound);
        return drawn < bound ? drawn : Math.nextDown(bound); // rounding to a float may reach the bound
    }

    @Override
    public double nextDouble() {
        return random.nextDouble();
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble(0, bound);
    }

    @Override
    public double nextDouble(double origin, double bound) {
        if (!(origin < bound) || !Double.isFinite(bound - origin)) {
            throw new IllegalArgumentException("bound " + bound + " is not a finite way above origin " + origin);
        }
        double drawn = origin + random.nextDouble() * (bound - origin);
        return drawn < bound ? drawn : Math.nextDown(bound);
    }

    @Override
    public double nextGaussian() {
        return random.nextGaussian();
    }

    @Override
    public double nextGaussian(double mean, double deviation) {
        if (deviation < 0) {
            throw new IllegalArgumentException("deviation " + deviation + " is negative");
        }
        return mean + deviation * random.nextGaussian();
    }

    @Override
    public double nextExponential() {
        return -StrictMath.log(1 - random.nextDouble());
    }
}
