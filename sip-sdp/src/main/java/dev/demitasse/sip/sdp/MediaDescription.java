// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One {@code m=} line and the lines that belong to it, RFC 8866 section 5.14. Immutable.
 *
 * <p>Attributes are kept in their order, known or not. What this class says is what the description says here; values
 * inherited from the session level are asked of {@link SessionDescription}.
 */
public final class MediaDescription {
    private final String media;
    private final int port;
    private final int portCount;
    private final String protocol;
    private final List<String> formats;
    private final String information;
    private final List<Connection> connections;
    private final List<Bandwidth> bandwidths;
    private final String key;
    private final List<Attribute> attributes;

    MediaDescription(MediaDescriptionBuilder from) {
        media = from.media;
        port = from.port;
        portCount = from.portCount;
        protocol = from.protocol;
        formats = from.finished(from.formats);
        information = from.information;
        connections = from.finished(from.connections);
        bandwidths = from.finished(from.bandwidths);
        key = from.key;
        attributes = from.finished(from.attributes);
    }

    /**
     * Starts a description.
     *
     * @param media the kind of media, such as {@code audio}
     * @param port the transport port, 0 to 65535; 0 rejects or removes the stream
     * @param protocol the transport protocol, such as {@code RTP/AVP}
     * @return a builder
     * @throws IllegalArgumentException when an argument does not fit the grammar
     */
    public static MediaDescriptionBuilder builder(String media, int port, String protocol) {
        return new MediaDescriptionBuilder(media, port, protocol);
    }

    /**
     * A builder that holds everything this description holds.
     *
     * @return a new builder
     */
    public MediaDescriptionBuilder toBuilder() {
        var copy = new MediaDescriptionBuilder(media, port, protocol).portCount(portCount);
        copy.formats = formats;
        copy.information = information;
        copy.connections = connections;
        copy.bandwidths = bandwidths;
        copy.key = key;
        copy.attributes = attributes;
        return copy;
    }

    /**
     * The kind of media: {@code audio}, {@code video}, {@code application} ...
     *
     * @return the first field of the {@code m=} line
     */
    public String media() {
        return media;
    }

    /**
     * The transport port.
     *
     * @return the port, 0 for a rejected or removed stream
     */
    public int port() {
        return port;
    }

    /**
     * The number of ports, {@code <port>/<number>}.
     *
     * @return at least 1
     */
    public int portCount() {
        return portCount;
    }

    /**
     * The transport protocol and profile.
     *
     * @return such as {@code RTP/AVP}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * The formats in order of preference; for RTP, payload types in digits.
     *
     * @return the formats, empty only for a rejected stream
     */
    public List<String> formats() {
        return formats;
    }

    /**
     * The {@code i=} line.
     *
     * @return its text, if there is one
     */
    public Optional<String> information() {
        return Optional.ofNullable(information);
    }

    /**
     * The {@code c=} lines of this stream; several only for layered multicast.
     *
     * @return the lines in order
     */
    public List<Connection> connections() {
        return connections;
    }

    /**
     * The {@code b=} lines.
     *
     * @return the lines in order
     */
    public List<Bandwidth> bandwidths() {
        return bandwidths;
    }

    /**
     * The {@code k=} line, obsolete (RFC 8866 section 5.12) and kept as written.
     *
     * @return its text, if there is one
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /**
     * All {@code a=} lines.
     *
     * @return the lines in order
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    /**
     * The first attribute of a name.
     *
     * @param name the name, case-sensitive
     * @return the attribute, if there is one
     */
    public Optional<Attribute> attribute(String name) {
        return Lines.first(attributes, name);
    }

    /**
     * All attributes of a name.
     *
     * @param name the name, case-sensitive
     * @return the attributes in order, perhaps none
     */
    public List<Attribute> attributes(String name) {
        return Lines.all(attributes, name);
    }

    /**
     * The direction attribute of this stream.
     *
     * @return the direction, or empty when the stream has none of its own
     */
    public Optional<Direction> direction() {
        return Lines.direction(attributes);
    }

    /**
     * What a format stands for: its {@code a=rtpmap}, or else the static assignment of RFC 3551.
     *
     * @param format a format of the {@code m=} line
     * @return the mapping; empty when the format is no payload type or nothing well-formed maps it
     */
    public Optional<RtpMap> rtpMap(String format) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals("rtpmap") && Lines.startsWithFormat(attribute.value(), format)) {
                return rtpMap(format, Optional.of(attribute.value()));
            }
        }
        return rtpMap(format, Optional.empty());
    }

    /** What a format stands for, given the value of its {@code a=rtpmap} if it has one. */
    static Optional<RtpMap> rtpMap(String format, Optional<String> line) {
        int payloadType = payloadType(format);
        if (payloadType < 0) {
            return Optional.empty();
        }
        return line.isPresent() ? RtpMap.parse(line.get()) : RtpMap.ofStatic(payloadType);
    }

    /**
     * The {@code a=fmtp} of a format.
     *
     * @param format a format of the {@code m=} line
     * @return its parameters, if well-formed ones are there
     */
    public Optional<FormatParameters> formatParameters(String format) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals("fmtp") && Lines.startsWithFormat(attribute.value(), format)) {
                return FormatParameters.parse(attribute.value());
            }
        }
        return Optional.empty();
    }

    private static int payloadType(String format) {
        int number = format.length() > 3 ? -1 : Text.leadingDecimal(format, 0, 127);
        return number >= 0 && Integer.toString(number).equals(format) ? number : -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaDescription that
                && media.equals(that.media)
                && port == that.port
                && portCount == that.portCount
                && protocol.equals(that.protocol)
                && formats.equals(that.formats)
                && Objects.equals(information, that.information)
                && connections.equals(that.connections)
                && bandwidths.equals(that.bandwidths)
                && Objects.equals(key, that.key)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(media, port, protocol, formats, connections, attributes);
    }

    /** The lines as they are written, each ended by CR LF. */
    @Override
    public String toString() {
        var out = new StringBuilder(256);
        SdpWriter.write(this, out);
        return out.toString();
    }
}
