// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.DtmfEvent;
import java.util.Arrays;

/**
 * Hears DTMF digits in audio (ITU-T Q.23) within the limits of Q.24: tones of 40 ms and pauses of 40 ms are heard, tones of 20 ms
 * are not, breaks of 10 ms do not cut a digit in two; frequencies may be off by 1.8 % and not by 3.5 %; the higher tone may be 4 dB
 * stronger or 8 dB weaker than the lower; levels of 0 to -25 dBm0 a tone; noise 15 dB below. Not thread-safe; allocates nothing but
 * the events.
 *
 * <p>Every 5 ms it looks at the last 10: eight Goertzel filters say how strong the digits' frequencies are, and by how much their
 * phase moved since 5 ms before, which is how far off each is. A digit is what has nearly all power in one frequency of each group,
 * both of them in place, for {@value #BLOCKS_TO_START} such looks in a row.
 */
public final class DtmfDetector {
    /** Hears what is detected. Called within {@link DtmfDetector#process}. */
    public interface Listener {
        /**
         * A digit has begun, about 35 ms ago.
         *
         * @param digit one of {@code 0123456789*#ABCD}
         */
        default void onDigitStart(char digit) {}

        /**
         * A digit is over, since about 25 ms.
         *
         * @param event the digit, its length to 10 ms, and its level
         */
        void onDigitEnd(DtmfEvent event);
    }

    static final int BLOCKS_TO_START = 5;
    private static final int BLOCKS_TO_END = 5;
    private static final int HOP_MILLIS = 5;

    private static final String KEYS = "123A456B789C*0#D";
    private static final int NONE = -1;

    /** -25 dBm0 is -31 dBov; what is 5 dB weaker is not heard. */
    private static final double LEAST_POWER = power(-36);

    private static final double LEAST_SHARE = 0.75;
    private static final double STRONGEST_HIGH = Math.pow(10, 0.6);
    private static final double WEAKEST_HIGH = Math.pow(10, -1.0);
    private static final double BLOCK_DEVIATION = 0.032;
    private static final double DEVIATION = 0.026;

    private final Listener listener;
    private final int channels;
    private final int hop;
    private final short[] block;
    private final double[] window;
    private final double windowPower;
    private final double windowSquare;
    private final DtmfTone[] tones = new DtmfTone[8];
    private int filled;

    private int candidate = NONE;
    private int run;
    private double lowOff;
    private double highOff;

    private int digit = NONE;
    private int hops;
    private int misses;
    private double powerSum;
    private int powerCount;
    private double lastPower;

