// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A session description, RFC 8866: every line of it. Immutable; safe to share between threads.
 *
 * <p>Made by {@link SdpParser} or by {@link #builder}. It is written in the line order of RFC 8866 section 5 with CR LF
 * line ends. Text is UTF-8; a received description whose octets are not UTF-8 is read and written as ISO-8859-1, so
 * that nothing is lost.
 */
public final class SessionDescription {
    /** The media type of a body that holds a session description. */
    public static final String MEDIA_TYPE = "application/sdp";

    private final OriginLine origin;
    private final String sessionName;
    private final String information;
    private final String uri;
    private final List<String> emails;
    private final List<String> phones;
    private final Connection connection;
    private final List<Bandwidth> bandwidths;
    private final List<TimeDescription> times;
    private final String timeZones;
    private final String key;
    private final List<Attribute> attributes;
    private final List<MediaDescription> media;
    private final Charset charset;

    SessionDescription(SessionDescriptionBuilder from) {
        origin = from.origin;
        sessionName = from.sessionName;
        information = from.information;
        uri = from.uri;
        emails = from.finished(from.emails);
        phones = from.finished(from.phones);
        connection = from.connection;
        bandwidths = from.finished(from.bandwidths);
        times = from.times.isEmpty() ? List.of(TimeDescription.PERMANENT) : from.finished(from.times);
        timeZones = from.timeZones;
        key = from.key;
        attributes = from.finished(from.attributes);
        media = from.finished(from.media);
        charset = from.charset;
    }

    /**
     * Starts a description with session name {@code -} and timing {@code 0 0}.
     *
     * @param origin the {@code o=} line
     * @return a builder
     */
    public static SessionDescriptionBuilder builder(Origin origin) {
        return new SessionDescriptionBuilder(origin);
    }

    /**
     * A builder that holds everything this description holds.
     *
     * @return a new builder
     */
    public SessionDescriptionBuilder toBuilder() {
        var copy = new SessionDescriptionBuilder(origin());
        copy.sessionName = sessionName;
        copy.information = information;
        copy.uri = uri;
        copy.emails = emails;
        copy.phones = phones;
        copy.connection = connection;
        copy.bandwidths = bandwidths;
        copy.times = times;
        copy.timeZones = timeZones;
        copy.key = key;
        copy.attributes = attributes;
        copy.media = media;
        copy.charset = charset;
        return copy;
    }

    /**
     * The {@code o=} line.
     *
     * @return the origin
     */
    public Origin origin() {
        return origin.origin();
    }

    /**
     * The {@code s=} line.
     *
     * @return its text, {@code -} where there is no name; may be empty when received
     */
    public String sessionName() {
        return sessionName;
    }

    /**
     * The {@code i=} line of the session.
     *
     * @return its text, if there is one
     */
    public Optional<String> information() {
        return Optional.ofNullable(information);
    }

    /**
     * The {@code u=} line.
     *
     * @return its text, if there is one
     */
    public Optional<String> uri() {
        return Optional.ofNullable(uri);
    }

    /**
     * The {@code e=} lines.
     *
     * @return their texts in order
     */
    public List<String> emails() {
        return emails;
    }

    /**
     * The {@code p=} lines.
     *
     * @return their texts in order
     */
    public List<String> phones() {
        return phones;
    }

    /**
     * The {@code c=} line of the session, which holds for every stream without one of its own.
     *
     * @return the line, if there is one
     */
    public Optional<Connection> connection() {
        return Optional.ofNullable(connection);
    }

    /**
     * The {@code b=} lines of the session.
     *
     * @return the lines in order
     */
    public List<Bandwidth> bandwidths() {
        return bandwidths;
    }

    /**
     * The {@code t=} lines with their {@code r=} lines.
     *
     * @return at least one
     */
    public List<TimeDescription> times() {
        return times;
    }

    /**
     * The {@code z=} line.
     *
     * @return its text, if there is one
     */
    public Optional<String> timeZones() {
        return Optional.ofNullable(timeZones);
    }

    /**
     * The {@code k=} line of the session, obsolete (RFC 8866 section 5.12) and kept as written.
     *
     * @return its text, if there is one
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /**
     * The {@code a=} lines of the session level.
     *
     * @return the lines in order
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    /**
     * The streams.
     *
     * @return the media descriptions in order
     */
    public List<MediaDescription> media() {
        return media;
    }

    /**
     * The first session-level attribute of a name.
     *
     * @param name the name, case-sensitive
     * @return the attribute, if there is one
     */
    public Optional<Attribute> attribute(String name) {
        return Lines.first(attributes, name);
    }

    /**
     * All session-level attributes of a name.
     *
     * @param name the name, case-sensitive
     * @return the attributes in order, perhaps none
     */
    public List<Attribute> attributes(String name) {
        return Lines.all(attributes, name);
    }

    /**
     * Where the media of a stream goes: its own first {@code c=} line, or else the session's.
     *
     * @param stream a media description of this session
     * @return the line, or empty when neither has one
     */
    public Optional<Connection> connectionOf(MediaDescription stream) {
        return stream.connections().isEmpty()
                ? connection()
                : Optional.of(stream.connections().get(0));
    }

    /**
     * The direction of a stream: its own, or else the session's, or else {@code sendrecv} (RFC 8866 section 6.7).
     *
     * @param stream a media description of this session
     * @return the direction, as the maker of this description told it
     */
    public Direction directionOf(MediaDescription stream) {
        return stream.direction().or(() -> Lines.direction(attributes)).orElse(Direction.SENDRECV);
    }

    /**
     * The header extensions of a stream: its own {@code a=extmap} lines, or else the session's. RFC 8285 section 7 has no
     * mixture of both.
     *
     * @param stream a media description of this session
     * @return those that are well-formed, in order, perhaps none
     */
    public List<ExtMap> headerExtensionsOf(MediaDescription stream) {
        List<Attribute> own = stream.attributes(ExtMap.NAME);
        List<ExtMap> maps = new ArrayList<>();
        for (Attribute line : own.isEmpty() ? attributes(ExtMap.NAME) : own) {
            ExtMap.parse(line.value()).ifPresent(maps::add);
        }
        return List.copyOf(maps);
    }

    /**
     * The octets of the description.
     *
     * @return a new array
     */
    public byte[] toBytes() {
        return toString().getBytes(charset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionDescription that
                && origin().equals(that.origin())
                && sessionName.equals(that.sessionName)
                && Objects.equals(information, that.information)
                && Objects.equals(uri, that.uri)
                && emails.equals(that.emails)
                && phones.equals(that.phones)
                && Objects.equals(connection, that.connection)
                && bandwidths.equals(that.bandwidths)
                && times.equals(that.times)
                && Objects.equals(timeZones, that.timeZones)
                && Objects.equals(key, that.key)
                && attributes.equals(that.attributes)
                && media.equals(that.media);
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin(), sessionName, connection, attributes, media);
    }

    /** The lines as they are written, each ended by CR LF. */
    @Override
    public String toString() {
        var out = new StringBuilder(512);
        SdpWriter.write(this, out);
        return out.toString();
    }
}
