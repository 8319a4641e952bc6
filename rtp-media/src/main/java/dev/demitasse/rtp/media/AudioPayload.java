// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.spi.AudioCodec;
import java.util.Objects;

/**
 * A codec under a payload type. Immutable.
 *
 * @param payloadType 0 to 127
 * @param codec the codec
 * @param formatParameters the {@code a=fmtp} parameters, or an empty text
 */
public record AudioPayload(int payloadType, AudioCodec codec, String formatParameters) {
    /**
     * Checks the fields.
     *
     * @param payloadType 0 to 127
     * @param codec the codec
     * @param formatParameters the {@code a=fmtp} parameters, or an empty text
     * @throws IllegalArgumentException if the payload type is out of range
     */
    public AudioPayload {
        requirePayloadType(payloadType);
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(formatParameters, "formatParameters");
    }

    static void requirePayloadType(int payloadType) {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payload type " + payloadType);
        }
    }

    /**
     * A codec without parameters.
     *
     * @param payloadType 0 to 127
     * @param codec the codec
     * @return the payload
     */
    public static AudioPayload of(int payloadType, AudioCodec codec) {
        return new AudioPayload(payloadType, codec, "");
    }

    /**
     * Gives the format of the codec's audio.
     *
     * @return sample rate and channels
     */
    public AudioFormat format() {
        return new AudioFormat(codec.sampleRateHz(), codec.audioChannels());
    }
}
