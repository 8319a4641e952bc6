// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * A URI as SIP uses them: {@link SipUri} (sip and sips), {@link TelUri} (tel) or any other, kept as it is
 * ({@link OpaqueUri}). {@code equals} compares the text; {@link #equivalentTo} follows the rules of the scheme.
 * Immutable and thread-safe.
 */
public sealed interface Uri permits SipUri, TelUri, OpaqueUri {
    /**
     * Reads a URI.
     *
     * @param text the URI alone, without angle brackets or white space around it
     * @return the value
     * @throws IllegalArgumentException if it is not a URI
     */
    static Uri parse(String text) {
        ByteCursor in = ByteCursor.over(text, "URI");
        try {
            return UriParser.parse(in, in.end());
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    /**
     * The scheme.
     *
     * @return in lower case, such as {@code sip}
     */
    String scheme();

    /**
     * Whether both mean the same by the rules of their scheme: RFC 3261 section 19.1.4 for sip and sips, RFC 3966
     * section 4 for tel, the same text for others. Not transitive, hence not {@code equals}.
     *
     * @param other another URI
     * @return whether they are equivalent
     */
    boolean equivalentTo(Uri other);

    /**
     * The URI as it stands in a message.
     *
     * @return the text, without angle brackets
     */
    @Override
    String toString();
}
