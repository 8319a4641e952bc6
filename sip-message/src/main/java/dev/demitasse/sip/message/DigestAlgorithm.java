// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/** A digest algorithm as its name stands in a challenge (RFC 7616 section 3.3, RFC 8760 section 2.1). */
public enum DigestAlgorithm {
    /** MD5: what is meant where no algorithm is named. */
    MD5("MD5", "MD5"),
    /** MD5 with the nonces hashed into the session's key. */
    MD5_SESS("MD5-sess", "MD5"),
    /** SHA-256. */
    SHA_256("SHA-256", "SHA-256"),
    /** SHA-256 with the nonces hashed into the session's key. */
    SHA_256_SESS("SHA-256-sess", "SHA-256"),
    /** SHA-512 cut to 256 bits. */
    SHA_512_256("SHA-512-256", "SHA-512/256"),
    /** SHA-512 cut to 256 bits, with the nonces hashed into the session's key. */
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256");

    private final String token;
    private final String hash;

    DigestAlgorithm(String token, String hash) {
        this.token = token;
        this.hash = hash;
    }

    /**
     * The algorithm of that name.
     *
     * @param token as in a header, in any letter case
     * @return the algorithm; empty if it is none of these
     */
    public static Optional<DigestAlgorithm> of(String token) {
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * The name in a header.
     *
     * @return such as {@code SHA-512-256-sess}
     */
    public String token() {
        return token;
    }

    /**
     * The name of the hash for {@link java.security.MessageDigest}.
     *
     * @return such as {@code SHA-512/256}
     */
    public String hash() {
        return hash;
    }

    /**
     * Whether the nonces are hashed into the session's key.
     *
     * @return whether the name ends with {@code -sess}
     */
    public boolean isSession() {
        return token.endsWith("-sess");
    }
}
