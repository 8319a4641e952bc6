// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.spi;

import java.util.OptionalInt;

/** An audio codec: what it is called, its three rates, and a maker of encoders and decoders. Immutable. */
public interface AudioCodec {
    /**
     * Names the encoding as {@code a=rtpmap} does (RFC 3551, RFC 8866 section 6.6). Names are compared without regard to case.
     *
     * @return such as {@code PCMU}
     */
    String encodingName();

    /**
     * Gives the rate at which RTP timestamps count.
     *
     * @return in Hz; 8000 for G.722, whose audio is sampled at 16000
     */
    int clockRateHz();

    /**
     * Gives the rate at which the audio is sampled.
     *
     * @return in Hz
     */
    int sampleRateHz();

    /**
     * Gives the number of channels as {@code a=rtpmap} says it.
     *
     * @return 1 or more
     */
    int channels();

    /**
     * Gives the number of interleaved channels of the audio that encoders take and decoders give. Opus is called
     * {@code opus/48000/2} whatever is coded (RFC 7587 section 7), so it need not be what SDP says.
     *
     * @return 1 or more; {@link #channels} if not overridden
     */
    default int audioChannels() {
        return channels();
    }

    /**
     * Gives the {@code a=fmtp} parameters a description of ours is to have: what this side's decoders want.
     *
     * @return such as {@code useinbandfec=1}; an empty text if not overridden
     */
    default String formatParameters() {
        return "";
    }

    /**
     * Gives the payload type that RFC 3551 section 6 has assigned.
     *
     * @return 0 to 34, or nothing for a codec that has a dynamic one
     */
    OptionalInt staticPayloadType();

    /**
     * Gives an upper bound of what an encoder makes of some audio.
     *
     * @param samples how much audio, all channels together
     * @return bytes
     */
    int maximumPayloadBytes(int samples);

    /**
     * Says how much audio a packet that is sent carries. What a peer asks for is a recommendation (RFC 8866 section 6.4). As
     * wanted, if not overridden.
     *
     * @param wantedMillis as agreed on, 10 to 60
     * @return 10 to {@code wantedMillis}; a whole number of samples
     */
    default int packetMillis(int wantedMillis) {
        return wantedMillis;
    }

    /**
     * Tells whether encoding a packet takes long, more than some 50 microseconds: it is then done ahead of time by a worker, not
     * on the media loop. No, if not overridden.
     *
     * @return whether it does
     */
    default boolean costly() {
        return false;
    }

    /**
     * Makes an encoder for one stream.
     *
     * @param formatParameters the {@code a=fmtp} parameters of the receiver, or an empty text
     * @return a new encoder
     */
    AudioEncoder newEncoder(String formatParameters);

    /**
     * Makes a decoder for one stream.
     *
     * @param formatParameters our {@code a=fmtp} parameters, or an empty text
     * @return a new decoder
     */
    AudioDecoder newDecoder(String formatParameters);
}
