// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The hash of a certificate: the value of {@code a=fingerprint}, RFC 8122 section 5. Immutable.
 *
 * @param hashFunction the hash function in lower case, such as {@code sha-256}
 * @param value the hash: octets in upper-case hexadecimal, with colons between them
 */
public record Fingerprint(String hashFunction, String value) {
    private static final HexFormat OCTETS = HexFormat.ofDelimiter(":").withUpperCase();

    /**
     * Checks both, and brings each into its usual case.
     *
     * @param hashFunction the hash function in lower case, such as {@code sha-256}
     * @param value the hash: octets in upper-case hexadecimal, with colons between them
     * @throws IllegalArgumentException when the function is no token or the value is not hexadecimal with colons
     */
    public Fingerprint {
        hashFunction = Text.require(hashFunction, Text.TOKEN, "hash function").toLowerCase(Locale.ROOT);
        value = OCTETS.formatHex(OCTETS.parseHex(Text.require(value, Text.NON_WS, "fingerprint")));
    }

    /**
     * A fingerprint of a hash.
     *
     * @param hashFunction the hash function, such as {@code sha-256}
     * @param hash the hash of the certificate in DER
     * @return the fingerprint
     * @throws IllegalArgumentException when the hash is empty or the function is no token
     */
    public static Fingerprint of(String hashFunction, byte[] hash) {
        return new Fingerprint(hashFunction, OCTETS.formatHex(hash));
    }

    /**
     * Reads the value of an {@code a=fingerprint} attribute, such as {@code sha-256 12:AB:...}.
     *
     * @param value the text after {@code a=fingerprint:}
     * @return the fingerprint, or empty when the value is malformed
     */
    public static Optional<Fingerprint> parse(String value) {
        var fields = new Fields(value);
        try {
            var read = new Fingerprint(fields.next(), fields.next());
            return fields.atEnd() ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The octets of the hash.
     *
     * @return a new array
     */
    public byte[] octets() {
        return OCTETS.parseHex(value);
    }

    /**
     * The attribute that says this fingerprint.
     *
     * @return {@code a=fingerprint:...}
     */
    public Attribute toAttribute() {
        return Attribute.of("fingerprint", hashFunction + ' ' + value);
    }
}
