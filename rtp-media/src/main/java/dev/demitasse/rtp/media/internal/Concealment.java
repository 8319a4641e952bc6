// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Makes up audio for what was lost, from what was played before. Samples are of all channels together. Not thread-safe. */
public interface Concealment {
    /**
     * Audio was played, received or made up.
     *
     * @param pcm where it is
     * @param offset of its first sample
     * @param samples how many
     */
    void onPlayed(short[] pcm, int offset, int samples);

    /**
     * Makes audio up.
     *
     * @param to where it goes
     * @param offset of its first sample
     * @param samples how many
     * @param already how many were made up since real audio was played last
     */
    void conceal(short[] to, int offset, int samples, int already);

    /**
     * Real audio follows on what was made up: leads over from the one to the other.
     *
     * @param pcm the real audio, changed in place
     * @param offset of its first sample
     * @param samples how many there are at the most to do it in
     * @param already how many were made up
     */
    void blend(short[] pcm, int offset, int samples, int already);
}
