// SPDX-License-Identifier: Apache-2.0
/**
 * Real-time audio over RTP: RFC 3550, 3551, 4733. Usable without SIP.
 *
 * <p>An {@link dev.demitasse.rtp.media.RtpSession} is one audio stream both ways: it takes bound
 * {@link dev.demitasse.rtp.media.RtpPorts} (of an {@link dev.demitasse.rtp.media.RtpPortAllocator}, or its part of
 * {@link dev.demitasse.rtp.media.SharedRtpPorts}) and
 * {@link dev.demitasse.rtp.media.RtpParameters} (what two sides have agreed on), and hands out audio, digits and
 * {@link dev.demitasse.rtp.media.RtpStatistics}. It lives on one media loop of its network; its methods may be called from any
 * thread. An {@link dev.demitasse.rtp.media.AudioProcessor} works on that loop, an
 * {@link dev.demitasse.rtp.media.RtpListener} hears events there; everything else stays on the application's threads.
 *
 * <p>{@link dev.demitasse.rtp.media.RtpPacket} and {@link dev.demitasse.rtp.media.RtcpPacket} are the wire formats, for who
 * needs them alone. Codecs come through {@code dev.demitasse.rtp.media.spi}. Everything that decides something is a plain
 * object in a package of its own that is told the time: source lock, jitter buffer, pacing, digits, RTCP timing.
 */
package dev.demitasse.rtp.media;
