// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One SRTP master key of an {@code a=crypto} line: {@code inline:<key||salt>|<lifetime>|<MKI>:<length>}, RFC 4568
 * section 6.1. Immutable. {@link #toString} leaves the key out.
 *
 * @param keyAndSalt the master key followed by the master salt, in base64
 * @param lifetimePackets how many packets it may protect at most, 1 to 2^48; empty for as many as the suite allows
 * @param mki what packets protected with it are marked with, or empty where they carry no mark
 */
public record CryptoKey(String keyAndSalt, OptionalLong lifetimePackets, Optional<Mki> mki) {
    private static final String INLINE = "inline:";
    private static final int MAX_LIFETIME_BITS = 48;

    /**
     * Checks each.
     *
     * @param keyAndSalt the master key followed by the master salt, in base64
     * @param lifetimePackets how many packets it may protect at most, 1 to 2^48; empty for as many as the suite allows
     * @param mki what packets protected with it are marked with, or empty where they carry no mark
     * @throws IllegalArgumentException when the key is empty or no base64, or the lifetime is out of range
     */
    public CryptoKey {
        if (Base64.getDecoder().decode(keyAndSalt).length == 0) {
            throw new IllegalArgumentException("no key");
        }
        Objects.requireNonNull(mki);
        lifetimePackets.ifPresent(packets -> {
            if (packets < 1 || packets > 1L << MAX_LIFETIME_BITS) {
                throw new IllegalArgumentException("lifetime must be within 1..2^48: " + packets);
            }
        });
    }

    /**
     * A key without lifetime and MKI.
     *
     * @param masterKeyAndSalt the master key followed by the master salt, not empty
     * @return the key
     * @throws IllegalArgumentException when there are no octets
     */
    public static CryptoKey of(byte[] masterKeyAndSalt) {
        return new CryptoKey(
                Base64.getEncoder().encodeToString(masterKeyAndSalt), OptionalLong.empty(), Optional.empty());
    }

    /**
     * This key with another mark.
     *
     * @param mark the master key identifier
     * @return a copy
     */
    public CryptoKey withMki(Mki mark) {
        return new CryptoKey(keyAndSalt, lifetimePackets, Optional.of(mark));
    }

    CryptoKey unmarked() {
        return new CryptoKey(keyAndSalt, lifetimePackets, Optional.empty());
    }

    /**
     * The octets of the key.
     *
     * @return the master key followed by the master salt in a new array
     */
    public byte[] masterKeyAndSalt() {
        return Base64.getDecoder().decode(keyAndSalt);
    }

    /** The key a key parameter gives; empty when it is of another method or malformed. */
    static Optional<CryptoKey> parse(String parameter) {
        if (!parameter.startsWith(INLINE)) {
            return Optional.empty();
        }
        List<String> parts = Lines.parts(parameter.substring(INLINE.length()), '|');
        boolean expires = parts.size() > 1 && parts.get(1).indexOf(':') < 0;
        int fields = expires ? 2 : 1;
        if (parts.size() > fields + 1) {
            return Optional.empty();
        }
        try {
            OptionalLong lifetime = expires ? OptionalLong.of(lifetime(parts.get(1))) : OptionalLong.empty();
            Optional<Mki> mki = parts.size() > fields ? Optional.of(Mki.parse(parts.get(fields))) : Optional.empty();
            return Optional.of(new CryptoKey(parts.get(0), lifetime, mki));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code 2^20} or {@code 1048576}; -1 for anything else. */
    private static long lifetime(String text) {
        if (!text.startsWith("2^")) {
            return Fields.wholeNumber(text, 1L << MAX_LIFETIME_BITS);
        }
        long bits = Fields.wholeNumber(text.substring(2), MAX_LIFETIME_BITS);
        return bits < 0 ? -1 : 1L << bits;
    }

    /** The key parameter that says this key. */
    String text() {
        var text = new StringBuilder(INLINE).append(keyAndSalt);
        lifetimePackets.ifPresent(packets -> text.append('|').append(packets));
        mki.ifPresent(mark -> text.append('|').append(mark));
        return text.toString();
    }

    /** For logs: lifetime and MKI. */
    @Override
    public String toString() {
        return "key " + lifetimePackets + ' ' + mki;
    }

    /**
     * A master key identifier, RFC 3711 section 3.1. Immutable.
     *
     * @param value not negative, and not longer than the octets it is sent in
     * @param lengthBytes in how many octets packets carry it, 1 to 128
     */
    public record Mki(BigInteger value, int lengthBytes) {
        private static final int MAX_BYTES = 128;
        /** As many decimal digits as 128 octets can have. */
        private static final int MAX_DIGITS = 309;

        /**
         * Checks both.
         *
         * @param value not negative, and not longer than the octets it is sent in
         * @param lengthBytes in how many octets packets carry it, 1 to 128
         * @throws IllegalArgumentException when one is out of range
         */
        public Mki {
            Text.requireRange(lengthBytes, 1, MAX_BYTES, "MKI length");
            if (value.signum() < 0 || value.bitLength() > lengthBytes * 8) {
                throw new IllegalArgumentException("MKI must fit into " + lengthBytes + " octets");
            }
        }

        /**
         * A small identifier.
         *
         * @param value not negative
         * @param lengthBytes in how many octets packets carry it, 1 to 128
         * @return the identifier
         * @throws IllegalArgumentException when one is out of range
         */
        public static Mki of(long value, int lengthBytes) {
            return new Mki(BigInteger.valueOf(value), lengthBytes);
        }

        private static Mki parse(String text) {
            int colon = text.indexOf(':');
            String digits = text.substring(0, Math.max(colon, 0));
            if (digits.length() > MAX_DIGITS || !Text.isEach(digits, Text.DIGIT)) {
                throw new IllegalArgumentException("not an MKI");
            }
            return new Mki(new BigInteger(digits), (int) Fields.wholeNumber(text.substring(colon + 1), MAX_BYTES));
        }

        /**
         * The octets that packets carry.
         *
         * @return a new array of {@link #lengthBytes} octets, the most significant first
         */
        public byte[] octets() {
            byte[] octets = new byte[lengthBytes];
            byte[] number = value.toByteArray();
            int length = Math.min(number.length, lengthBytes);
            System.arraycopy(number, number.length - length, octets, lengthBytes - length, length);
            return octets;
        }

        /** As descriptions write it, such as {@code 1:4}. */
        @Override
        public String toString() {
            return value + ":" + lengthBytes;
        }
    }
}
