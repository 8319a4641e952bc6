// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears what happens to an {@link RtpSession}. Meant for code that moves events on to threads of its own:
 *
 * <p><b>Every method is called on the session's media loop</b> and must neither block nor run application code. Each does
 * nothing unless overridden.
 */
public interface RtpListener {
    /**
     * The first RTP packet of a source was accepted: the first of all, or the first after the source's address or SSRC
     * changed.
     *
     * @param from its source
     * @param ssrc its synchronization source
     * @param now the time
     */
    default void onFirstPacket(InetSocketAddress from, Ssrc ssrc, long now) {}

    /**
     * A key was pressed at the other end. Once for each, in order.
     *
     * @param event the key
     * @param now the time
     */
    default void onDtmfReceived(DtmfEvent event, long now) {}

    /**
     * No RTP was accepted for the time given to {@link RtpSessionBuilder#mediaTimeout}, though the direction is to receive.
     * Once for each silence.
     *
     * @param silence since the last packet; since the session was started, or receiving resumed, if there was none
     * @param everReceived whether there was a packet in the session's life
     * @param now the time
     */
    default void onMediaTimeout(Duration silence, boolean everReceived, long now) {}

    /**
     * What the application writes has run dry in mid-speech, and the other end has heard a hole.
     *
     * @param gap how long the hole was
     * @param now the time
     */
    default void onUnderrun(Duration gap, long now) {}

    /**
     * A costly codec has thrown. The packet is left out and counted ({@link RtpStatistics.Sent#codecFailures}), so that the other end
     * hears silence in its place; the encoder begins anew with the next. Once for each session, however often it throws.
     *
     * @param cause what the codec has thrown, whatever it declares
     * @param now the time
     */
    default void onCodecFailure(Throwable cause, long now) {}

    /**
     * The peer has reported by RTCP how our stream comes to it (RFC 3550 section 6.4). Once for each compound packet that does, after {@link
     * #onVoipMetrics}; as often as the peer likes, which is every 5 s as a rule. What it says is what {@link RtpSession#statistics} has
     * from then on.
     *
     * @param report its numbers
     * @param roundTrip the last round trip measured by such reports; nothing before the peer has heard a report of ours
     * @param now the time
     */
    default void onReport(RtpStatistics.RemoteReport report, Optional<Duration> roundTrip, long now) {}

    /**
     * The peer has told by RTCP XR how our stream sounds to it (RFC 3611 section 4.7). Its claims are as they came: a value may be on no scale.
     *
     * @param metrics of our stream
     * @param now the time
     */
    default void onVoipMetrics(VoipMetrics metrics, long now) {}

    /**
     * The peer has sent an RTCP BYE for its source. The session goes on.
     *
     * @param ssrc the source that leaves
     * @param now the time
     */
    default void onGoodbye(Ssrc ssrc, long now) {}

    /**
     * The session is closed. The last call.
     *
     * @param statistics the final ones
     * @param now the time
     */
    default void onClosed(RtpStatistics statistics, long now) {}
}
