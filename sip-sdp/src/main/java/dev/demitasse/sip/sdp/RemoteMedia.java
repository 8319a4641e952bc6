// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the peer's description says about one stream, with the inheritance from its session level resolved, and that from
 * the line its bundle is tagged with. Immutable.
 */
final class RemoteMedia {
    static final String RTCP_MUX_ONLY = "rtcp-mux-only";

    private static final int MAX_PTIME_MILLIS = 1000;
    /** More than a telephone has; a count of ports is not trusted further. */
    private static final int MAX_DESTINATIONS = 16;

    private final SessionDescription session;
    private final MediaDescription media;
    private final MediaDescription transport;
    private final Optional<Connection> connection;
    private final boolean muxOnly;
    private final boolean mux;

    RemoteMedia(SessionDescription session, MediaDescription media) {
        this(session, media, media, false);
    }

    private RemoteMedia(SessionDescription session, MediaDescription media, MediaDescription transport, boolean apart) {
        this.session = session;
        this.media = media;
        this.transport = transport;
        this.connection = session.connectionOf(transport);
        this.muxOnly = transport.attribute(RTCP_MUX_ONLY).isPresent();
        this.mux = !apart && (muxOnly || transport.attribute("rtcp-mux").isPresent());
    }

    /** This stream with the address, keys and ICE of another line: RFC 9143 section 7.1.3. */
    RemoteMedia over(MediaDescription tagged) {
        return new RemoteMedia(session, media, tagged, false);
    }

    /** This stream with RTCP at a port of its own, whatever the peer offers. */
    RemoteMedia withoutMux() {
        return new RemoteMedia(session, media, transport, true);
    }

    MediaDescription line() {
        return media;
    }

    Optional<Connection> connection() {
        return connection;
    }

    /** Whether the address, keys and ICE are those of another line. */
    boolean isOverAnother() {
        return transport != media;
    }

    /** The RTP port, 0 for a rejected stream. */
    int port() {
        return transport.port();
    }

    /** Whether the address is that of many: of a multicast group, or {@code 255.255.255.255}, which is all hosts of a net. */
    boolean isOfMany() {
        return connection
                .flatMap(line -> IpLiteral.parse(line.address()))
                .map(address -> address.isMulticastAddress() || address.equals(IpLiteral.BROADCAST))
                .orElse(false);
    }

    /** The direction as the peer has written it. */
    Direction saidDirection() {
        return session.directionOf(media);
    }

    /** The direction as the peer means it. An unspecified address takes no media: RFC 3264 section 8.4. */
    Direction direction(boolean withIce) {
        Direction said = saidDirection();
        return isSilenced() && !(withIce && isUndecided()) ? said.and(Direction.SENDONLY) : said;
    }

    /** Whether the peer's address is {@code 0.0.0.0} or {@code ::}. */
    boolean isSilenced() {
        return connection.map(Connection::isUnspecified).orElse(false);
    }

    /** Whether the peer leaves its address to ICE: RFC 8840 section 4.1.1. */
    boolean isUndecided() {
        return isSilenced() && transport.port() == IceDescription.DISCARD_PORT;
    }

    /** Whether the peer has found that its addresses were rewritten: RFC 8839 section 4.2.5. */
    boolean hasIceMismatch() {
        return transport.attribute("ice-mismatch").isPresent();
    }

    Optional<IceDescription> ice() {
        return RemoteIce.of(session, transport);
    }

    /** The well-formed {@code a=crypto} lines, which exist at the media level only: RFC 4568 section 5. */
    List<Crypto> crypto() {
        List<Crypto> lines = new ArrayList<>();
        for (Attribute line : transport.attributes("crypto")) {
            Crypto.parse(line.value()).ifPresent(lines::add);
        }
        return lines;
    }

    /** The stream's own fingerprints, or else the session's: RFC 8122 section 5. */
    List<Fingerprint> fingerprints() {
        List<Attribute> own = transport.attributes("fingerprint");
        List<Fingerprint> fingerprints = new ArrayList<>();
        for (Attribute line : own.isEmpty() ? session.attributes("fingerprint") : own) {
            Fingerprint.parse(line.value()).ifPresent(fingerprints::add);
        }
        return fingerprints;
    }

