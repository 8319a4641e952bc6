// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

/**
 * A Goertzel filter for one frequency, and how its phase moves from one block to the next, which overlap: so it says how strong a
 * frequency near its own is, and how far off. Not thread-safe.
 */
final class DtmfTone {
    private final double hertz;
    private final double hopSeconds;
    private final double twoCosine;
    private final double cosine;
    private final double sine;
    private final double hopCosine;
    private final double hopSine;
    private double last;
    private double beforeLast;
    private double real;
    private double imaginary;
    private double realBefore;
    private double imaginaryBefore;

    DtmfTone(double hertz, int rateHz, int hop) {
        this.hertz = hertz;
        hopSeconds = (double) hop / rateHz;
        double angle = 2 * Math.PI * hertz / rateHz;
        cosine = Math.cos(angle);
        sine = Math.sin(angle);
        twoCosine = 2 * cosine;
        hopCosine = Math.cos(angle * hop);
        hopSine = Math.sin(angle * hop);
    }

    void begin() {
        realBefore = real;
        imaginaryBefore = imaginary;
        last = 0;
        beforeLast = 0;
    }

    void add(double sample) {
        double now = sample + twoCosine * last - beforeLast;
        beforeLast = last;
        last = now;
    }

    void end() {
        real = last - cosine * beforeLast;
        imaginary = sine * beforeLast;
    }

    double magnitudeSquare() {
        return real * real + imaginary * imaginary;
    }

    /** How far the frequency of the last two blocks is from the filter's, as a part of it. */
    double deviation() {
        // The block before, moved on by a hop of the filter's own frequency, against this one.
        double movedReal = realBefore * hopCosine - imaginaryBefore * hopSine;
        double movedImaginary = realBefore * hopSine + imaginaryBefore * hopCosine;
        double across = imaginary * movedReal - real * movedImaginary;
        double along = real * movedReal + imaginary * movedImaginary;
        return Math.atan2(across, along) / (2 * Math.PI * hopSeconds * hertz);
    }
}
