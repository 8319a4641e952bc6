// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.audio.VoiceActivityDetector;

/**
 * Decides which packets of a stream are silence, and when comfort noise is sent in their place (RFC 3389 section 4): at the
 * beginning of silence, when the background has changed, and every 3 s. Not thread-safe; allocates nothing on its way.
 */
final class SilenceSuppression {
    /** How long one description lasts, in milliseconds. */
    static final int INTERVAL_MILLIS = 3_000;

    /** A quieter background is described as this loud, so that the line does not sound dead. */
    static final int LEAST_LEVEL_DBOV = -70;

    /** The length of the longest description, in bytes. */
    static final int MAXIMUM_PAYLOAD_BYTES = 9;

    private static final int LEAST_INTERVAL_MILLIS = 200;
    private static final int LEVEL_CHANGE = 4;

    private final VoiceActivityDetector activity;
    private final ComfortNoiseAnalyser background;
    private int sinceLast = INTERVAL_MILLIS;
    private int lastLevel;

    /**
     * Makes one that has heard nothing.
     *
     * @param format of the audio, of one channel
     */
    SilenceSuppression(AudioFormat format) {
        activity = new VoiceActivityDetector(format);
        background = new ComfortNoiseAnalyser(format.sampleRateHz(), MAXIMUM_PAYLOAD_BYTES - 1);
    }

    /**
     * Listens to the audio of a packet. The detector needs 30 ms to be sure of speech; what stands out in the meantime is sent.
     *
     * @return whether it is silence
     */
    boolean isSilence(short[] pcm, int offset, int samples) {
        boolean speech = activity.process(pcm, offset, samples)
                || activity.levelDbov() > activity.floorDbov() + VoiceActivityDetector.DEFAULT_THRESHOLD_DECIBELS;
        if (!speech) {
            background.onAudio(pcm, offset, samples);
        }
        return !speech;
    }

    /** Something else than silence is sent: the next silence begins anew. */
    void onSpeech() {
        sinceLast = INTERVAL_MILLIS;
    }

    /**
     * A packet's time passes in silence.
     *
     * @param millis its length
     * @return whether comfort noise is to be sent
     */
    boolean onSilence(int millis) {
        boolean changed = Math.abs(level() - lastLevel) >= LEVEL_CHANGE && sinceLast >= LEAST_INTERVAL_MILLIS;
        boolean due = changed || sinceLast >= INTERVAL_MILLIS;
        sinceLast = due ? millis : sinceLast + millis;
        return due;
    }

    private int level() {
        return Math.max(LEAST_LEVEL_DBOV, background.levelDbov());
    }

    /**
     * Writes the description of the background.
     *
     * @return its length in bytes
     */
    int writePayload(byte[] payload) {
        lastLevel = level();
        if (background.levelDbov() < LEAST_LEVEL_DBOV) {
            payload[0] = (byte) -LEAST_LEVEL_DBOV;
            return 1;
        }
        return background.writePayload(payload, 0);
    }
}
