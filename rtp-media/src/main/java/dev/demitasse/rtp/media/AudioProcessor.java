// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * Sees and makes every 20 ms of a session's audio, on the session's media loop: for echo, measuring, recording, mixing.
 *
 * <p>The one place where application code runs on a loop. It must not block and should not allocate: all sessions of the loop
 * wait for it. If it throws, that is logged once and the session goes on without it.
 */
@FunctionalInterface
public interface AudioProcessor {
    /**
     * Takes what was received and makes what is to be sent. Called every 20 ms, whether something was received or not.
     *
     * @param received 20 ms of audio, silence where nothing was received; the processor's to change until it returns, and another
     *     session's afterwards: what is to be kept has to be copied
     * @param toSend room for 20 ms of audio in the format that is sent; holds silence; also only until it returns
     * @param now the time of the network
     * @return whether {@code toSend} is to be sent; if not, what the application has written is sent, if there is any
     */
    boolean process(short[] received, short[] toSend, long now);

    /**
     * The formats are known, or have changed. Called on the loop before the first {@link #process} with them.
     *
     * @param received format of what is received
     * @param toSend format of what is sent; as a rule the same
     */
    default void onFormats(AudioFormat received, AudioFormat toSend) {}
}
