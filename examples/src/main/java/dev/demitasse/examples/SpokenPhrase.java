// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.util.List;

/**
 * Four seconds that look like speech to a codec and to a comparison: a voice with a pitch contour through three moving
 * formants, breath noise, syllables and pauses. It says nothing. Always the same samples: computed, not recorded.
 */
final class SpokenPhrase {
    /** The rate, in Hz. */
    static final int RATE = 8000;

    private static final double LOUDEST = 14_000;

    /** What is softer than this, before levelling, is not raised. */
    private static final double QUIETEST = 1e-3;

    /** One sound: how long, the formants at its end in Hz, how much of it is voice and how much breath, 0 to 1. */
    private record Sound(int millis, double first, double second, double third, double voice, double breath) {}

    private static final Sound A = new Sound(170, 730, 1090, 2440, 1, 0.02);
    private static final Sound E = new Sound(140, 530, 1840, 2480, 1, 0.02);
    private static final Sound I = new Sound(130, 270, 2290, 3010, 0.9, 0.02);
    private static final Sound O = new Sound(180, 570, 840, 2410, 1, 0.02);
    private static final Sound U = new Sound(150, 300, 870, 2240, 0.8, 0.02);
    private static final Sound M = new Sound(80, 250, 1000, 2200, 0.5, 0);
    private static final Sound L = new Sound(70, 360, 1300, 2700, 0.6, 0);
    private static final Sound S = new Sound(110, 1500, 2600, 3500, 0, 0.5);
    private static final Sound T = new Sound(30, 1200, 2400, 3400, 0, 0.7);
    private static final Sound STOP = new Sound(50, 400, 1400, 2500, 0, 0);
    private static final Sound PAUSE = new Sound(200, 500, 1500, 2500, 0, 0);

    private static final List<Sound> SOUNDS = List.of(
            PAUSE, M, A, L, O, STOP, T, I, S, E, L, A, PAUSE, S, O, L, E, STOP, T, A, M, I, O, PAUSE, L, A, STOP, T, O,
            M, E, S, I, L, U, A, PAUSE);

    private SpokenPhrase() {}

    /** The samples, about 4 s of 16 bits; a new array. */
    static short[] samples() {
        int millis = SOUNDS.stream().mapToInt(Sound::millis).sum();
        double[] audio = new double[millis * RATE / 1000];
        var voice = new Voice();
        int at = 0;
        Sound before = PAUSE;
        for (Sound sound : SOUNDS) {
            int length = sound.millis() * RATE / 1000;
            for (int i = 0; i < length; i++, at++) {
                audio[at] = voice.next(before, sound, (double) i / length, (double) at / audio.length);
            }
            before = sound;
        }
        level(audio);
        short[] samples = new short[audio.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.rint(audio[i]);
        }
        return samples;
    }

    /** Brings the sounds nearer to each other in loudness, as a mouth does, and the loudest moment to its level. */
    private static void level(double[] audio) {
        double envelope = 0;
        double peak = 0;
        for (int i = 0; i < audio.length; i++) {
            double now = Math.abs(audio[i]);
            envelope += (now - envelope) * (now > envelope ? 0.02 : 0.002);
            audio[i] /= StrictMath.pow(envelope + QUIETEST, 0.8);
            peak = Math.max(peak, Math.abs(audio[i]));
        }
        for (int i = 0; i < audio.length; i++) {
            audio[i] *= LOUDEST / peak;
        }
    }

    /** A glottal pulse train and noise through three resonators in a row. */
    private static final class Voice {
        private final Resonator[] formants = {new Resonator(80), new Resonator(100), new Resonator(160)};
        private double phase;
        private double flow;
        private double loudness;
        private double breathing;
        private int noise = 1;

        double next(Sound from, Sound to, double part, double whole) {
            // The pitch falls over the phrase, rises on every third of it, and trembles a little.
            double pitch = 135 - 30 * whole + 18 * StrictMath.sin(6 * Math.PI * whole) + 2 * StrictMath.sin(90 * whole);
            phase += pitch / RATE;
            phase -= Math.floor(phase);
            double opened = phase < 0.6 ? StrictMath.sin(Math.PI * phase / 0.6) : 0;
            double pulse = opened * opened - flow;
            flow = opened * opened;
            noise = noise * 1_103_515_245 + 12_345;
            double white = (noise >> 16) / 32_768.0;
            loudness += (to.voice() - loudness) / 80;
            breathing += (to.breath() - breathing) / 24;
            double moved = Math.min(1, 3 * part);
            double sound = loudness * pulse + breathing * white * 0.01;
            sound = formants[0].next(sound, mix(from.first(), to.first(), moved));
            sound = formants[1].next(sound, mix(from.second(), to.second(), moved));
            return formants[2].next(sound, mix(from.third(), to.third(), moved));
        }

        private static double mix(double from, double to, double part) {
            return from + (to - from) * part;
        }
    }

    /** A second-order filter with one peak of a given width. */
    private static final class Resonator {
        private final double radius;
        private double last;
        private double lastButOne;

        Resonator(double widthHz) {
            radius = StrictMath.exp(-Math.PI * widthHz / RATE);
        }

        double next(double in, double hz) {
            double b = 2 * radius * StrictMath.cos(2 * Math.PI * hz / RATE);
            double c = -radius * radius;
            double out = (1 - b - c) * in + b * last + c * lastButOne;
            lastButOne = last;
            last = out;
            return out;
        }
    }
}
