// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Objects;

/** Collects the lines of a {@link MediaDescription}. Not thread-safe. */
public final class MediaDescriptionBuilder {
    List<String> formats = List.of();
    List<Connection> connections = List.of();
    List<Bandwidth> bandwidths = List.of();
    List<Attribute> attributes = List.of();
    String media;
    int port;
    int portCount = 1;
    String protocol;
    String information;
    String key;

    private final boolean parsed;

    /** For the parser, which fills in every field and makes one description. */
    MediaDescriptionBuilder() {
        parsed = true;
    }

    MediaDescriptionBuilder(String media, int port, String protocol) {
        parsed = false;
        this.media = Text.require(media, Text.TOKEN, "media");
        this.protocol = Text.require(protocol, Text.TOKEN | Text.SLASH, "protocol");
        port(port);
    }

    /** A list of this builder as a description keeps it: the parser's lists belong to their one description. */
    <T> List<T> finished(List<T> lines) {
        return parsed ? Lines.view(lines) : List.copyOf(lines);
    }

    /**
     * Replaces the port.
     *
     * @param number the port, 0 to 65535
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public MediaDescriptionBuilder port(int number) {
        port = Text.requireRange(number, 0, 65_535, "port");
        return this;
    }

    /**
     * Replaces the number of ports.
     *
     * @param count at least 1
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public MediaDescriptionBuilder portCount(int count) {
        portCount = Text.requireRange(count, 1, 65_535, "number of ports");
        return this;
    }

    /**
     * Adds a format.
     *
     * @param format a token; for RTP a payload type in digits
     * @return this builder
     * @throws IllegalArgumentException when it is no token
     */
    public MediaDescriptionBuilder format(String format) {
        formats = Lines.add(formats, Text.require(format, Text.TOKEN, "format"));
        return this;
    }

    /**
     * Adds a payload type with its {@code a=rtpmap} and {@code a=fmtp} lines.
     *
     * @param format the format
     * @return this builder
     */
    public MediaDescriptionBuilder format(MediaFormat format) {
        format(Integer.toString(format.payloadType()));
        format.toAttributes().forEach(this::attribute);
        return this;
    }

    /**
     * Sets the {@code i=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public MediaDescriptionBuilder information(String text) {
        information = Text.require(text, Text.BYTE_STRING, "information");
        return this;
    }

    /**
     * Adds a {@code c=} line.
     *
     * @param connection the line
     * @return this builder
     */
    public MediaDescriptionBuilder connection(Connection connection) {
        connections = Lines.add(connections, Objects.requireNonNull(connection));
        return this;
    }

    /**
     * Adds a {@code b=} line.
     *
     * @param bandwidth the line
     * @return this builder
     */
    public MediaDescriptionBuilder bandwidth(Bandwidth bandwidth) {
        bandwidths = Lines.add(bandwidths, Objects.requireNonNull(bandwidth));
        return this;
    }

    /**
     * Sets the {@code k=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public MediaDescriptionBuilder key(String text) {
        key = Text.require(text, Text.BYTE_STRING, "key");
        return this;
    }

    /**
     * Adds an {@code a=} line.
     *
     * @param attribute the line
     * @return this builder
     */
    public MediaDescriptionBuilder attribute(Attribute attribute) {
        attributes = Lines.add(attributes, Objects.requireNonNull(attribute));
        return this;
    }

    /**
     * Replaces every direction attribute by this one.
     *
     * @param direction the direction
     * @return this builder
     */
    public MediaDescriptionBuilder direction(Direction direction) {
        attributes = attributes.stream()
                .filter(attribute -> Direction.fromAttribute(attribute.name()).isEmpty())
                .toList();
        return attribute(Attribute.property(direction.attributeName()));
    }

    /**
     * The description.
     *
     * @return a new description
     * @throws IllegalStateException when a stream with a port has no format
     */
    public MediaDescription build() {
        if (formats.isEmpty() && port != 0) {
            throw new IllegalStateException("a media description with port " + port + " needs a format");
        }
        return new MediaDescription(this);
    }
}
