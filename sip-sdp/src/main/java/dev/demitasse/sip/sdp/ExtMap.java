// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Objects;
import java.util.Optional;

/**
 * What a number stands for in the header extensions of RTP packets: the value of {@code a=extmap}, RFC 8285 sections 5 and
 * 8. Immutable.
 *
 * <p>Numbers of 1 to 255 can stand in packets (15 only where headers are of two bytes), and 256 is the {@code appbits} of
 * that form. Those of 4096 to 4351 tell what else a side has: it has to get another number before it can be used (section
 * 7).
 *
 * @param id the number, 1 to 256 or 4096 to 4351
 * @param direction which way it is used, seen from who writes it; empty where nothing is said, and the direction of the
 *     stream counts
 * @param uri the extension, as an URI
 * @param attributes what else the extension wants said, empty for nothing; no blanks at either end
 */
public record ExtMap(int id, Optional<Direction> direction, String uri, String attributes) {
    /** The URI of the MID: packets that name their stream by its {@code a=mid}, RFC 9143 section 15.2. */
    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    static final String NAME = "extmap";
    private static final int LAST_IN_PACKETS = 255;
    private static final int APPBITS = 256;
    private static final int FIRST_EXTENDED = 4096;
    private static final int LAST_EXTENDED = 4351;

    /**
     * Checks each field.
     *
     * @param id the number, 1 to 256 or 4096 to 4351
     * @param direction which way it is used, seen from who writes it
     * @param uri the extension, as an URI
     * @param attributes what else the extension wants said, empty for nothing
     * @throws IllegalArgumentException when the number is out of range, the URI is empty or has white space, or the
     *     attributes hold CR, LF or NUL or have a blank at either end
     */
    public ExtMap {
        if (!isId(id)) {
            throw new IllegalArgumentException("header extension must be within 1..256 or 4096..4351: " + id);
        }
        Objects.requireNonNull(direction);
        Text.require(uri, Text.NON_WS, "header extension");
        Text.requireEach(attributes, Text.BYTE_STRING, "attributes");
        if (!attributes.strip().equals(attributes)) {
            throw new IllegalArgumentException("attributes with a blank at either end: " + attributes);
        }
    }

    /**
     * An extension under a number, for both ways and without attributes.
     *
     * @param id the number, 1 to 256 or 4096 to 4351
     * @param uri the extension, as an URI
     * @return the mapping
     * @throws IllegalArgumentException when the number is out of range, or the URI is empty or has white space
     */
    public static ExtMap of(int id, String uri) {
        return new ExtMap(id, Optional.empty(), uri, "");
    }

    /**
     * Reads the value of an {@code a=extmap} attribute, such as {@code 3/sendonly urn:ietf:params:rtp-hdrext:sdes:mid}.
     *
     * @param value the text after {@code a=extmap:}
     * @return the mapping, or empty when the value is malformed
     */
    public static Optional<ExtMap> parse(String value) {
        var fields = new Fields(value);
        String entry = fields.next();
        String uri = fields.next();
        String attributes = fields.rest().strip();
        int slash = entry.indexOf('/');
        int id = (int) Fields.wholeNumber(slash < 0 ? entry : entry.substring(0, slash), LAST_EXTENDED);
        Optional<Direction> direction =
                slash < 0 ? Optional.empty() : Direction.fromAttribute(entry.substring(slash + 1));
        boolean wellFormed = isId(id)
                && (slash < 0 || direction.isPresent())
                && Text.isEach(uri, Text.NON_WS)
                && (attributes.isEmpty() || Text.isEach(attributes, Text.BYTE_STRING));
        return wellFormed ? Optional.of(new ExtMap(id, direction, uri, attributes)) : Optional.empty();
    }

    private static boolean isId(int id) {
        return id >= 1 && id <= APPBITS || id >= FIRST_EXTENDED && id <= LAST_EXTENDED;
    }

    /**
     * Whether packets can have this number.
     *
     * @return whether it is 1 to 255
     */
    public boolean isUsable() {
        return id <= LAST_IN_PACKETS;
    }

    /** The same mapping with another direction. */
    ExtMap withDirection(Direction other) {
        return new ExtMap(id, Optional.of(other), uri, attributes);
    }

    boolean isMid() {
        return uri.equals(MID);
    }

    /**
     * The attribute that says this mapping.
     *
     * @return {@code a=extmap:...}
     */
    public Attribute toAttribute() {
        String way = direction.map(said -> '/' + said.attributeName()).orElse("");
        return Attribute.of(NAME, id + way + ' ' + uri + (attributes.isEmpty() ? "" : ' ' + attributes));
    }
}
