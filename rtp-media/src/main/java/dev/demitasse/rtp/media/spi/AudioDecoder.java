// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.spi;

/** Decodes one stream. Holds its state; not thread-safe; confined to the stream's loop. Allocates nothing per frame. */
public interface AudioDecoder extends AutoCloseable {
    /** What {@link #decode} returns for a payload that is not of this codec, or longer than the room for its audio. */
    int MALFORMED = -1;

    /**
     * Decodes a payload. The payload is as it came: nothing in it may be trusted, and nothing may be thrown because of it.
     *
     * @param payload where the payload is
     * @param offset of its first byte
     * @param length in bytes
     * @param pcm where the audio goes, from its start; its length is the room there is, 120 ms or more. What it holds before is
     *     no matter of this stream, and it is used by others afterwards: not to be kept
     * @return how many samples, all channels together, each of which was written; or {@link #MALFORMED}
     */
    int decode(byte[] payload, int offset, int length, short[] pcm);

    /**
     * Makes audio up for what was lost, going on from what was decoded last. A codec without a way of its own does not
     * override this; a general concealment then does it.
     *
     * @param pcm where the audio goes
     * @param offset of its first sample
     * @param samples how many are wanted, all channels together
     * @return whether it was done
     */
    default boolean conceal(short[] pcm, int offset, int samples) {
        return false;
    }

    /**
     * Tells how much of what was sent right before a packet that packet carries once more (forward error correction). Nothing
     * is decoded, and the decoder stays as it is.
     *
     * @param payload where the payload is; not to be trusted, as in {@link #decode}
     * @param offset of its first byte
     * @param length in bytes
     * @return how many samples, all channels together; 0 if not overridden
     */
    default int redundantSamples(byte[] payload, int offset, int length) {
        return 0;
    }

    /**
     * Decodes what a packet carries of the audio right before it, which was lost. The packet itself is decoded after that. Called
     * only when {@link #redundantSamples} says that there is some.
     *
     * @param payload where the payload is
     * @param offset of its first byte
     * @param length in bytes
     * @param pcm where the audio goes, from its start; its length is the room there is, 120 ms or more
     * @return how many samples, all channels together, or {@link #MALFORMED}
     */
    default int recover(byte[] payload, int offset, int length, short[] pcm) {
        return MALFORMED;
    }

    /** Forgets the stream so far, as at a new talkspurt of another source. Does nothing if not overridden. */
    default void reset() {}

    /** Gives back what the decoder holds outside the heap. Does nothing if not overridden. */
    @Override
    default void close() {}
}
