// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One {@code a=crypto} line: the key its writer sends SRTP with, RFC 4568 section 9. Immutable. {@link #toString} leaves
 * the key out; the attribute has it.
 *
 * @param tag the number an answer refers to, 0 to 999,999,999
 * @param suite the crypto suite, such as {@code AES_CM_128_HMAC_SHA1_80}
 * @param keyParameters the key parameters as written, such as {@code inline:} and the key in base64
 * @param sessionParameters the session parameters, perhaps none
 */
public record Crypto(int tag, String suite, String keyParameters, List<String> sessionParameters) {
    private static final int MAX_TAG = 999_999_999;

    /**
     * Checks and copies.
     *
     * @param tag the number an answer refers to, 0 to 999,999,999
     * @param suite the crypto suite, such as {@code AES_CM_128_HMAC_SHA1_80}
     * @param keyParameters the key parameters as written, such as {@code inline:} and the key in base64
     * @param sessionParameters the session parameters, perhaps none
     * @throws IllegalArgumentException when the tag is out of range or a text is not of its grammar
     */
    public Crypto {
        Text.requireRange(tag, 0, MAX_TAG, "tag");
        Text.require(suite, Text.TOKEN, "suite");
        Text.require(keyParameters, Text.NON_WS, "key parameters");
        sessionParameters = List.copyOf(sessionParameters);
        sessionParameters.forEach(parameter -> Text.require(parameter, Text.NON_WS, "session parameter"));
    }

    /**
     * A key of this side, without lifetime, MKI and session parameters.
     *
     * @param tag the number an answer refers to, 0 to 999,999,999
     * @param suite the crypto suite
     * @param masterKeyAndSalt the master key followed by the master salt, as long as the suite wants them
     * @return the line
     * @throws IllegalArgumentException when the key has not the length of a known suite
     */
    public static Crypto of(int tag, String suite, byte[] masterKeyAndSalt) {
        int length = keyBytes(suite);
        if (masterKeyAndSalt.length == 0 || length > 0 && masterKeyAndSalt.length != length) {
            throw new IllegalArgumentException(
                    "master key and salt of " + masterKeyAndSalt.length + " bytes do not fit " + suite);
        }
        return new Crypto(tag, suite, CryptoKey.of(masterKeyAndSalt).text(), List.of());
    }

    /**
     * Keys of this side, told apart by their MKIs.
     *
     * @param tag the number an answer refers to, 0 to 999,999,999
     * @param suite the crypto suite
     * @param keys one key, or more that all have an MKI
     * @return the line
     * @throws IllegalArgumentException when a key has not the length of a known suite, or the MKIs do not tell them apart
     */
    public static Crypto of(int tag, String suite, List<CryptoKey> keys) {
        var text = keys.stream().map(CryptoKey::text).collect(Collectors.joining(";"));
        var line = new Crypto(tag, suite, text, List.of());
        if (line.keys().isEmpty()) {
            throw new IllegalArgumentException("keys do not fit " + suite + ": " + keys);
        }
        return line;
    }

    /**
     * Reads the value of an {@code a=crypto} attribute.
     *
     * @param value the text after {@code a=crypto:}
     * @return the line, or empty when the value is malformed
     */
    public static Optional<Crypto> parse(String value) {
        var fields = new Fields(value);
        long tag = fields.number(MAX_TAG);
        String suite = fields.next();
        String keyParameters = fields.next();
        if (tag < 0 || !Text.isEach(suite, Text.TOKEN) || !Text.isEach(keyParameters, Text.NON_WS)) {
            return Optional.empty();
        }
        List<String> sessionParameters = new ArrayList<>();
        while (!fields.atEnd()) {
            String parameter = fields.next();
            if (!Text.isEach(parameter, Text.NON_WS)) {
                return Optional.empty();
            }
            sessionParameters.add(parameter);
        }
        return Optional.of(new Crypto((int) tag, suite, keyParameters, sessionParameters));
    }

    /**
     * The keys of this line, RFC 4568 section 6.1: each of the suite's length; either one without an MKI, or one or more
     * with MKIs of one length and different values.
     *
     * @return the keys in order; none when the key parameters are malformed, of another method, or break these rules
     */
    public List<CryptoKey> keys() {
        List<CryptoKey> keys = new ArrayList<>();
        for (String parameter : Lines.parts(keyParameters, ';')) {
            var key = CryptoKey.parse(parameter).filter(this::fits);
            if (key.isEmpty()) {
                return List.of();
            }
            keys.add(key.get());
        }
        return keys.size() == 1 || tellApart(keys) ? List.copyOf(keys) : List.of();
    }

