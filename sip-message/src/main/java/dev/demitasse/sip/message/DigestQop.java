// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/** A quality of protection ({@code qop}) of digest authentication: what the response covers (RFC 7616 section 3.3). */
public enum DigestQop {
    /** The method and the URI. */
    AUTH("auth"),
    /** The method, the URI and the body. */
    AUTH_INT("auth-int");

    private final String token;

    DigestQop(String token) {
        this.token = token;
    }

    /**
     * The quality of that name.
     *
     * @param token as in a header, in any letter case
     * @return the quality; empty if it is none of these
     */
    public static Optional<DigestQop> of(String token) {
        for (DigestQop qop : values()) {
            if (qop.token.equalsIgnoreCase(token)) {
                return Optional.of(qop);
            }
        }
        return Optional.empty();
    }

    /**
     * The name in a header.
     *
     * @return such as {@code auth-int}
     */
    public String token() {
        return token;
    }
}
