// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that has speech's gaps, pitch, formants and hisses, repeats from its seed, and says where it speaks. Voiced parts are
 * pulses of a pitch that glides through three resonances that move; unvoiced ones are noise of high frequencies.
 */
final class SyntheticSpeech {
    /** Where somebody speaks, in samples: from the first, up to before the last. */
    record Utterance(int from, int to) {}

    final short[] pcm;
    final List<Utterance> utterances = new ArrayList<>();
    private final int rateHz;
    private final Random random;
    private final double[] one = new double[3];
    private final double[] two = new double[3];
    private double pulse;

    SyntheticSpeech(int rateHz, int seconds, double levelDbov, long seed) {
        this.rateHz = rateHz;
        random = new Random(seed);
        double[] sound = new double[rateHz * seconds];
        int at = rateHz / 2;
        while (at < sound.length - 3 * rateHz) {
            int from = at;
            at = utterance(sound, at);
            utterances.add(new Utterance(from, at));
            at += (int) (rateHz * (0.6 + random.nextDouble()));
        }
        pcm = scaled(sound, levelDbov);
    }

    /** A phrase of 3 to 10 syllables. */
    private int utterance(double[] sound, int from) {
        int at = from;
        double pitch = 90 + 130 * random.nextDouble();
        int syllables = 3 + random.nextInt(8);
        for (int i = 0; i < syllables; i++) {
            if (i > 0 && random.nextInt(3) == 0) {
                at = hiss(sound, at, (int) (rateHz * (0.03 + 0.06 * random.nextDouble())));
            }
            at = vowel(sound, at, (int) (rateHz * (0.09 + 0.12 * random.nextDouble())), pitch);
            pitch *= 0.93 + 0.12 * random.nextDouble();
        }
        return at;
    }

    private int hiss(double[] sound, int from, int length) {
        double last = 0;
        for (int i = 0; i < length; i++) {
            double noise = random.nextGaussian();
            sound[from + i] += 0.15 * (noise - last) * Math.sin(Math.PI * i / length);
            last = noise;
        }
        return from + length;
    }

    private int vowel(double[] sound, int from, int length, double pitch) {
        double[] begin = {
            300 + 500 * random.nextDouble(), 900 + 1_300 * random.nextDouble(), 2_300 + 700 * random.nextDouble()
        };
        double[] end = {
            300 + 500 * random.nextDouble(), 900 + 1_300 * random.nextDouble(), 2_300 + 700 * random.nextDouble()
        };
        double glide = 0.85 + 0.3 * random.nextDouble();
        for (int i = 0; i < length; i++) {
            double way = (double) i / length;
            pulse += pitch * (1 + (glide - 1) * way) / rateHz;
            double excitation = 0.02 * random.nextGaussian();
            if (pulse >= 1) {
                pulse -= 1;
                excitation += 1;
            }
            double value = 0;
            for (int formant = 0; formant < 3; formant++) {
                double hertz = begin[formant] + (end[formant] - begin[formant]) * way;
                value += resonance(formant, hertz, 60 + 40 * formant, excitation) / (1 + formant);
            }
            sound[from + i] += value * Math.min(1, 4 * Math.sin(Math.PI * way));
        }
        return from + length;
    }

    private double resonance(int formant, double hertz, double width, double in) {
        double radius = Math.exp(-Math.PI * width / rateHz);
        double out = in
                + 2 * radius * Math.cos(2 * Math.PI * hertz / rateHz) * one[formant]
                - radius * radius * two[formant];
        two[formant] = one[formant];
        one[formant] = out;
        return out;
    }

    /** Scaled so that its utterances, gaps left out, have the level. */
    private short[] scaled(double[] sound, double levelDbov) {
        double sum = 0;
        long count = 0;
        for (Utterance utterance : utterances) {
            for (int i = utterance.from(); i < utterance.to(); i++) {
                sum += sound[i] * sound[i];
                count++;
            }
        }
        double factor = 32_768 * Math.pow(10, levelDbov / 20) / Math.sqrt(sum / count);
        short[] scaled = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            scaled[i] = saturated(sound[i] * factor);
        }
        return scaled;
    }

    static short saturated(double value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(value)));
    }

    /** Adds white noise of a level. */
    static short[] noisy(short[] pcm, double levelDbov, long seed) {
        var random = new Random(seed);
        double rms = 32_768 * Math.pow(10, levelDbov / 20);
        short[] noisy = new short[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            noisy[i] = saturated(pcm[i] + rms * random.nextGaussian());
        }
        return noisy;
    }
}
