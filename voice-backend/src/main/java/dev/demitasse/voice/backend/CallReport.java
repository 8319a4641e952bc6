// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.RtpStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The story of one call. Immutable.
 *
 * @param began the wall time of the INVITE
 * @param answeredAfter from the INVITE to the 200, if there was one
 * @param firstAudioAfter from the INVITE to the first packet of sound heard, if there was one
 * @param endedAfter from the INVITE to the end, if it is over
 * @param disconnection how it ended, if it is over
 * @param codec the codec that was sent with, empty before it was agreed
 * @param ladder the SIP messages as a ladder of text, one line each
 * @param media what was sent and received, if sound was agreed on
 */
public record CallReport(
        Instant began,
        Optional<Duration> answeredAfter,
        Optional<Duration> firstAudioAfter,
        Optional<Duration> endedAfter,
        Optional<Disconnection> disconnection,
        String codec,
        String ladder,
        Optional<RtpStatistics> media) {}
