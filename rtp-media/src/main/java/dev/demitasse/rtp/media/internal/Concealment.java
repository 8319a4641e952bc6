// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/** Makes up audio for what was lost, from what was played before. Not thread-safe. */
public interface Concealment {
    /**
     * Real audio was played.
     *
     * @param frame 20 ms of it
     */
    void onPlayed(short[] frame);

    /**
     * Makes audio up.
     *
     * @param to where it goes
     * @param offset of its first sample
     * @param samples how many
     * @param already how many were made up since real audio was played last
     */
    void conceal(short[] to, int offset, int samples, int already);
}
