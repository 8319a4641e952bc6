// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What this side can do on one stream: codecs in order of preference, ports, packet times. Immutable.
 *
 * <p>Payload types are this side's wish. In an answer the offerer's numbers are used, and once a number means a codec in
 * a session it keeps meaning it.
 */
public final class LocalMedia {
    private final String media;
    private final int port;
    private final int rtcpPort;
    private final boolean rtcpMux;
    private final boolean rtcpMuxOnly;
    private final boolean rtcpReducedSize;
    private final String protocol;
    private final List<MediaFormat> formats;
    private final int ptimeMillis;
    private final int maxptimeMillis;
    private final Direction direction;
    private final MediaSecurity security;
    private final Optional<IceDescription> ice;
    private final List<String> feedback;
    private final List<Bandwidth> bandwidths;
    private final List<String> headerExtensions;
    private final boolean mixedHeaderExtensions;

    LocalMedia(LocalMediaBuilder from) {
        media = from.media;
        port = from.port;
        rtcpPort = from.rtcpPort;
        rtcpMux = from.rtcpMux;
        rtcpMuxOnly = from.rtcpMuxOnly;
        rtcpReducedSize = from.rtcpReducedSize;
        protocol = from.protocol;
        formats = List.copyOf(from.formats);
        ptimeMillis = from.ptimeMillis;
        maxptimeMillis = from.maxptimeMillis;
        direction = from.direction;
        security = from.security;
        ice = from.ice;
        feedback = List.copyOf(from.feedback);
        bandwidths = List.copyOf(from.bandwidths);
        headerExtensions = List.copyOf(from.headerExtensions);
        mixedHeaderExtensions = from.mixedHeaderExtensions;
    }

    /**
     * Starts an audio stream: RTP/AVP, RTCP on the next port, 20 ms packets, both directions, no codecs yet.
     *
     * @param port the RTP port, 1 to 65535
     * @return a builder
     * @throws IllegalArgumentException when the port is out of range
     */
    public static LocalMediaBuilder audio(int port) {
        return new LocalMediaBuilder("audio", port);
    }

    /**
     * Starts a stream of any kind, with the defaults of {@link #audio}.
     *
     * @param media the kind of media, a token such as {@code video}
     * @param port the RTP port, 1 to 65535
     * @return a builder
     * @throws IllegalArgumentException when an argument does not fit
     */
    public static LocalMediaBuilder builder(String media, int port) {
        return new LocalMediaBuilder(media, port);
    }

    /**
     * A builder that holds everything this value holds.
     *
     * @return a new builder
     */
    public LocalMediaBuilder toBuilder() {
        var copy = new LocalMediaBuilder(media, port);
        copy.rtcpPort = rtcpPort;
        copy.rtcpMux = rtcpMux;
        copy.rtcpMuxOnly = rtcpMuxOnly;
        copy.rtcpReducedSize = rtcpReducedSize;
        copy.protocol = protocol;
        copy.formats.addAll(formats);
        copy.ptimeMillis = ptimeMillis;
        copy.maxptimeMillis = maxptimeMillis;
        copy.direction = direction;
        copy.security = security;
        copy.ice = ice;
        copy.feedback.addAll(feedback);
        copy.bandwidths.addAll(bandwidths);
        copy.headerExtensions.addAll(headerExtensions);
        copy.mixedHeaderExtensions = mixedHeaderExtensions;
        return copy;
    }

    /**
     * The kind of media.
     *
     * @return such as {@code audio}
     */
    public String media() {
        return media;
    }

    /**
     * The RTP port this side receives on, as the peer sees it.
     *
     * @return 1 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * The RTCP port this side receives on where RTCP is not multiplexed; written as {@code a=rtcp} when it is not the
     * port after {@link #port}, except where RTCP is {@linkplain #rtcpMuxOnly always} multiplexed.
     *
     * @return 1 to 65535
     */
    public int rtcpPort() {
        return rtcpPort;
    }