    private boolean fits(CryptoKey key) {
        int length = keyBytes(suite);
        return length == 0 || key.masterKeyAndSalt().length == length;
    }

    private static boolean tellApart(List<CryptoKey> keys) {
        List<CryptoKey.Mki> marks =
                keys.stream().flatMap(key -> key.mki().stream()).distinct().toList();
        return marks.size() == keys.size()
                && marks.stream().map(CryptoKey.Mki::lengthBytes).distinct().count() == 1;
    }

    /**
     * The one key of this line, when it can be used without knowing more than RFC 3711's default: one {@code inline} key
     * of the suite's length, without an MKI.
     *
     * @return the master key followed by the master salt in a new array; empty for anything else
     */
    public Optional<byte[]> masterKeyAndSalt() {
        List<CryptoKey> keys = keys();
        return keys.size() == 1 && keys.get(0).mki().isEmpty()
                ? Optional.of(keys.get(0).masterKeyAndSalt())
                : Optional.empty();
    }

    /**
     * Whether nothing but the plain use of the suite is asked for, or that with MKIs. RFC 4568 section 6.3: a session
     * parameter that is not supported makes the line unusable, unless it begins with a minus sign.
     */
    boolean isUsable(boolean withMki) {
        return (withMki ? !keys().isEmpty() : masterKeyAndSalt().isPresent())
                && sessionParameters.stream().allMatch(Crypto::isHarmless);
    }

    /**
     * {@code WSH} is only a hint. {@code KDR=0} is the default of RFC 3711 section 4.3.1, one derivation of session keys:
     * the grammar of RFC 4568 section 9.2 has it, although section 6.3.1 says 1 to 24.
     */
    private static boolean isHarmless(String parameter) {
        return parameter.startsWith("-") || parameter.startsWith("WSH=") || parameter.equals("KDR=0");
    }

    /** Octets of master key and salt of the suites of RFC 4568, 6188 and 7714; 0 for a suite that is not known. */
    private static int keyBytes(String suite) {
        return switch (suite) {
            case "AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32", "F8_128_HMAC_SHA1_80" -> 16 + 14;
            case "AES_192_CM_HMAC_SHA1_80", "AES_192_CM_HMAC_SHA1_32" -> 24 + 14;
            case "AES_256_CM_HMAC_SHA1_80", "AES_256_CM_HMAC_SHA1_32" -> 32 + 14;
            case "AEAD_AES_128_GCM" -> 16 + 12;
            case "AEAD_AES_256_GCM" -> 32 + 12;
            default -> 0;
        };
    }

    /**
     * This line as the answer to one that is accepted. To keys without an MKI it is the first key without one: nothing says
     * that the offerer knows them.
     */
    Crypto answering(Crypto offered) {
        List<CryptoKey> keys = keys();
        boolean unmark =
                offered.masterKeyAndSalt().isPresent() && keys.get(0).mki().isPresent();
        return unmark
                ? new Crypto(offered.tag, suite, keys.get(0).unmarked().text(), sessionParameters)
                : withTag(offered.tag);
    }

    /** This key under another tag: an answer repeats the tag of the line it accepts. */
    Crypto withTag(int number) {
        return new Crypto(number, suite, keyParameters, sessionParameters);
    }

    /**
     * The attribute that says this key.
     *
     * @return {@code a=crypto:...}
     */
    public Attribute toAttribute() {
        var value = new StringBuilder()
                .append(tag)
                .append(' ')
                .append(suite)
                .append(' ')
                .append(keyParameters);
        sessionParameters.forEach(parameter -> value.append(' ').append(parameter));
        return Attribute.of("crypto", value.toString());
    }

    /** For logs: tag and suite. */
    @Override
    public String toString() {
        return "crypto " + tag + ' ' + suite;
    }

    /**
     * The keys of a stream whose answer is given, each named for what this side does with it.
     *
     * @param send this side's: what is sent is protected with it
     * @param receive the peer's: what arrives is protected with it
     */
    public record Pair(Crypto send, Crypto receive) {
        /**
         * Checks.
         *
         * @param send this side's: what is sent is protected with it
         * @param receive the peer's: what arrives is protected with it
         */
        public Pair {
            Objects.requireNonNull(send);
            Objects.requireNonNull(receive);
        }
    }
}
