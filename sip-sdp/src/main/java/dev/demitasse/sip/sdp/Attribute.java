// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Objects;

/**
 * One {@code a=} line, RFC 8866 section 5.13: a property ({@code a=rtcp-mux}) or a name with a value
 * ({@code a=ptime:20}). Names are case-sensitive. Immutable.
 */
public final class Attribute {
    private final String name;
    private final String value;
    private final boolean property;

    private Attribute(String name, String value, boolean property) {
        this.name = name;
        this.value = value;
        this.property = property;
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
        return name;
    }

    /**
     * The text after the first colon; empty for a property.
     *
     * @return the value
     */
    public String value() {
        return value;
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
                && name.equals(that.name)
                && value.equals(that.value)
                && property == that.property;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, value, property);
    }

    /** The line without its line end, such as {@code a=ptime:20}. */
    @Override
    public String toString() {
        return property ? "a=" + name : "a=" + name + ":" + value;
    }
}
