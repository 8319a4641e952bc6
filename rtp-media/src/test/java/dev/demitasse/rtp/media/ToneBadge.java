// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * Marks one of 50 calls by a tone of its own, and tells for each frame heard whose tone it is: so that no frame of a call is heard
 * in another unnoticed. As a processor it sends its tone and judges what it hears.
 */
final class ToneBadge implements AudioProcessor {
    static final int BADGES = 50;

    /** Below it a frame is silence, or what concealment has let fade. */
    private static final double LOUD = 4_000;

    private final int own;
    private long sample;

    /** Loud frames that held the own tone. */
    int ours;

    /** Loud frames that held another tone. */
    int foreign;

    ToneBadge(int number) {
        // Calls that began one after the other have tones far apart.
        own = number * 17 % BADGES;
    }

    private static double hertz(int badge) {
        return 300 + 60 * badge;
    }

    @Override
    public boolean process(short[] received, short[] toSend, long now) {
        judge(received);
        for (int i = 0; i < toSend.length; i++) {
            toSend[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz(own) * sample++ / 8_000));
        }
        return true;
    }

    /** A pure tone has half of the energy of the frame times its length at its frequency. */
    private void judge(short[] frame) {
        double energy = 0;
        for (short value : frame) {
            energy += (double) value * value;
        }
        if (Math.sqrt(energy / frame.length) < LOUD) {
            return;
        }
        if (power(frame, own) > energy * frame.length / 4) {
            ours++;
            return;
        }
        int best = 0;
        for (int badge = 1; badge < BADGES; badge++) {
            best = power(frame, badge) > power(frame, best) ? badge : best;
        }
        // A seam in the tone makes it look like the next one.
        if (Math.abs(best - own) <= 1) {
            ours++;
        } else {
            foreign++;
        }
    }

    private static double power(short[] frame, int badge) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz(badge) / 8_000);
        double before = 0;
        double last = 0;
        for (short value : frame) {
            double next = value + coefficient * last - before;
            before = last;
            last = next;
        }
        return last * last + before * before - coefficient * last * before;
    }

    @Override
    public String toString() {
        return "tone " + own + ": " + ours + " ours, " + foreign + " foreign";
    }
}
