// SPDX-License-Identifier: Apache-2.0
/**
 * Session descriptions (SDP, RFC 8866) and the offer/answer machine of one session (RFC 3264).
 *
 * <p>Three layers, each usable alone:
 *
 * <ul>
 *   <li><b>Values.</b> {@link dev.demitasse.sip.sdp.SessionDescription} and
 *       {@link dev.demitasse.sip.sdp.MediaDescription} hold every line of RFC 8866, immutable, with builders. Attributes
 *       are kept as written, known or not; typed views of them ({@link dev.demitasse.sip.sdp.RtpMap},
 *       {@link dev.demitasse.sip.sdp.FormatParameters}, {@link dev.demitasse.sip.sdp.Direction}) are made on demand.
 *   <li><b>Parser.</b> {@link dev.demitasse.sip.sdp.SdpParser}: one forward pass over bytes, with
 *       {@linkplain dev.demitasse.sip.sdp.SdpParserLimits limits}. Nothing but
 *       {@link dev.demitasse.sip.sdp.SdpParseException} comes out of it for any input. What it tolerates beyond the RFC
 *       is the closed list {@link dev.demitasse.sip.sdp.SdpQuirk}.
 *   <li><b>Negotiation.</b> {@link dev.demitasse.sip.sdp.OfferAnswer} turns
 *       {@linkplain dev.demitasse.sip.sdp.LocalCapabilities what this side can do} and the peer's descriptions into
 *       offers, answers and {@link dev.demitasse.sip.sdp.NegotiatedMedia}, which a media layer can use without knowing
 *       SDP.
 * </ul>
 *
 * <p>Values are immutable and may be shared between threads; {@code OfferAnswer} is single-threaded. Nothing here reads
 * a clock, draws a random number or resolves a name. There is no RTP code here, and no SIP.
 */
package dev.demitasse.sip.sdp;
