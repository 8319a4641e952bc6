// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import java.io.IOException;

/** Where audio is written, such as a file. Not thread-safe; blocks, so not for media loops: {@link RecorderTap} is between. */
public interface AudioSink extends AutoCloseable {
    /**
     * Gives the format.
     *
     * @return of the audio that is written
     */
    AudioFormat format();

    /**
     * Writes samples.
     *
     * @param pcm where they are, channels interleaved
     * @param offset of the first
     * @param length how many, all channels together
     * @throws IllegalArgumentException if it is no multiple of the number of channels
     * @throws IOException if they can't be written
     */
    void write(short[] pcm, int offset, int length) throws IOException;

    /**
     * Writes a frame.
     *
     * @param frame of this format
     * @throws IllegalArgumentException if it has another format
     * @throws IOException if it can't be written
     */
    default void write(AudioFrame frame) throws IOException {
        if (!frame.format().equals(format())) {
            throw new IllegalArgumentException("a frame of " + frame.format() + " in a file of " + format());
        }
        write(frame.samples(), 0, frame.length());
    }

    /**
     * Hands what was written to the operating system, as far as it can be read then.
     *
     * @throws IOException if it can't be written
     */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
