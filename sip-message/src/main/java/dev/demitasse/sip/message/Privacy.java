// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.List;

/**
 * What a user asks a privacy service to do ({@code Privacy-hdr}, RFC 3323 section 4.2; {@code id}: RFC 3325). The values
 * stand in one line, separated by semicolons. Immutable.
 *
 * @param values tokens as written, at least one
 */
public record Privacy(List<String> values) {
    /**
     * Checks the tokens.
     *
     * @param values tokens as written, at least one
     * @throws IllegalArgumentException if there is none, or one is not a token
     */
    public Privacy {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no priv-value");
        }
        values.forEach(value -> Text.requireToken(value, "priv-value"));
    }

    /**
     * The values given.
     *
     * @param values tokens such as {@code id}, {@code header}, {@code session}, {@code user}, {@code critical}
     * @return the value of the header
     * @throws IllegalArgumentException if there is none, or one is not a token
     */
    public static Privacy of(String... values) {
        return new Privacy(List.of(values));
    }

    /**
     * Whether a value is among them.
     *
     * @param value in any letter case
     * @return whether it is there
     */
    public boolean contains(String value) {
        return values.stream().anyMatch(value::equalsIgnoreCase);
    }

    /** {@code priv-value *(";" priv-value)}. */
    static Privacy parse(ByteCursor in) throws SipParseException {
        List<String> values = new ArrayList<>(4);
        do {
            if (values.size() == in.maxParameters()) {
                throw in.fail("Privacy", "at most " + in.maxParameters() + " values");
            }
            int start = in.position();
            in.skipToken("priv-value");
            values.add(Text.of(in.bytes(), start, in.position()));
        } while (in.acceptSeparator(';'));
        return new Privacy(values);
    }

    void writeTo(ByteWriter out) {
        out.text(toString());
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        return String.join(";", values);
    }
}