    /**
     * Makes a detector.
     *
     * @param format of the audio; of several channels the first is listened to
     * @param listener told of digits
     */
    public DtmfDetector(AudioFormat format, Listener listener) {
        this.listener = listener;
        channels = format.channels();
        int rateHz = format.sampleRateHz();
        hop = rateHz * HOP_MILLIS / 1000;
        block = new short[2 * hop];
        window = new double[2 * hop];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < window.length; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / window.length);
            sum += window[i];
            squares += window[i] * window[i];
        }
        windowSquare = sum * sum;
        windowPower = squares;
        int[] hertz = {697, 770, 852, 941, 1_209, 1_336, 1_477, 1_633};
        for (int i = 0; i < tones.length; i++) {
            tones[i] = new DtmfTone(hertz[i], rateHz, hop);
        }
    }

    /** The power of a sample whose level is so many dBov. */
    private static double power(double dbov) {
        return 32_768.0 * 32_768 * Math.pow(10, dbov / 10);
    }

    /**
     * Listens to the next piece of the stream.
     *
     * @param pcm where it is, channels interleaved
     * @param offset of its first sample
     * @param length how many samples, all channels together
     */
    public void process(short[] pcm, int offset, int length) {
        for (int i = offset; i < offset + length; i += channels) {
            block[hop + filled] = pcm[i];
            filled++;
            if (filled == hop) {
                look();
                System.arraycopy(block, hop, block, 0, hop);
                filled = 0;
            }
        }
    }

    /**
     * Tells whether a digit is being heard.
     *
     * @return whether one has started that is not over
     */
    public boolean isDigit() {
        return digit != NONE;
    }

    private void look() {
        double energy = 0;
        for (DtmfTone tone : tones) {
            tone.begin();
        }
        for (int i = 0; i < block.length; i++) {
            double sample = block[i] * window[i];
            energy += sample * sample;
            for (DtmfTone tone : tones) {
                tone.add(sample);
            }
        }
        for (DtmfTone tone : tones) {
            tone.end();
        }
        onHop(judge(energy / windowPower));
    }

    /** The key that the block sounds like, or none. */
    private int judge(double power) {
        int low = strongest(0);
        int high = strongest(4);
        // A sine of amplitude A has the power A * A / 2, and makes its filter A / 2 times the sum of the window.
        double lowPower = 2 * tones[low].magnitudeSquare() / windowSquare;
        double highPower = 2 * tones[high].magnitudeSquare() / windowSquare;
        boolean strong = lowPower > LEAST_POWER && highPower > LEAST_POWER;
        boolean balanced = highPower < STRONGEST_HIGH * lowPower && highPower > WEAKEST_HIGH * lowPower;
        if (!strong || !balanced || lowPower + highPower < LEAST_SHARE * power) {
            return NONE;
        }
        double lowIs = tones[low].deviation();
        double highIs = tones[high].deviation();
        if (Math.abs(lowIs) > BLOCK_DEVIATION || Math.abs(highIs) > BLOCK_DEVIATION) {
            return NONE;
        }
        int key = low * 4 + high - 4;
        if (key != candidate) {
            candidate = key;
            run = 0;
            lowOff = 0;
            highOff = 0;
        }
        lowOff += lowIs;
        highOff += highIs;
        lastPower = lowPower + highPower;
        return key;
    }

    private int strongest(int from) {
        int best = from;
        for (int i = from + 1; i < from + 4; i++) {
            if (tones[i].magnitudeSquare() > tones[best].magnitudeSquare()) {
                best = i;
            }
        }
        return best;
    }

    private void onHop(int key) {
        if (key == NONE) {
            candidate = NONE;
            run = 0;
        } else {
            run++;
        }
        if (digit != NONE) {
            follow(key);
        }
        if (run >= BLOCKS_TO_START && key != digit && inPlace()) {
            end();
            start(key);
        }
    }

    private boolean inPlace() {
        return Math.abs(lowOff) < DEVIATION * run && Math.abs(highOff) < DEVIATION * run;
    }

    private void follow(int key) {
        hops++;
        if (key == digit) {
            misses = 0;
            powerSum += lastPower;
            powerCount++;
        } else {
            misses++;
            if (misses == BLOCKS_TO_END) {
                end();
            }
        }
    }

    private void start(int key) {
        digit = key;
        hops = run;
        misses = 0;
        powerSum = lastPower;
        powerCount = 1;
        listener.onDigitStart(KEYS.charAt(key));
    }

    private void end() {
        if (digit == NONE) {
            return;
        }
        char ended = KEYS.charAt(digit);
        digit = NONE;
        int millis = (hops - misses + 1) * HOP_MILLIS;
        // 0 dBm0 is 6.15 dB below the square wave of full scale.
        double dbm0 = 10 * Math.log10(powerSum / powerCount) - 20 * Math.log10(32_768) + 6.15;
        listener.onDigitEnd(new DtmfEvent(ended, millis, (int) Math.max(-63, Math.min(0, Math.rint(dbm0)))));
    }

    /** Forgets the stream; a digit that is being heard is over. */
    public void reset() {
        end();
        Arrays.fill(block, (short) 0);
        filled = 0;
        candidate = NONE;
        run = 0;
    }
}
