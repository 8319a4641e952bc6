// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Optional;

/**
 * The parameters of one format: the value of {@code a=fmtp}, RFC 8866 section 6.15. Immutable.
 *
 * @param format the format, for RTP the payload type in digits
 * @param parameters the parameters as written, such as {@code minptime=10;useinbandfec=1} or {@code 0-16}
 */
public record FormatParameters(String format, String parameters) {
    /**
     * Checks both fields.
     *
     * @param format the format, for RTP the payload type in digits
     * @param parameters the parameters as written, such as {@code minptime=10;useinbandfec=1} or {@code 0-16}
     * @throws IllegalArgumentException when the format is no token or the parameters are empty or hold CR, LF or NUL
     */
    public FormatParameters {
        Text.require(format, Text.TOKEN, "format");
        Text.require(parameters, Text.BYTE_STRING, "format parameters");
    }

    /**
     * Reads the value of an {@code a=fmtp} attribute, such as {@code 101 0-16}.
     *
     * @param value the text after {@code a=fmtp:}
     * @return the parameters, or empty when the value is malformed
     */
    public static Optional<FormatParameters> parse(String value) {
        int space = value.indexOf(' ');
        if (space <= 0) {
            return Optional.empty();
        }
        for (int i = 0; i < space; i++) {
            if (!Text.is(value.charAt(i), Text.TOKEN)) {
                return Optional.empty();
            }
        }
        String parameters = value.substring(space + 1).strip();
        return parameters.isEmpty()
                ? Optional.empty()
                : Optional.of(new FormatParameters(value.substring(0, space), parameters));
    }

    /**
     * The value of one parameter, where the parameters are a list of {@code name=value} separated by semicolons. Names
     * are compared without regard to case.
     *
     * @param name the parameter's name
     * @return its value, empty text for a name without one, or empty when it is absent
     */
    public Optional<String> parameter(String name) {
        return find(parameters, name);
    }

    static Optional<String> find(String parameters, String name) {
        var in = new ParameterCursor(parameters);
        while (in.next()) {
            if (Text.same(in.name(), name)) {
                return Optional.of(in.value());
            }
        }
        return Optional.empty();
    }

    /**
     * The attribute that says these parameters.
     *
     * @return {@code a=fmtp:...}
     */
    public Attribute toAttribute() {
        return Attribute.of("fmtp", format + ' ' + parameters);
    }
}
