// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How like the audio heard at one end of a call is to what was spoken at the other. Both are 8 kHz. What was heard may be
 * later by up to eight seconds, louder or softer, and noisy.
 *
 * <p>The audio is cut into segments of one second. Each segment of active speech is laid on what was heard where it fits
 * best, so that a jitter buffer that slips does not ruin the figure; the slips are counted instead. The correlation is the
 * median over the segments.
 *
 * @param correlation the median of the segments' normalised correlations, -1 to 1; 0 when nothing was comparable
 * @param lowest the lowest segment's
 * @param segments how many seconds of active speech were compared
 * @param lagMillis how much later the audio was heard
 * @param jumps how often that lag changed by more than 1 ms from a segment to the next
 * @param gaps stretches of 30 ms and more in which speech was heard as silence
 */
record AudioComparison(double correlation, double lowest, int segments, double lagMillis, int jumps, List<Gap> gaps) {
    /** More jumps of lag than these are no longer called the same audio. */
    static final int ACCEPTED_JUMPS = 3;

    private static final int RATE = 8000;

    AudioComparison {
        gaps = List.copyOf(gaps);
    }

    /** A stretch of speech heard as silence: from where in what was spoken, and how long. */
    record Gap(double atSeconds, int millis) {}

    static AudioComparison of(short[] spoken, short[] heard) {
        return new Alignment(spoken, heard).compare();
    }

    /** Whether the audio is the same by the given measure. */
    boolean accepts(double minimumCorrelation) {
        return correlation >= minimumCorrelation && jumps <= ACCEPTED_JUMPS;
    }

    /** The longest gap, in milliseconds; 0 when there is none. */
    int longestGapMillis() {
        return gaps.stream().mapToInt(Gap::millis).max().orElse(0);
    }

    /** For people. Without the lag: a recording begins with the first sound heard, so it says nothing of the line's delay. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "correlation %.3f (%d s of speech, lowest %.3f), %s, %s",
                correlation,
                segments,
                lowest,
                counted(jumps, "jump"),
                gaps.isEmpty() ? "no gaps" : counted(gaps.size(), "gap") + " (longest " + longestGapMillis() + " ms)");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** The search. Lags are in samples: what was spoken at t was heard at t + lag. */
    private static final class Alignment {
        private static final int FRAME = 80;
        private static final int FRAMES_PER_SECOND = RATE / FRAME;
        private static final int FARTHEST_FRAMES = 800;
        private static final int COARSE = 4;
        private static final int NO_LAG = Integer.MIN_VALUE;

        private final double[] spoken;
        private final double[] heard;
        private final double[] spokenCoarse;
        private final double[] heardCoarse;
        private final double[] spokenLevels;
        private final double[] heardLevels;
        private final double threshold;

        private record Segment(int from, int lag, double correlation, double gain) {}

        Alignment(short[] spoken, short[] heard) {
            this.spoken = widen(spoken);
            this.heard = widen(heard);
            spokenCoarse = decimate(this.spoken);
            heardCoarse = decimate(this.heard);
            spokenLevels = levels(this.spoken);
            heardLevels = levels(this.heard);
            threshold = Math.max(Arrays.stream(spokenLevels).max().orElse(0) * 0.02, 30);
        }

        AudioComparison compare() {
            boolean silent = Arrays.stream(heardLevels).max().orElse(0) < 10;
            int lag = silent ? NO_LAG : lag();
            List<Segment> segments = lag == NO_LAG ? List.of() : segments(lag);
            if (segments.isEmpty()) {
                return new AudioComparison(0, 0, 0, 0, 0, List.of());
            }
            double[] sorted =
                    segments.stream().mapToDouble(Segment::correlation).sorted().toArray();
            double[] gains =
                    segments.stream().mapToDouble(Segment::gain).sorted().toArray();
            return new AudioComparison(
                    sorted[sorted.length / 2],
                    sorted[0],
                    sorted.length,
                    lag * 1000.0 / RATE,
                    jumps(segments),
                    gaps(segments, lag, Math.abs(gains[gains.length / 2])));
        }

        /** One lag for the whole: by the loudness first, then by the waveform at 2 kHz, then by the waveform. */
        private int lag() {
            int best = NO_LAG;
            double bestLikeness = -1;
            for (int candidate : candidates()) {
                for (int around = -30; around <= 30; around++) {
                    int lag = candidate * (FRAME / COARSE) + around;
                    double likeness = Math.abs(correlation(spokenCoarse, heardCoarse, lag, 0, spokenCoarse.length));
                    if (likeness > bestLikeness) {
                        bestLikeness = likeness;
                        best = lag;
                    }
                }
            }
            if (best == NO_LAG) {
                return NO_LAG;
            }
            int centre = best * COARSE;
            double likest = -1;
            for (int lag = centre - 8; lag <= centre + 8; lag++) {
                int from = Math.max(0, -lag);
                double likeness =
                        Math.abs(correlation(spoken, heard, lag, from, Math.min(spoken.length, from + 5 * RATE)));
                if (likeness > likest) {
                    likest = likeness;
                    best = lag;
                }
            }
            return best;
        }

