// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/**
 * A URI with an optional display name and header parameters: the shape of From, To, Contact, Route, Record-Route,
 * Refer-To, P-Asserted-Identity and others ({@code ( name-addr / addr-spec ) *( SEMI generic-param )}, RFC 3261 sections
 * 20.10 and 25.1). A view of the bytes it was read from. Equal to another by its text. Immutable and thread-safe.
 */
public final class NameAddress {
    /** The {@code *} of a REGISTER's Contact that removes all bindings (RFC 3261 section 10.2.2); its URI means nothing. */
    public static final NameAddress WILDCARD = wildcard();

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int displayEnd;
    private final int uriStart;
    private final int uriEnd;
    private final int parametersStart;
    // Read when first asked for; the bytes were checked. A race between readers stores equal values.
    private Uri uri;

    NameAddress(byte[] bytes, int start, int end, int displayEnd, int uriStart, int parametersStart) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.displayEnd = displayEnd;
        this.uriStart = uriStart;
        this.uriEnd = parametersStart - (bytes[parametersStart - 1] == '>' ? 1 : 0);
        this.parametersStart = parametersStart;
    }

    /**
     * Reads a name-addr or addr-spec with parameters.
     *
     * @param text such as {@code "Alice" <sip:alice@example.com>;tag=1}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static NameAddress parse(String text) {
        return ValueCodec.parseText(NameAddressParser::parse, text, NameAddressParser.RULE);
    }

    /**
     * A URI alone.
     *
     * @param uri the URI
     * @return {@code <uri>}
     */
    public static NameAddress of(Uri uri) {
        return render("", uri, Parameters.NONE);
    }

    /**
     * A URI with a display name.
     *
     * @param displayName not quoted; the empty text for none
     * @param uri the URI
     * @return {@code "displayName" <uri>}
     * @throws IllegalArgumentException if the name has CR, LF or NUL
     */
    public static NameAddress of(String displayName, Uri uri) {
        return render(displayName, uri, Parameters.NONE);
    }

    private static NameAddress wildcard() {
        byte[] star = {'*'};
        NameAddress wildcard = new NameAddress(star, 0, 1, 0, 0, 1);
        wildcard.uri = new OpaqueUri(star, 0, 0, 1);
        return wildcard;
    }

    private static NameAddress render(String displayName, Uri uri, Parameters parameters) {
        var out = new ByteWriter(96);
        if (!displayName.isEmpty()) {
            out.quoted(displayName).put(' ');
        }
        out.put('<').text(uri.toString()).put('>');
        parameters.writeTo(out);
        return ValueCodec.parseOwn(NameAddressParser::parse, out);
    }

    /** The bytes up to the URI kept, with other parameters after it. */
    private NameAddress with(Parameters parameters) {
        var out = new ByteWriter(end - start + 32);
        writeBracketed(out);
        parameters.writeTo(out);
        return ValueCodec.parseOwn(NameAddressParser::parse, out);
    }

    /**
     * The display name without quotes. It may hold NUL, by a quoted pair (RFC 4475 section 3.1.1.2), which no setter takes.
     *
     * @return the name; empty if there is none
     */
    public Optional<String> displayName() {
        if (displayEnd == start) {
            return Optional.empty();
        }
        String name = bytes[start] == '"' ? Text.unquoted(bytes, start, displayEnd) : Text.of(bytes, start, displayEnd);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * Whether it is the {@code *} of a Contact.
     *
     * @return whether it is {@link #WILDCARD}
     */
    public boolean isWildcard() {
        return this == WILDCARD;
    }

    /**
     * The URI.
     *
     * @return the value
     */
    public Uri uri() {
        if (uri == null) {
            ByteCursor in = ByteCursor.over(bytes, uriStart, uriEnd);
            try {
                uri = UriParser.parse(in, uriEnd);
            } catch (SipParseException e) {
                throw new AssertionError(e);
            }
        }
        return uri;
    }

    /**
     * The URI, if it is a sip or sips one.
     *
     * @return the value; empty if it is of another scheme
     */
    public Optional<SipUri> sipUri() {
        return uri() instanceof SipUri sip ? Optional.of(sip) : Optional.empty();
    }

    /**
     * The header parameters, not those of the URI.
     *
     * @return the parameters
     */
    public Parameters parameters() {
        return Parameters.ofHeader(bytes, parametersStart, end);
    }

    /**
     * One header parameter.
     *
     * @param name in any letter case
     * @return its value, without quotes; the empty text if it has none
     */
    public Optional<String> parameter(String name) {
        return parameters().value(name);
    }

    /**
     * The tag of a From or To (RFC 3261 section 19.3).
     *
     * @return the tag; empty if there is none
     */
    public Optional<String> tag() {
        return Parameters.headerValue(bytes, parametersStart, end, "tag");
    }

    /**
     * The same with a tag.
     *
     * @param tag a token
     * @return the new value
     * @throws IllegalArgumentException if it is not a token
     */
    public NameAddress withTag(String tag) {
        return with(parameters().with("tag", Text.requireToken(tag, "tag")));
    }

    /**
     * The same with a header parameter.
     *
     * @param name a token
     * @param value any text on one line; quoted if needed; the empty text for none
     * @return the new value
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public NameAddress withParameter(String name, String value) {
        return with(parameters().with(name, value));
    }

    /**
     * The same without a header parameter.
     *
     * @param name in any letter case
     * @return the new value
     */
    public NameAddress withoutParameter(String name) {
        return with(parameters().without(name));
    }

    /**
     * The same with another display name.
     *
     * @param displayName not quoted; the empty text for none
     * @return the new value
     * @throws IllegalArgumentException if it has CR, LF or NUL
     */
    public NameAddress withDisplayName(String displayName) {
        return render(displayName, uri(), parameters());
    }

    /**
     * The same with another URI, the display name as it was written.
     *
     * @param newUri the URI
     * @return the new value
     */
    public NameAddress withUri(Uri newUri) {
        var out = new ByteWriter(end - start + 32);
        out.value(bytes, start, displayEnd);
        if (displayEnd > start) {
            out.put(' ');
        }
        out.put('<').text(newUri.toString()).put('>');
        parameters().writeTo(out);
        return ValueCodec.parseOwn(NameAddressParser::parse, out);
    }

    /**
     * The caller this stands for, in a form that is safe to log.
     *
     * @return the caller
     */
    public CallerId callerId() {
        return CallerId.of(this);
    }

    boolean isBracketed() {
        return bytes[parametersStart - 1] == '>';
    }

    /** All but the parameters, with angle brackets. */
    private void writeBracketed(ByteWriter out) {
        if (isBracketed()) {
            out.value(bytes, start, parametersStart);
        } else {
            out.put('<').value(bytes, start, parametersStart).put('>');
        }
    }

    /** Any value a Contact may have. */
    void writeTo(ByteWriter out) {
        out.value(bytes, start, end);
    }

    void writeAddress(ByteWriter out) {
        requireAddress();
        writeTo(out);
    }

    void writeNameAddr(ByteWriter out) {
        requireAddress();
        writeBracketed(out);
        out.value(bytes, parametersStart, end);
    }

    void writeBracketedUri(ByteWriter out) {
        if (displayEnd > start) {
            throw new IllegalArgumentException("a display name where a URI stands alone");
        }
        writeNameAddr(out);
    }

    private void requireAddress() {
        if (isWildcard()) {
            throw new IllegalArgumentException("* may stand in a Contact only");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameAddress that
                && Text.isSameText(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.textHash(bytes, start, end);
    }

    /** As it stands in a header. Not masked: log {@link #callerId} instead. */
    @Override
    public String toString() {
        return Text.of(bytes, start, end);
    }
}