    /**
     * Whether RTP and RTCP may share one port (RFC 5761): offered, and accepted when offered.
     *
     * @return whether {@code a=rtcp-mux} is configured
     */
    public boolean rtcpMux() {
        return rtcpMux;
    }

    /**
     * Whether RTP and RTCP share one port or there is no stream (RFC 8858): offers say so, and no line without
     * {@code a=rtcp-mux} is agreed.
     *
     * @return whether {@code a=rtcp-mux-only} is configured; {@link #rtcpMux} is then, too
     */
    public boolean rtcpMuxOnly() {
        return rtcpMuxOnly;
    }

    /**
     * Whether RTCP need not begin with a report (RFC 5506), under profiles with feedback: offered, and accepted when offered.
     *
     * @return whether {@code a=rtcp-rsize} is configured
     */
    public boolean rtcpReducedSize() {
        return rtcpReducedSize;
    }

    /**
     * The profile in offers. Answers repeat the offer's profile.
     *
     * @return such as {@code RTP/AVP}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * The codecs in order of preference, telephone-event and comfort noise among them.
     *
     * @return at least one format
     */
    public List<MediaFormat> formats() {
        return formats;
    }

    /**
     * The packet time asked for, {@code a=ptime}, in milliseconds.
     *
     * @return 1 to 1000
     */
    public int ptimeMillis() {
        return ptimeMillis;
    }

    /**
     * The longest packet accepted, {@code a=maxptime}, in milliseconds.
     *
     * @return 1 to 1000, or 0 when not stated
     */
    public int maxptimeMillis() {
        return maxptimeMillis;
    }

    /**
     * The most this stream ever does.
     *
     * @return the direction wanted while nothing is on hold
     */
    public Direction direction() {
        return direction;
    }

    /**
     * How this stream can be protected.
     *
     * @return {@link MediaSecurity#NONE} by default
     */
    public MediaSecurity security() {
        return security;
    }

    /**
     * What this side says about ICE.
     *
     * @return the description, or empty where ICE is not used
     */
    public Optional<IceDescription> ice() {
        return ice;
    }

    /**
     * The RTCP feedback this side understands, for profiles with feedback (RFC 4585).
     *
     * @return values such as {@code nack pli}, perhaps none
     */
    public List<String> feedback() {
        return feedback;
    }

    /**
     * What this side can receive at most.
     *
     * @return the {@code b=} lines, perhaps none
     */
    public List<Bandwidth> bandwidths() {
        return bandwidths;
    }

    /**
     * The header extensions this side understands (RFC 8285): offered, and answered when offered. {@link ExtMap#MID} is so
     * only where the stream is in a bundle.
     *
     * @return their URIs, perhaps none
     */
    public List<String> headerExtensions() {
        return headerExtensions;
    }

    /**
     * Whether packets with headers of one byte and of two may be mixed in a stream (RFC 8285 section 6): offered, and
     * accepted when offered.
     *
     * @return whether {@code a=extmap-allow-mixed} is configured
     */
    public boolean mixedHeaderExtensions() {
        return mixedHeaderExtensions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalMedia that
                && media.equals(that.media)
                && port == that.port
                && rtcpPort == that.rtcpPort
                && rtcpMux == that.rtcpMux
                && rtcpMuxOnly == that.rtcpMuxOnly
                && rtcpReducedSize == that.rtcpReducedSize
                && protocol.equals(that.protocol)
                && formats.equals(that.formats)
                && ptimeMillis == that.ptimeMillis
                && maxptimeMillis == that.maxptimeMillis
                && direction == that.direction
                && security.equals(that.security)
                && ice.equals(that.ice)
                && feedback.equals(that.feedback)
                && bandwidths.equals(that.bandwidths)
                && headerExtensions.equals(that.headerExtensions)
                && mixedHeaderExtensions == that.mixedHeaderExtensions;
    }

    @Override
    public int hashCode() {
        return Objects.hash(media, port, formats, direction.ordinal());
    }

    /** For logs: kind, port, direction, formats. */
    @Override
    public String toString() {
        return media + ' ' + port + ' ' + direction.attributeName() + ' ' + formats;
    }
}
