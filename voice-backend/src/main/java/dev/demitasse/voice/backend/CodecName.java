// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.spi.AudioCodec;
import java.util.NoSuchElementException;

/**
 * A codec as configuration names it: {@code G722}, or as {@code a=rtpmap} does with clock rate and channels, {@code L16/16000} or
 * {@code opus/48000/2}. Immutable.
 *
 * @param encoding in any case of letters
 * @param clockRateHz 0 for the first there is
 * @param channels as SDP counts them
 */
record CodecName(String encoding, int clockRateHz, int channels) {
    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it is none
     */
    static CodecName parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts[0].isBlank() || parts.length > 3) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no codec; one is named as PCMU, or L16/16000, or opus/48000/2");
        }
        int rate = parts.length > 1 ? number(text, parts[1], 192_000) : 0;
        int channels = parts.length > 2 ? number(text, parts[2], 255) : 1;
        return new CodecName(parts[0], rate, channels);
    }

    private static int number(String text, String digits, int most) {
        boolean sound = !digits.isEmpty()
                && digits.length() <= 6
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        int value = sound ? Integer.parseInt(digits) : 0;
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no codec: '" + digits + "' is no rate or no channels");
        }
        return value;
    }

    /**
     * Finds the codec.
     *
     * @throws IllegalArgumentException naming those that are there, if it is not; or if its audio has two channels, for that of a
     *     call has one
     */
    AudioCodec find(AudioCodecs installed) {
        AudioCodec codec = clockRateHz == 0 ? byEncoding(installed) : exactly(installed);
        if (codec.audioChannels() != 1) {
            throw new IllegalArgumentException(this + " has " + codec.audioChannels() + " channels, a call has one");
        }
        return codec;
    }

    private AudioCodec byEncoding(AudioCodecs installed) {
        try {
            return installed.named(encoding);
        } catch (NoSuchElementException unknown) {
            throw new IllegalArgumentException(unknown.getMessage(), unknown);
        }
    }

    private AudioCodec exactly(AudioCodecs installed) {
        return installed
                .find(encoding, clockRateHz, channels)
                .orElseThrow(() -> new IllegalArgumentException("no codec " + this + " among "
                        + installed.all().stream()
                                .map(codec ->
                                        new CodecName(codec.encodingName(), codec.clockRateHz(), codec.channels()))
                                .toList()));
    }

    /** As {@code a=rtpmap} has it. */
    @Override
    public String toString() {
        return encoding + (clockRateHz == 0 ? "" : "/" + clockRateHz) + (channels == 1 ? "" : "/" + channels);
    }
}
