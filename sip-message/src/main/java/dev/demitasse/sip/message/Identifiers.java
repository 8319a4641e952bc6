// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.random.RandomGenerator;

/**
 * New identifiers from a random source the caller brings: a secure one in production (RFC 3261 section 19.3 asks for
 * cryptographic randomness in tags), a seeded one in tests. Stateless.
 */
public final class Identifiers {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Identifiers() {}

    /**
     * A branch for a Via: the cookie of RFC 3261 section 8.1.1.7 and 80 random bits.
     *
     * @param random the random source
     * @return a token that begins with {@code z9hG4bK}
     */
    public static String branch(RandomGenerator random) {
        return "z9hG4bK" + letters(random, 16);
    }

    /**
     * A tag for a From or To, of 60 random bits (RFC 3261 section 19.3 asks for 32 or more).
     *
     * @param random the random source
     * @return a token
     */
    public static String tag(RandomGenerator random) {
        return letters(random, 12);
    }

    /**
     * A Call-ID of 120 random bits (RFC 3261 section 8.1.1.4).
     *
     * @param random the random source
     * @return a word
     */
    public static String callId(RandomGenerator random) {
        return letters(random, 24);
    }

    /**
     * A Call-ID of 120 random bits that names a host too.
     *
     * @param host a host name or address
     * @param random the random source
     * @return {@code word@host}
     * @throws IllegalArgumentException if the host is not one
     */
    public static String callId(String host, RandomGenerator random) {
        return letters(random, 24) + "@" + ByteCursor.requireHost(host);
    }

    /** Five random bits a letter, twelve letters from one {@code long}. */
    private static String letters(RandomGenerator random, int count) {
        var out = new StringBuilder(count);
        while (out.length() < count) {
            long bits = random.nextLong();
            for (int i = 0; i < 12 && out.length() < count; i++) {
                out.append(ALPHABET.charAt((int) bits & 31));
                bits >>>= 5;
            }
        }
        return out.toString();
    }
}
