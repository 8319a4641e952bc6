// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * What one side says about ICE on one stream, RFC 8839 section 5. Immutable. {@link #toString} leaves the password out.
 *
 * @param ufrag the user name fragment, 4 to 256 ice-chars
 * @param password the password, 22 to 256 ice-chars
 * @param lite whether the side is ICE-lite ({@code a=ice-lite}, of the whole session)
 * @param options the tags of {@code a=ice-options}, perhaps none
 * @param candidates the candidates in the order written, perhaps none so far
 */
public record IceDescription(
        String ufrag, String password, boolean lite, List<String> options, List<IceCandidate> candidates) {
    /** The port a side without a candidate yet writes, beside the unspecified address: RFC 8840 section 4.3.1. */
    static final int DISCARD_PORT = 9;

    private static final int MAX_LENGTH = 256;

    /**
     * Checks and copies.
     *
     * @param ufrag the user name fragment, 4 to 256 ice-chars
     * @param password the password, 22 to 256 ice-chars
     * @param lite whether the side is ICE-lite ({@code a=ice-lite}, of the whole session)
     * @param options the tags of {@code a=ice-options}, perhaps none
     * @param candidates the candidates in the order written, perhaps none so far
     * @throws IllegalArgumentException when a text has not its length or holds other characters
     */
    public IceDescription {
        Text.requireEach(ufrag, Text.ICE, "ufrag");
        Text.requireRange(ufrag.length(), 4, MAX_LENGTH, "length of the ufrag");
        Text.requireEach(password, Text.ICE, "password");
        Text.requireRange(password.length(), 22, MAX_LENGTH, "length of the password");
        options = List.copyOf(options);
        options.forEach(option -> Text.require(option, Text.ICE, "option"));
        candidates = List.copyOf(candidates);
    }

    /** The media-level lines of this description. */
    List<Attribute> toAttributes() {
        List<Attribute> lines = new ArrayList<>(candidates.size() + 3);
        lines.add(Attribute.of("ice-ufrag", ufrag));
        lines.add(Attribute.of("ice-pwd", password));
        if (!options.isEmpty()) {
            lines.add(Attribute.of("ice-options", String.join(" ", options)));
        }
        candidates.forEach(candidate -> lines.add(candidate.toAttribute()));
        return lines;
    }

    /** For logs: the fragment and the candidates. */
    @Override
    public String toString() {
        return "ice " + ufrag + (lite ? " lite " : " ") + candidates;
    }
}
