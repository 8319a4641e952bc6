// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioFormat;
import java.util.Optional;

/**
 * What becomes of silence on its way out: it is not sent, is sent as any audio, or is described by comfort noise (RFC 3389
 * section 4). Not thread-safe; allocates nothing on its way.
 */
final class OutgoingSilence {
    private final byte[] noise = new byte[SilenceSuppression.MAXIMUM_PAYLOAD_BYTES];
    private Optional<SilenceSuppression> suppression = Optional.empty();
    private boolean suppresses;
    private boolean continuous;

    void sendSilence(boolean always) {
        continuous = always;
    }

    void suppress(boolean wanted) {
        suppresses = wanted;
    }

    /** Goes by what the peer takes. Comfort noise has one channel. */
    void configure(boolean noiseAgreed, AudioFormat format) {
        if (!suppresses || !noiseAgreed || format.channels() != 1) {
            suppression = Optional.empty();
        } else if (suppression.isEmpty()) {
            suppression = Optional.of(new SilenceSuppression(format));
        }
    }

    /** Forgets the background. */
    void reset() {
        suppression = Optional.empty();
    }

    /** Listens to the audio of a packet; tells whether comfort noise goes out in its place. */
    boolean isIn(short[] pcm, int offset, int samples) {
        return suppression.isPresent() && suppression.get().isSilence(pcm, offset, samples);
    }

    /** What a packet time is for in which there is no audio, perhaps because more may follow on a piece that is held back. */
    PacketEncoder.Output insteadOfNothing(boolean heldBack) {
        if (suppression.isPresent()) {
            return heldBack ? PacketEncoder.Output.NOTHING : PacketEncoder.Output.SILENCE;
        }
        return continuous ? PacketEncoder.Output.PAYLOAD : PacketEncoder.Output.NOTHING;
    }

    /** Audio is sent: the next silence begins anew. */
    void onSpeech() {
        if (suppression.isPresent()) {
            suppression.get().onSpeech();
        }
    }

    /** A packet's time passes in silence: makes a payload of comfort noise; of 0 bytes if none is to be sent now. */
    int makeNoise(int millis) {
        boolean due = suppression.isPresent() && suppression.get().onSilence(millis);
        return due ? suppression.get().writePayload(noise) : 0;
    }

    /** The payload that was made last. */
    byte[] noise() {
        return noise;
    }
}
