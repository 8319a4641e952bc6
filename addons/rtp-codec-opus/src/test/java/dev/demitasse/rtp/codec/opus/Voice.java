// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

/** Something like a voice at 48 kHz: a pitch that moves, its overtones, and syllables. */
final class Voice {
    private static final int RATE = 48_000;
    private static final int OVERTONES = 24;
    private static final int SEGMENT = 4_800;

    private Voice() {}

    static short[] samples(int seconds) {
        short[] pcm = new short[seconds * RATE];
        double phase = 0;
        for (int i = 0; i < pcm.length; i++) {
            double time = (double) i / RATE;
            phase += 2 * Math.PI * (120 + 25 * Math.sin(2 * Math.PI * 0.7 * time)) / RATE;
            double sum = 0;
            for (int overtone = 1; overtone <= OVERTONES; overtone++) {
                sum += Math.sin(overtone * phase) / overtone;
            }
            double syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * time);
            pcm[i] = (short) (7_000 * syllable * sum);
        }
        return pcm;
    }

    /** The mean correlation of segments of 100 ms with the same place of the other. */
    static double likeness(short[] one, short[] other) {
        double sum = 0;
        int segments = one.length / SEGMENT;
        for (int segment = 0; segment < segments; segment++) {
            double product = 0;
            double first = 1;
            double second = 1;
            for (int i = segment * SEGMENT; i < (segment + 1) * SEGMENT; i++) {
                product += (double) one[i] * other[i];
                first += (double) one[i] * one[i];
                second += (double) other[i] * other[i];
            }
            sum += product / Math.sqrt(first * second);
        }
        return sum / segments;
    }

    /** How alike two signals are, place for place: -1 to 1. */
    static double correlation(short[] one, short[] other) {
        double product = 0;
        double first = 1;
        double second = 1;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            first += (double) one[i] * one[i];
            second += (double) other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }
}
