// SPDX-License-Identifier: Apache-2.0
/**
 * How a codec is added to Demitasse; the built-in ones come in by the same door.
 *
 * <p>An {@link dev.demitasse.rtp.media.spi.AudioCodecProvider} is a service that lists
 * {@link dev.demitasse.rtp.media.spi.AudioCodec}s. A codec is an immutable description (its name in SDP, its RTP clock
 * rate, its sample rate, its channels: three numbers that are not the same thing, G.722 being 8000, 16000 and 1) that makes
 * an {@link dev.demitasse.rtp.media.spi.AudioEncoder} or {@link dev.demitasse.rtp.media.spi.AudioDecoder} for each stream.
 * These hold a stream's state and work in arrays of their caller, so that a frame costs no allocation.
 *
 * <p>Audio is linear, signed, 16 bits a sample; channels are interleaved. Counts of samples are counts of {@code short}s,
 * all channels together.
 */
package dev.demitasse.rtp.media.spi;
