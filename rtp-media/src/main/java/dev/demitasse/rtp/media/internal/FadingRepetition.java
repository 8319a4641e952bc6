// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.Arrays;

/** Repeats the last 20 ms, fading to silence within 60 ms. Not thread-safe. */
public final class FadingRepetition implements Concealment {
    private final short[] last;
    private final int fadeSamples;
    private boolean known;

    /**
     * Makes a concealment that has heard nothing yet, and so makes silence.
     *
     * @param rates of the audio
     */
    public FadingRepetition(Rates rates) {
        last = new short[rates.samplesIn(20)];
        fadeSamples = rates.samplesIn(60);
    }

    @Override
    public void onPlayed(short[] frame) {
        System.arraycopy(frame, 0, last, 0, last.length);
        known = true;
    }

    @Override
    public void conceal(short[] to, int offset, int samples, int already) {
        if (!known || already >= fadeSamples) {
            Arrays.fill(to, offset, offset + samples, (short) 0);
            return;
        }
        for (int i = 0; i < samples; i++) {
            int since = already + i;
            int left = Math.max(0, fadeSamples - since);
            to[offset + i] = (short) (last[since % last.length] * left / fadeSamples);
        }
    }
}
