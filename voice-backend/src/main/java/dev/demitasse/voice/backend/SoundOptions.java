// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.PlayoutDelay;
import dev.demitasse.rtp.media.RtpSessionBuilder;
import java.time.Duration;

/**
 * What all calls of a backend want of their sound, whatever is agreed on. Immutable.
 *
 * @param silenceLimit how long a peer may send nothing
 * @param playoutDelay how long what is received waits
 * @param duplicatePackets whether packets are sent twice
 * @param continuousStream whether silence is sent where there is nothing to send
 */
record SoundOptions(
        Duration silenceLimit, PlayoutDelay playoutDelay, boolean duplicatePackets, boolean continuousStream) {
    RtpSessionBuilder applyTo(RtpSessionBuilder session) {
        return session.mediaTimeout(silenceLimit)
                .playoutDelay(playoutDelay)
                .duplicatePackets(duplicatePackets)
                .continuousStream(continuousStream);
    }
}
