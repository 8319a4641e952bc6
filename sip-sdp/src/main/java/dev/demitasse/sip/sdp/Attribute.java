// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One {@code a=} line, RFC 8866 section 5.13: a property ({@code a=rtcp-mux}) or a name with a value
 * ({@code a=ptime:20}). Names are case-sensitive. Immutable.
 *
 * <p>A received one is a span of the description's octets until somebody asks for its name or value. Text is made then
 * and kept; two threads that ask at once make it twice, which nobody notices.
 */
public final class Attribute {
    private static final byte[] NO_SOURCE = {};

    private final byte[] source;
    private final int start;
    private final int nameEnd;
    private final int end;
    private final boolean property;
    private String name;
    private String value;

    private Attribute(String name, String value, boolean property) {
        source = NO_SOURCE;
        start = 0;
        nameEnd = 0;
        end = 0;
        this.name = name;
        this.value = value;
        this.property = property;
    }

    private Attribute(byte[] source, int start, int nameEnd, int end) {
        this.source = source;
        this.start = start;
        this.nameEnd = nameEnd;
        this.end = end;
        property = nameEnd == end;
    }

    /**
     * A property attribute, {@code a=<name>}.
     *
     * @param name the name, a token
     * @return the attribute
     * @throws IllegalArgumentException when the name is no token
     */
    public static Attribute property(String name) {
        return new Attribute(Text.require(name, Text.TOKEN, "attribute name"), "", true);
    }

    /**
     * A value attribute, {@code a=<name>:<value>}.
     *
     * @param name the name, a token
     * @param value the value; no CR, LF or NUL
     * @return the attribute
     * @throws IllegalArgumentException when the name is no token or the value holds one of the three characters
     */
    public static Attribute of(String name, String value) {
        return new Attribute(
                Text.require(name, Text.TOKEN, "attribute name"),
                Text.requireEach(value, Text.BYTE_STRING, "attribute value"),
                false);
    }

    /** For the parser: a span of ASCII that it has checked, and that never changes. */
    static Attribute span(byte[] source, int start, int nameEnd, int end) {
        return new Attribute(source, start, nameEnd, end);
    }

    /** For the parser, which has checked the octets already. */
    static Attribute parsed(String name, String value, boolean property) {
        return new Attribute(name, value, property);
    }

    /**
     * The name before the colon.
     *
     * @return the name
     */
    public String name() {
        String text = name;
        if (text == null) {
            text = CommonNames.string(source, start, nameEnd, StandardCharsets.ISO_8859_1);
            name = text;
        }
        return text;
    }

    /**
     * The text after the first colon; empty for a property.
     *
     * @return the value
     */
    public String value() {
        String text = value;
        if (text == null) {
            int from = Math.min(nameEnd + 1, end);
            text = CommonNames.string(source, from, end, StandardCharsets.ISO_8859_1);
            value = text;
        }
        return text;
    }

    /**
     * Whether this is a property, written without a colon.
     *
     * @return whether the line has no colon
     */
    public boolean isProperty() {
        return property;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attribute that
                && name().equals(that.name())
                && value().equals(that.value())
                && property == that.property;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name(), value(), property);
    }

    /** The line without its line end, such as {@code a=ptime:20}. */
    @Override
    public String toString() {
        return property ? "a=" + name() : "a=" + name() + ":" + value();
    }
}
