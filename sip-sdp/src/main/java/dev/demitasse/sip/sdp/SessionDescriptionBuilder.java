// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects the lines of a {@link SessionDescription}. Not thread-safe. */
public final class SessionDescriptionBuilder {
    List<String> emails = List.of();
    List<String> phones = List.of();
    List<Bandwidth> bandwidths = List.of();
    List<TimeDescription> times = List.of();
    List<Attribute> attributes = List.of();
    List<MediaDescription> media = List.of();
    OriginLine origin;
    String sessionName = "-";
    String information;
    String uri;
    Connection connection;
    String timeZones;
    String key;
    Charset charset = StandardCharsets.UTF_8;

    private final boolean parsed;

    /** For the parser, which fills in every field and makes one description. */
    SessionDescriptionBuilder() {
        parsed = true;
    }

    SessionDescriptionBuilder(Origin origin) {
        parsed = false;
        origin(origin);
    }

    /** A list of this builder as a description keeps it: the parser's lists belong to their one description. */
    <T> List<T> finished(List<T> lines) {
        return parsed ? Lines.view(lines) : List.copyOf(lines);
    }

    /**
     * Replaces the {@code o=} line.
     *
     * @param value the line
     * @return this builder
     */
    public SessionDescriptionBuilder origin(Origin value) {
        origin = new OriginLine(Objects.requireNonNull(value));
        return this;
    }

    /**
     * Replaces the {@code s=} line.
     *
     * @param text {@code -} for none; may be empty, as some peers have it; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public SessionDescriptionBuilder sessionName(String text) {
        sessionName = Text.requireEach(text, Text.BYTE_STRING, "session name");
        return this;
    }

    /**
     * Sets the {@code i=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public SessionDescriptionBuilder information(String text) {
        information = Text.require(text, Text.BYTE_STRING, "information");
        return this;
    }

    /**
     * Sets the {@code u=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public SessionDescriptionBuilder uri(String text) {
        uri = Text.require(text, Text.BYTE_STRING, "URI");
        return this;
    }

    /**
     * Adds an {@code e=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public SessionDescriptionBuilder email(String text) {
        emails = Lines.add(emails, Text.require(text, Text.BYTE_STRING, "email"));
        return this;
    }

    /**
     * Adds a {@code p=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public SessionDescriptionBuilder phone(String text) {
        phones = Lines.add(phones, Text.require(text, Text.BYTE_STRING, "phone"));
        return this;
    }

    /**
     * Sets the {@code c=} line.
     *
     * @param value the line
     * @return this builder
     */
    public SessionDescriptionBuilder connection(Connection value) {
        connection = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Adds a {@code b=} line.
     *
     * @param bandwidth the line
     * @return this builder
     */
    public SessionDescriptionBuilder bandwidth(Bandwidth bandwidth) {
        bandwidths = Lines.add(bandwidths, Objects.requireNonNull(bandwidth));
        return this;
    }

    /**
     * Adds a {@code t=} line with its {@code r=} lines. Without any, the description has {@code t=0 0}.
     *
     * @param time the lines
     * @return this builder
     */
    public SessionDescriptionBuilder time(TimeDescription time) {
        times = Lines.add(times, Objects.requireNonNull(time));
        return this;
    }

    /**
     * Sets the {@code z=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public SessionDescriptionBuilder timeZones(String text) {
        timeZones = Text.require(text, Text.BYTE_STRING, "time zones");
        return this;
    }

    /**
     * Sets the {@code k=} line.
     *
     * @param text not empty; no CR, LF or NUL
     * @return this builder
     * @throws IllegalArgumentException when the text does not fit
     */
    public SessionDescriptionBuilder key(String text) {
        key = Text.require(text, Text.BYTE_STRING, "key");
        return this;
    }

    /**
     * Adds a session-level {@code a=} line.
     *
     * @param attribute the line
     * @return this builder
     */
    public SessionDescriptionBuilder attribute(Attribute attribute) {
        attributes = Lines.add(attributes, Objects.requireNonNull(attribute));
        return this;
    }

    /**
     * Adds a stream.
     *
     * @param stream the media description
     * @return this builder
     */
    public SessionDescriptionBuilder media(MediaDescription stream) {
        media = Lines.add(media, Objects.requireNonNull(stream));
        return this;
    }

    /**
     * Replaces a stream.
     *
     * @param index its index, from 0
     * @param stream the media description
     * @return this builder
     * @throws IndexOutOfBoundsException when there is no such stream
     */
    public SessionDescriptionBuilder media(int index, MediaDescription stream) {
        List<MediaDescription> streams = new ArrayList<>(media);
        streams.set(index, Objects.requireNonNull(stream));
        media = streams;
        return this;
    }

    SessionDescriptionBuilder charset(Charset value) {
        charset = value;
        return this;
    }

    /**
     * The description.
     *
     * @return a new description
     */
    public SessionDescription build() {
        var description = new SessionDescription(this);
        if (charset == StandardCharsets.ISO_8859_1 && !charset.newEncoder().canEncode(description.toString())) {
            charset = StandardCharsets.UTF_8;
            return new SessionDescription(this);
        }
        return description;
    }
}
