// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import java.util.Arrays;

/**
 * Tells speech from background noise by its level above a noise floor that follows the line. Not thread-safe; allocates nothing
 * per call.
 *
 * <p>It looks at blocks of 10 ms, without what is below 150 Hz (hum). The floor is the least smoothed level of the last 2 s: speech
 * has gaps, noise has none, so a line that grows louder is noise again 2 s later. Speech begins when three blocks of the last four
 * stand out, and ends when none did for the hangover. What stands out must have some level too, so that silence made by a codec
 * or a gate does not make a breath into speech.
 */
public final class VoiceActivityDetector {
    /** How far above the floor speech stands if nothing else is said, in dB. */
    public static final double DEFAULT_THRESHOLD_DECIBELS = 9;

    /** How long speech goes on after its last block if nothing else is said, in milliseconds. */
    public static final int DEFAULT_HANGOVER_MILLIS = 200;

    /** What is below is never speech, in dBov. */
    private static final double LEAST_SPEECH_DBOV = -60;

    /** A call may begin with a word: what is louder in the first moment is not taken for the floor. */
    private static final double FIRST_FLOOR_DBOV = -45;

    private static final double LOWEST_FLOOR_DBOV = -75;
    private static final int BLOCK_MILLIS = 10;
    private static final int BLOCKS_OF_MINIMUM = 25;
    private static final int MINIMA = 8;
    private static final int ONSET_OF = 4;
    private static final int ONSET = 3;

    private final double threshold;
    private final int hangoverBlocks;
    private final int blockSamples;
    private final int channels;
    private final double gain;
    private final double feedback1;
    private final double feedback2;

    private final double[] minima = new double[MINIMA];
    private int minimum;
    private int blocksOfMinimum;
    private double smoothed;
    private double floor;
    private double level = LevelMeter.SILENCE_DBOV;

    private double state1;
    private double state2;
    private double energy;
    private int filled;
    private int standOut;
    private int hangover;
    private long blocks;

    /**
     * Makes a detector of the usual threshold and hangover.
     *
     * @param format of the audio; of several channels the first is looked at
     */
    public VoiceActivityDetector(AudioFormat format) {
        this(format, DEFAULT_THRESHOLD_DECIBELS, DEFAULT_HANGOVER_MILLIS);
    }

    /**
     * Makes a detector.
     *
     * @param format of the audio; of several channels the first is looked at
     * @param thresholdDecibels how far above the floor speech stands, 3 to 30
     * @param hangoverMillis how long speech goes on after its last block, 0 to 5000
     * @throws IllegalArgumentException if a value is out of range
     */
    public VoiceActivityDetector(AudioFormat format, double thresholdDecibels, int hangoverMillis) {
        if (!(thresholdDecibels >= 3 && thresholdDecibels <= 30) || hangoverMillis < 0 || hangoverMillis > 5_000) {
            throw new IllegalArgumentException(thresholdDecibels + " dB, " + hangoverMillis + " ms");
        }
        threshold = thresholdDecibels;
        hangoverBlocks = hangoverMillis / BLOCK_MILLIS;
        channels = format.channels();
        blockSamples = format.sampleRateHz() * BLOCK_MILLIS / 1000;
        // A Butterworth high-pass of second order: hum of 50 Hz is 19 dB down.
        double edge = Math.tan(Math.PI * 150 / format.sampleRateHz());
        double scale = 1 / (1 + Math.sqrt(2) * edge + edge * edge);
        gain = scale;
        feedback1 = 2 * (edge * edge - 1) * scale;
        feedback2 = (1 - Math.sqrt(2) * edge + edge * edge) * scale;
        reset();
    }

    /** Forgets the line: speech is over, the floor is learnt anew. */
    public void reset() {
        Arrays.fill(minima, 0);
        minimum = 0;
        blocksOfMinimum = 0;
        smoothed = 0;
        floor = 0;
        level = LevelMeter.SILENCE_DBOV;
        state1 = 0;
        state2 = 0;
        energy = 0;
        filled = 0;
        standOut = 0;
        hangover = 0;
        blocks = 0;
    }

    /**
     * Listens to the next piece of the stream.
     *
     * @param pcm where it is, channels interleaved
     * @param offset of its first sample
     * @param length how many samples, all channels together
     * @return whether there is speech at its end
     */
    public boolean process(short[] pcm, int offset, int length) {
        for (int i = offset; i < offset + length; i += channels) {
            double in = pcm[i] * gain;
            double out = in + state1;
            state1 = state2 - 2 * in - feedback1 * out;
            state2 = in - feedback2 * out;
            energy += out * out;
            filled++;
            if (filled == blockSamples) {
                onBlock(10 * Math.log10(energy / blockSamples + 1e-9) - 20 * Math.log10(32_768));
                energy = 0;
                filled = 0;
            }
        }
        return isSpeech();
    }

    /**
     * Tells whether there is speech.
     *
     * @return whether there was some within the hangover
     */
    public boolean isSpeech() {
        return hangover > 0;
    }

    /**
     * Gives the noise floor.
     *
     * @return in dBov
     */
    public double floorDbov() {
        return floor;
    }

    /**
     * Gives the level of the last 10 ms, without what is below 150 Hz.
     *
     * @return in dBov
     */
    public double levelDbov() {
        return level;
    }

    private void onBlock(double dbov) {
        level = dbov;
        adapt(Math.max(LOWEST_FLOOR_DBOV, dbov));
        boolean stands = dbov > floor + threshold && dbov > LEAST_SPEECH_DBOV;
        standOut = (standOut << 1 | (stands ? 1 : 0)) & (1 << ONSET_OF) - 1;
        boolean goesOn = hangover > 0 && stands;
        if (goesOn || Integer.bitCount(standOut) >= ONSET) {
            hangover = hangoverBlocks + 1;
        } else if (hangover > 0) {
            hangover--;
        }
    }

    /** Minimum statistics: the least of the smoothed level over the last 2 s, in eight parts of a quarter of a second. */
    private void adapt(double dbov) {
        if (blocks == 0) {
            smoothed = Math.min(dbov, FIRST_FLOOR_DBOV);
            Arrays.fill(minima, smoothed);
        }
        blocks++;
        smoothed += (dbov - smoothed) * 0.3;
        if (blocksOfMinimum == BLOCKS_OF_MINIMUM) {
            blocksOfMinimum = 0;
            minimum = (minimum + 1) % MINIMA;
            minima[minimum] = smoothed;
        }
        blocksOfMinimum++;
        minima[minimum] = Math.min(minima[minimum], smoothed);
        floor = minima[0];
        for (double least : minima) {
            floor = Math.min(floor, least);
        }
    }
}
