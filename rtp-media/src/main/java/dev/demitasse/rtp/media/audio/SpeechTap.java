// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioProcessor;

/**
 * Tells when the other side begins and stops to speak, by a {@link VoiceActivityDetector}. For one session; sends nothing;
 * allocates nothing per frame.
 */
public final class SpeechTap implements AudioProcessor {
    /** Hears of speech, on the media loop; must not block. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Speech has begun or is over.
         *
         * @param speaking which of both
         * @param now the time of the network
         */
        void onSpeech(boolean speaking, long now);
    }

    private final Listener listener;
    private AudioFormat format = AudioFormat.NARROWBAND;
    private VoiceActivityDetector detector = new VoiceActivityDetector(format);
    private boolean speaking;

    /**
     * Makes a tap.
     *
     * @param listener told of speech, on the media loop
     */
    public SpeechTap(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void onFormats(AudioFormat received, AudioFormat toSend) {
        if (!received.equals(format)) {
            format = received;
            detector = new VoiceActivityDetector(received);
        }
    }

    @Override
    public boolean process(short[] received, short[] toSend, long now) {
        boolean speech = detector.process(received, 0, received.length);
        if (speech != speaking) {
            speaking = speech;
            listener.onSpeech(speech, now);
        }
        return false;
    }
}
