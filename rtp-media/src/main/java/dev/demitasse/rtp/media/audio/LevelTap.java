// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioProcessor;

/**
 * Measures what is received: the level of the last 20 ms, for any thread to look at. For one session; sends nothing; allocates
 * nothing per frame.
 */
public final class LevelTap implements AudioProcessor {
    private final LevelMeter meter = new LevelMeter();
    private volatile double levelDbov = LevelMeter.SILENCE_DBOV;
    private volatile double peakDbov = LevelMeter.SILENCE_DBOV;

    /** Makes a tap that has heard silence. */
    public LevelTap() {}

    @Override
    public boolean process(short[] received, short[] toSend, long now) {
        meter.reset();
        meter.measure(received, 0, received.length);
        levelDbov = meter.levelDbov();
        peakDbov = meter.peakDbov();
        return false;
    }

    /**
     * Gives the level of the last frame. From any thread.
     *
     * @return root mean square in dBov, {@link LevelMeter#SILENCE_DBOV} to 0
     */
    public double levelDbov() {
        return levelDbov;
    }

    /**
     * Gives the peak of the last frame. From any thread.
     *
     * @return the greatest magnitude in dBov, {@link LevelMeter#SILENCE_DBOV} to 0
     */
    public double peakDbov() {
        return peakDbov;
    }
}
