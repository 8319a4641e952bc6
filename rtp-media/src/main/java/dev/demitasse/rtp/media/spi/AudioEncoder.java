// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.spi;

/**
 * Encodes one stream. Holds its state; not thread-safe. One thread at a time calls it, with a happens-before from call to call: the
 * stream's loop, or the threads of a worker if its codec is {@link AudioCodec#costly}, which may then throw whatever it likes: the packet
 * is left out, and the encoder reset. Allocates nothing per frame, unless its codec is costly.
 */
public interface AudioEncoder extends AutoCloseable {
    /**
     * Encodes audio into a payload.
     *
     * @param pcm where the audio is
     * @param offset of its first sample
     * @param samples how many, all channels together
     * @param payload where the payload goes; has room for {@link AudioCodec#maximumPayloadBytes}
     * @param payloadOffset of its first byte
     * @return the payload's length in bytes; 0 if there is nothing to send (discontinuous transmission)
     */
    int encode(short[] pcm, int offset, int samples, byte[] payload, int payloadOffset);

    /** Forgets the stream so far, as at a gap in it. Does nothing if not overridden. */
    default void reset() {}

    /**
     * Gives back what the encoder holds outside the heap. Called once at the most, as the last; of a costly codec by any
     * thread. Does nothing if not overridden.
     */
    @Override
    default void close() {}
}