    /** The stream's role, or else the session's. */
    Optional<Setup> setup() {
        return transport
                .attribute("setup")
                .or(() -> session.attribute("setup"))
                .flatMap(line -> Setup.parse(line.value()));
    }

    /**
     * The identification of the DTLS association, which exists at the media level only: RFC 8842 section 4. A malformed
     * one says nothing.
     */
    Optional<String> tlsId() {
        return transport.attribute(TlsId.NAME).flatMap(line -> TlsId.parse(line.value()));
    }

    List<RtcpFeedback> feedback() {
        List<RtcpFeedback> lines = new ArrayList<>();
        for (Attribute line : media.attributes("rtcp-fb")) {
            RtcpFeedback.parse(line.value()).ifPresent(lines::add);
        }
        return lines;
    }

    List<ExtMap> extensions() {
        return session.headerExtensionsOf(media);
    }

    boolean allowsMixedExtensions() {
        return transport
                .attribute(Extensions.ALLOW_MIXED)
                .or(() -> session.attribute(Extensions.ALLOW_MIXED))
                .isPresent();
    }

    /** The stream's own limits, or else the session's. */
    List<Bandwidth> bandwidths() {
        return media.bandwidths().isEmpty() ? session.bandwidths() : media.bandwidths();
    }

    /** Every address the peer named: each {@code c=} line, and for each of them every port of the count. */
    List<InetSocketAddress> destinations() {
        List<InetSocketAddress> all = new ArrayList<>();
        List<Connection> lines =
                transport.connections().isEmpty() ? connection.stream().toList() : transport.connections();
        for (Connection line : lines) {
            for (int i = 0; i < transport.portCount() && all.size() < MAX_DESTINATIONS; i++) {
                int port = transport.port() + 2 * i;
                if (port <= 65_535) {
                    all.add(IpLiteral.endpoint(line.address(), port));
                }
            }
        }
        return all;
    }

    InetSocketAddress rtp() {
        return IpLiteral.endpoint(address(), transport.port());
    }

    /** The next port, or what {@code a=rtcp} says: RFC 3605 section 2.1. */
    InetSocketAddress rtcp() {
        return transport
                .attribute("rtcp")
                .flatMap(line -> rtcp(line.value()))
                .orElseGet(() -> IpLiteral.endpoint(address(), Math.min(transport.port() + 1, 65_535)));
    }

    /** A port, perhaps with its address. What is malformed, or of an address that is of no known type, says nothing. */
    private Optional<InetSocketAddress> rtcp(String value) {
        var fields = new Fields(value);
        int port = (int) fields.number(65_535);
        if (port <= 0) {
            return Optional.empty();
        }
        if (fields.atEnd()) {
            return Optional.of(IpLiteral.endpoint(address(), port));
        }
        boolean internet = fields.next().equals("IN");
        String type = fields.next();
        String host = fields.next();
        boolean typed = IpLiteral.parse(host).isPresent()
                ? type.equals(IpLiteral.addressType(host))
                : type.equals("IP4") || type.equals("IP6");
        return internet && typed && !host.isEmpty() && fields.atEnd()
                ? Optional.of(IpLiteral.endpoint(host, port))
                : Optional.empty();
    }

    /** Whether the peer multiplexes RTCP, and is let. Who does nothing else need not have said both. */
    boolean rtcpMux() {
        return mux;
    }

    /** Whether the peer, who offers this, has RTCP multiplexed or no stream: RFC 8858 section 3. */
    boolean rtcpMuxOnly() {
        return muxOnly;
    }

    /** Whether RTCP may be of reduced size: an attribute of the transport too, and of profiles with feedback. */
    boolean reducedSizeRtcp() {
        return Profile.of(transport.protocol()).hasFeedback()
                && transport.attribute(ReducedSizeRtcp.NAME).isPresent();
    }

    Optional<String> mid() {
        return media.attribute("mid").map(Attribute::value).filter(value -> !value.isEmpty());
    }

    OptionalInt ptimeMillis() {
        return millis("ptime");
    }

    OptionalInt maxptimeMillis() {
        return millis("maxptime");
    }

    private OptionalInt millis(String name) {
        int value = media.attribute(name)
                .map(attribute -> Text.leadingDecimal(attribute.value(), 0, MAX_PTIME_MILLIS))
                .orElse(-1);
        return value < 1 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private String address() {
        return connection.map(Connection::address).orElse("");
    }
}