        /** The six likeliest lags in frames, the likeliest first. */
        private int[] candidates() {
            double[] x = contour(spokenLevels);
            double[] y = contour(heardLevels);
            record Candidate(int lag, double likeness) {}
            List<Candidate> found = new ArrayList<>();
            for (int lag = -FARTHEST_FRAMES; lag <= FARTHEST_FRAMES; lag++) {
                int overlap = Math.min(x.length, y.length - lag) - Math.max(0, -lag);
                if (overlap >= 50) {
                    // A long overlap that fits is worth more than a short one.
                    double weight = Math.min(1, (double) overlap / Math.min(x.length, y.length) + 0.3);
                    found.add(new Candidate(lag, weight * correlation(x, y, lag, 0, x.length)));
                }
            }
            found.sort((a, b) -> Double.compare(b.likeness(), a.likeness()));
            return found.stream().limit(6).mapToInt(Candidate::lag).toArray();
        }

        private List<Segment> segments(int lag) {
            List<Segment> segments = new ArrayList<>();
            int end = Math.min(spoken.length, heard.length - lag);
            for (int from = Math.max(0, -lag); from < end - RATE / 2; from += RATE) {
                int to = Math.min(from + RATE, end);
                int active = 0;
                for (int frame = from / FRAME; frame < Math.min(to / FRAME, spokenLevels.length); frame++) {
                    active += spokenLevels[frame] > threshold ? 1 : 0;
                }
                if (active >= 20) {
                    segments.add(segment(from, to, lag));
                }
            }
            return segments;
        }

        private Segment segment(int from, int to, int lag) {
            int coarse = bestLag(spokenCoarse, heardCoarse, lag / COARSE, 120, from / COARSE, to / COARSE) * COARSE;
            int best = bestLag(spoken, heard, coarse, 6, from, to);
            double both = 0;
            double power = 0;
            for (int t = Math.max(from, -best); t < Math.min(to, heard.length - best); t++) {
                both += spoken[t] * heard[t + best];
                power += spoken[t] * spoken[t];
            }
            double gain = power > 0 ? both / power : 0;
            return new Segment(from, best, correlation(spoken, heard, best, from, to), gain);
        }

        private static int bestLag(double[] x, double[] y, int centre, int reach, int from, int to) {
            int best = centre - reach;
            double likest = -2;
            for (int lag = centre - reach; lag <= centre + reach; lag++) {
                double likeness = correlation(x, y, lag, from, to);
                if (likeness > likest) {
                    likest = likeness;
                    best = lag;
                }
            }
            return best;
        }

        private static int jumps(List<Segment> segments) {
            int jumps = 0;
            int last = NO_LAG;
            for (Segment segment : segments) {
                if (segment.correlation() > 0.5) {
                    jumps += last != NO_LAG && Math.abs(segment.lag() - last) > RATE / 1000 ? 1 : 0;
                    last = segment.lag();
                }
            }
            return jumps;
        }

        private List<Gap> gaps(List<Segment> segments, int lag, double gain) {
            List<Gap> gaps = new ArrayList<>();
            int start = Math.max(0, -lag);
            int end = Math.min(spokenLevels.length, Math.min(spoken.length, heard.length - lag) / FRAME);
            int run = 0;
            int local = segments.get(0).lag();
            for (int frame = start / FRAME; frame <= end; frame++) {
                for (Segment segment : segments) {
                    local = segment.from() / FRAME == frame ? segment.lag() : local;
                }
                if (frame < end && lost(frame, frame + Math.round((float) local / FRAME), gain)) {
                    run++;
                } else {
                    if (run >= 3) {
                        gaps.add(new Gap((frame - run) / (double) FRAMES_PER_SECOND, run * 1000 / FRAMES_PER_SECOND));
                    }
                    run = 0;
                }
            }
            return gaps;
        }

        private boolean lost(int frame, int heardFrame, double gain) {
            if (heardFrame < 0 || heardFrame >= heardLevels.length || spokenLevels[frame] <= 3 * threshold) {
                return false;
            }
            double level = 0;
            for (int i = Math.max(0, heardFrame - 1); i <= Math.min(heardLevels.length - 1, heardFrame + 1); i++) {
                level = Math.max(level, heardLevels[i]);
            }
            return level < Math.max(12, spokenLevels[frame] * gain * 0.02);
        }

        private static double correlation(double[] x, double[] y, int lag, int from, int to) {
            int first = Math.max(from, -lag);
            int end = Math.min(Math.min(to, x.length), y.length - lag);
            if (end - first < 16) {
                return 0;
            }
            double xx = 0;
            double yy = 0;
            double xy = 0;
            for (int t = first; t < end; t++) {
                double a = x[t];
                double b = y[t + lag];
                xx += a * a;
                yy += b * b;
                xy += a * b;
            }
            return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
        }

        private static double[] widen(short[] samples) {
            double[] wide = new double[samples.length];
            Arrays.setAll(wide, i -> samples[i]);
            return wide;
        }

        private static double[] decimate(double[] samples) {
            double[] coarse = new double[samples.length / COARSE];
            for (int i = 0; i < coarse.length * COARSE; i++) {
                coarse[i / COARSE] += samples[i] / COARSE;
            }
            return coarse;
        }

        /** The root mean square of each 10 ms. */
        private static double[] levels(double[] samples) {
            double[] levels = new double[samples.length / FRAME];
            for (int i = 0; i < levels.length * FRAME; i++) {
                levels[i / FRAME] += samples[i] * samples[i] / FRAME;
            }
            Arrays.setAll(levels, i -> Math.sqrt(levels[i]));
            return levels;
        }

        /** Loudness as an ear has it, around its mean. */
        private static double[] contour(double[] levels) {
            double[] contour = new double[levels.length];
            Arrays.setAll(contour, i -> Math.log(levels[i] + 20));
            double mean = Arrays.stream(contour).average().orElse(0);
            Arrays.setAll(contour, i -> contour[i] - mean);
            return contour;
        }
    }
}
