// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.DtmfEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A line on which digits of any length, level, twist and deviation are played to a detector. */
final class DtmfBench {
    static final String KEYS = "123A456B789C*0#D";
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1_209, 1_336, 1_477, 1_633};

    final StringBuilder started = new StringBuilder();
    final List<DtmfEvent> ended = new ArrayList<>();
    private final int rateHz;
    private final DtmfDetector detector;
    private final List<short[]> pieces = new ArrayList<>();

    double lowDbm0 = -10;
    double highDbm0 = -10;
    double lowFactor = 1;
    double highFactor = 1;

    DtmfBench() {
        this(8_000);
    }

    DtmfBench(int rateHz) {
        this.rateHz = rateHz;
        detector = new DtmfDetector(new AudioFormat(rateHz, 1), new DtmfDetector.Listener() {
            @Override
            public void onDigitStart(char digit) {
                started.append(digit);
            }

            @Override
            public void onDigitEnd(DtmfEvent event) {
                ended.add(event);
            }
        });
    }

    static double amplitude(double dbm0) {
        return 32_767 * Math.pow(10, (dbm0 - 3.14) / 20);
    }

    DtmfBench tone(char key, double millis) {
        int index = KEYS.indexOf(key);
        short[] pcm = new short[(int) (rateHz * millis / 1000)];
        double low = 2 * Math.PI * ROWS[index / 4] * lowFactor / rateHz;
        double high = 2 * Math.PI * COLUMNS[index % 4] * highFactor / rateHz;
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = SyntheticSpeech.saturated(
                    amplitude(lowDbm0) * Math.sin(low * i) + amplitude(highDbm0) * Math.sin(high * i + 1));
        }
        pieces.add(pcm);
        return this;
    }

    DtmfBench pause(double millis) {
        pieces.add(new short[(int) (rateHz * millis / 1000)]);
        return this;
    }

    /** Plays all, with noise so many dBov strong, in pieces of 20 ms that begin anywhere. */
    String play(double noiseDbov, long seed) {
        int length = pieces.stream().mapToInt(piece -> piece.length).sum();
        short[] all = new short[length];
        int at = 0;
        for (short[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        hear(noiseDbov <= -100 ? all : SyntheticSpeech.noisy(all, noiseDbov, seed));
        return started.toString();
    }

    String play() {
        return play(-100, 0);
    }

    void hear(short[] pcm) {
        int frame = rateHz / 50;
        for (int at = 0; at < pcm.length; at += frame) {
            detector.process(pcm, at, Math.min(frame, pcm.length - at));
        }
    }

    static String digits(Random random, int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(KEYS.charAt(random.nextInt(16)));
        }
        return digits.toString();
    }
}
