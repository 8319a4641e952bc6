// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Locale;
import java.util.Optional;

/**
 * The type of a body ({@code media-type}, RFC 3261 sections 20.15 and 25.1) or a range of types in an Accept. Immutable.
 *
 * @param type the type, in lower case; {@code *} in a range
 * @param subtype the subtype, in lower case; {@code *} in a range
 * @param parameters what follows, such as {@code charset} or {@code boundary}
 */
public record MediaType(String type, String subtype, Parameters parameters) {
    /** {@code application/sdp}, RFC 8866. */
    public static final MediaType SDP = of("application", "sdp");

    /** {@code application/dtmf-relay}: digits in an INFO. */
    public static final MediaType DTMF_RELAY = of("application", "dtmf-relay");

    /** {@code message/sipfrag}, RFC 3420. */
    public static final MediaType SIPFRAG = of("message", "sipfrag");

    /** {@code text/plain}. */
    public static final MediaType TEXT_PLAIN = of("text", "plain");

    /**
     * Checks the tokens and turns them to lower case.
     *
     * @param type the type, in lower case; {@code *} in a range
     * @param subtype the subtype, in lower case; {@code *} in a range
     * @param parameters what follows, such as {@code charset} or {@code boundary}
     * @throws IllegalArgumentException if type or subtype is not a token
     */
    public MediaType {
        type = Text.requireToken(type, "media type").toLowerCase(Locale.ROOT);
        subtype = Text.requireToken(subtype, "media subtype").toLowerCase(Locale.ROOT);
        Parameters.requireHeader(parameters);
    }

    /**
     * A type without parameters.
     *
     * @param type such as {@code application}
     * @param subtype such as {@code sdp}
     * @return the value
     * @throws IllegalArgumentException if one of them is not a token
     */
    public static MediaType of(String type, String subtype) {
        return new MediaType(type, subtype, Parameters.NONE);
    }

    /**
     * Reads a media type.
     *
     * @param text such as {@code application/sdp}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static MediaType parse(String text) {
        return ValueCodec.parseText(MediaType::parse, text, "media-type");
    }

    /** {@code media-type = m-type SLASH m-subtype *(SEMI m-parameter)}. */
    static MediaType parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.skipToken("media-type");
        String type = Text.of(in.bytes(), start, in.position());
        in.expectSeparator('/', "media-type");
        int from = in.position();
        in.skipToken("media-type");
        String subtype = Text.of(in.bytes(), from, in.position());
        int parametersStart = in.position();
        ParameterParser.skip(in, "m-parameter");
        Parameters parameters = Parameters.ofHeader(in.bytes(), parametersStart, in.position());
        in.skipLws();
        return new MediaType(type, subtype, parameters);
    }

    /**
     * Whether type and subtype are the same; parameters do not count.
     *
     * @param other another media type
     * @return whether both name the same format
     */
    public boolean isSameType(MediaType other) {
        return type.equals(other.type) && subtype.equals(other.subtype);
    }

    /**
     * Whether this range, as in an Accept header, takes a type.
     *
     * @param other a media type without wildcards
     * @return whether it is within the range
     */
    public boolean includes(MediaType other) {
        return type.equals("*") || type.equals(other.type) && (subtype.equals("*") || subtype.equals(other.subtype));
    }

    /**
     * One parameter.
     *
     * @param name in any letter case
     * @return its value without quotes; the empty text if it has none
     */
    public Optional<String> parameter(String name) {
        return parameters.value(name);
    }

    /**
     * The same with a parameter.
     *
     * @param name a token
     * @param value any text on one line; quoted if needed; the empty text for none
     * @return the new value
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public MediaType withParameter(String name, String value) {
        return new MediaType(type, subtype, parameters.with(name, value));
    }

    void writeTo(ByteWriter out) {
        out.text(type).put('/').text(subtype);
        parameters.writeTo(out);
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return type + "/" + subtype + parameters;
    }
}
