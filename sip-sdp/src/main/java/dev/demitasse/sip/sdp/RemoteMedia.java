// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** What the peer's description says about one stream, with the inheritance from its session level resolved. */
final class RemoteMedia {
    private static final int MAX_PTIME_MILLIS = 1000;

    private final SessionDescription session;
    private final MediaDescription media;
    private final Optional<Connection> connection;

    RemoteMedia(SessionDescription session, MediaDescription media) {
        this.session = session;
        this.media = media;
        this.connection = session.connectionOf(media);
    }

    MediaDescription line() {
        return media;
    }

    Optional<Connection> connection() {
        return connection;
    }

    boolean isMulticast() {
        return connection
                .flatMap(line -> IpLiteral.parse(line.address()))
                .map(InetAddress::isMulticastAddress)
                .orElse(false);
    }

    /** The direction as the peer means it. An unspecified address takes no media: RFC 3264 section 8.4. */
    Direction direction() {
        Direction said = session.directionOf(media);
        return isSilenced() ? said.and(Direction.SENDONLY) : said;
    }

    /** Whether the peer's address is {@code 0.0.0.0} or {@code ::}. */
    boolean isSilenced() {
        return connection.map(Connection::isUnspecified).orElse(false);
    }

    InetSocketAddress rtp() {
        return IpLiteral.endpoint(address(), media.port());
    }

    /** The next port, or what {@code a=rtcp} says: RFC 3605 section 2.1. A malformed attribute says nothing. */
    InetSocketAddress rtcp() {
        String value = media.attribute("rtcp").map(Attribute::value).orElse("");
        int port = Text.leadingDecimal(value, 0, 65_535);
        if (port <= 0) {
            return IpLiteral.endpoint(address(), Math.min(media.port() + 1, 65_535));
        }
        int space = value.lastIndexOf(' ');
        boolean internet = value.contains(" IN IP4 ") || value.contains(" IN IP6 ");
        String host = internet ? value.substring(space + 1) : "";
        return IpLiteral.endpoint(host.isEmpty() ? address() : host, port);
    }

    boolean rtcpMux() {
        return media.attribute("rtcp-mux").isPresent();
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
