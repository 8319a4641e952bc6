// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link Challenge} and the {@link Credentials} that answer it have in common: a scheme with parameters, or with a
 * token68 (RFC 3261 section 25.1, RFC 7235 section 2.1). {@link #toString} shows the scheme alone. Equal to another of its
 * kind by its text. Immutable and thread-safe.
 */
public abstract sealed class AuthenticationValue permits Challenge, Credentials {
    final AuthValue value;

    AuthenticationValue(AuthValue value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * The authentication scheme.
     *
     * @return as written, such as {@code Digest}
     */
    public final String scheme() {
        return value.scheme();
    }

    /**
     * Whether the scheme is digest.
     *
     * @return whether it is, in any letter case
     */
    public final boolean isDigest() {
        return value.isDigest();
    }

    /**
     * What stands in place of parameters in schemes such as Bearer (RFC 8898).
     *
     * @return base64 characters; empty if there are none
     */
    public final Optional<String> token68() {
        return Optional.of(value.token68()).filter(token -> !token.isEmpty());
    }

    /**
     * The names of the parameters.
     *
     * @return as written, in order
     */
    public final List<String> parameterNames() {
        return value.names();
    }

    /**
     * One parameter.
     *
     * @param name in any letter case
     * @return its value, without quotes
     */
    public final Optional<String> parameter(String name) {
        return value.value(name);
    }

    /**
     * What the user is asked to prove membership of.
     *
     * @return the realm; empty if there is none
     */
    public final Optional<String> realm() {
        return value.value("realm");
    }

    /**
     * The server's nonce.
     *
     * @return the nonce; empty if there is none
     */
    public final Optional<String> nonce() {
        return value.value("nonce");
    }

    /**
     * What the server has the client send back unchanged.
     *
     * @return the text; empty if there is none
     */
    public final Optional<String> opaque() {
        return value.value("opaque");
    }

    /**
     * The digest algorithm.
     *
     * @return MD5 if none is named; empty if the one named is not known
     */
    public final Optional<DigestAlgorithm> algorithm() {
        return value.algorithm();
    }

    /**
     * Whether a hash takes the place of the user's name (RFC 7616 section 3.4.4): in a challenge, whether it may; in
     * credentials, whether it does.
     *
     * @return whether {@code userhash} is true
     */
    public final boolean isUserhash() {
        return value.isTrue("userhash");
    }

    /**
     * The whole value. Confidential.
     *
     * @return as it stands in a header
     */
    public final String encoded() {
        return value.encoded();
    }

    final void writeTo(ByteWriter out) {
        value.writeTo(out);
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && getClass() == other.getClass() && value.equals(((AuthenticationValue) other).value);
    }

    @Override
    public final int hashCode() {
        return value.hashCode();
    }

    /** The scheme; nothing else may be logged. */
    @Override
    public final String toString() {
        return value.toString();
    }
}
