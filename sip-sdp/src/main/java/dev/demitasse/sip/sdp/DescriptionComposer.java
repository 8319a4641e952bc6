// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/** Writes this side's descriptions: one session level, and media sections in order. Not thread-safe. */
final class DescriptionComposer {
    private final LocalCapabilities capabilities;
    private final SessionDescriptionBuilder session;
    private final String sessionAddress;

    /**
     * Starts a description.
     *
     * @param sessionAddress the address of the session-level {@code c=}; a stream with another gets a line of its own
     */
    DescriptionComposer(
            LocalCapabilities capabilities, Origin origin, String sessionAddress, List<TimeDescription> times) {
        this.capabilities = capabilities;
        this.sessionAddress = sessionAddress;
        session = SessionDescription.builder(origin)
                .sessionName(capabilities.sessionName())
                .connection(Connection.of(sessionAddress));
        times.forEach(session::time);
    }

    /** The advertised address of a family, or the first where there is none of it. */
    static String address(LocalCapabilities capabilities, String addressType) {
        return capabilities.advertisedAddresses().stream()
                .filter(address -> IpLiteral.addressType(address).equals(addressType))
                .findFirst()
                .orElse(capabilities.advertisedAddresses().get(0));
    }

    void placeholder(Stream stream) {
        session.media(stream.placeholder());
    }

    /**
     * Adds the section of a stream and returns it.
     *
     * @param place where the section says that it receives
     * @param beside the lines about keys, ICE and feedback
     */
    MediaDescription section(
            Stream stream,
            List<MediaFormat> formats,
            Direction direction,
            int ptimeMillis,
            Place place,
            List<Attribute> beside) {
        LocalMedia local = capabilities.media().get(stream.localIndex());
        var section = MediaDescription.builder(stream.media(), place.port(), stream.protocol());
        String address = address(capabilities, stream.addressType());
        if (!address.equals(sessionAddress)) {
            section.connection(Connection.of(address));
        }
        local.bandwidths().forEach(section::bandwidth);
        formats.forEach(section::format);
        if (stream.media().equals("audio")) {
            // RFC 8866 section 6.4: "probably only meaningful for audio data".
            section.attribute(Attribute.of("ptime", Integer.toString(ptimeMillis)));
        }
        if (local.maxptimeMillis() > 0) {
            section.attribute(Attribute.of("maxptime", Integer.toString(local.maxptimeMillis())));
        }
        section.direction(direction);
        if (place.rtcpPort() != 0) {
            section.attribute(Attribute.of("rtcp", Integer.toString(place.rtcpPort())));
        }
        if (place.rtcpMux()) {
            section.attribute(Attribute.property("rtcp-mux"));
        }
        stream.mid().ifPresent(tag -> section.attribute(Attribute.of("mid", tag)));
        beside.forEach(section::attribute);
        var description = section.build();
        session.media(description);
        return description;
    }

    /** What stands at the session level for all streams: bundles, and {@code a=ice-lite} (RFC 8839 section 5.3). */
    void sessionLevel(List<Stream> streams) {
        BundleGroups.toAttributes(streams).forEach(session::attribute);
        boolean lite = streams.stream()
                .filter(Stream::isLive)
                .map(stream -> capabilities.media().get(stream.localIndex()).ice())
                .anyMatch(ice -> ice.map(IceDescription::lite).orElse(false));
        if (lite) {
            session.attribute(Attribute.property("ice-lite"));
        }
    }

    SessionDescription description() {
        return session.build();
    }
}
