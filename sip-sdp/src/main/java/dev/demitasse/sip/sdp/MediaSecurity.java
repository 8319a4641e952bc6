// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How one stream of this side can be protected. Immutable.
 *
 * <p>The keys are the caller's: this module has no random source. A profile is offered or accepted only with what it
 * needs: {@code RTP/SAVP} and {@code RTP/SAVPF} with {@code keys} (SDES, RFC 4568), or with {@code fingerprints};
 * {@code UDP/TLS/RTP/SAVP} and {@code UDP/TLS/RTP/SAVPF} with {@code fingerprints} (DTLS-SRTP, RFC 5763).
 *
 * @param keys the SDES keys this side sends with, one for each suite, most preferred first
 * @param fingerprints the hashes of this side's certificate
 * @param preferredRole {@code ACTIVE} or {@code PASSIVE}: the DTLS role this side takes when it answers {@code actpass}
 * @param required whether unprotected streams are refused
 * @param mki whether the media layer can mark packets with master key identifiers; if not, SDES keys that want it are
 *     not accepted
 * @param tlsId this side's identification of the DTLS association, RFC 8842; a new one asks for a new handshake
 */
public record MediaSecurity(
        List<Crypto> keys,
        List<Fingerprint> fingerprints,
        Setup preferredRole,
        boolean required,
        boolean mki,
        Optional<String> tlsId) {
    /** No protection, none required. */
    public static final MediaSecurity NONE = new MediaSecurity(List.of(), List.of(), Setup.ACTIVE, false);

    /**
     * Checks and copies.
     *
     * @param keys the SDES keys this side sends with, one for each suite, most preferred first
     * @param fingerprints the hashes of this side's certificate
     * @param preferredRole {@code ACTIVE} or {@code PASSIVE}: the DTLS role this side takes when it answers
     *     {@code actpass}
     * @param required whether unprotected streams are refused
     * @param mki whether the media layer can mark packets with master key identifiers
     * @param tlsId this side's identification of the DTLS association, RFC 8842
     * @throws IllegalArgumentException when a tag or a suite is there twice, a key cannot be used, the role is neither,
     *     the identification is malformed, or protection is required and there is none
     */
    public MediaSecurity {
        keys = List.copyOf(keys);
        fingerprints = List.copyOf(fingerprints);
        if (keys.stream().map(Crypto::tag).distinct().count() < keys.size()
                || keys.stream().map(Crypto::suite).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("tags and suites must differ: " + keys);
        }
        keys.stream().filter(key -> !key.isUsable(mki)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("not a key of its suite's length, or an MKI: " + key);
        });
        tlsId.filter(id -> TlsId.parse(id).isEmpty()).ifPresent(id -> {
            throw new IllegalArgumentException("not 20 to 255 letters, digits, '+', '/', '-', '_': " + id);
        });
        if (Objects.requireNonNull(preferredRole) != Setup.ACTIVE && preferredRole != Setup.PASSIVE) {
            throw new IllegalArgumentException("role must be ACTIVE or PASSIVE: " + preferredRole);
        }
        if (required && keys.isEmpty() && fingerprints.isEmpty()) {
            throw new IllegalArgumentException("protection is required and there is none");
        }
    }

    /**
     * Protection without master key identifiers and without an identification of the DTLS association.
     *
     * @param keys the SDES keys this side sends with, one for each suite, most preferred first
     * @param fingerprints the hashes of this side's certificate
     * @param preferredRole {@code ACTIVE} or {@code PASSIVE}: the DTLS role this side takes when it answers
     *     {@code actpass}
     * @param required whether unprotected streams are refused
     * @throws IllegalArgumentException when a tag or a suite is there twice, a key cannot be used, the role is neither,
     *     or protection is required and there is none
     */
    public MediaSecurity(List<Crypto> keys, List<Fingerprint> fingerprints, Setup preferredRole, boolean required) {
        this(keys, fingerprints, preferredRole, required, false, Optional.empty());
    }

    /**
     * Protection by keys in the descriptions, SDES. Whoever reads the signalling reads the keys: send it over TLS.
     *
     * @param keys the keys this side sends with, one for each suite, most preferred first
     * @return the protection, not required
     * @throws IllegalArgumentException when a tag or a suite is there twice or a key cannot be used
     */
    public static MediaSecurity sdes(Crypto... keys) {
        return new MediaSecurity(List.of(keys), List.of(), Setup.ACTIVE, false);
    }

    /**
     * Protection by a DTLS handshake in the media path.
     *
     * @param fingerprints the hashes of this side's certificate
     * @return the protection, not required, this side preferring to open the handshake
     */
    public static MediaSecurity dtls(Fingerprint... fingerprints) {
        return new MediaSecurity(List.of(), List.of(fingerprints), Setup.ACTIVE, false);
    }

    /**
     * The same protection, and no stream without it.
     *
     * @return a copy
     * @throws IllegalArgumentException when there is no protection
     */
    public MediaSecurity asRequired() {
        return new MediaSecurity(keys, fingerprints, preferredRole, true, mki, tlsId);
    }

    /**
     * The same protection, with master key identifiers (RFC 3711 section 3.1) accepted. {@link Crypto#keys} then tells
     * the keys; {@link Crypto#masterKeyAndSalt} is empty where they are marked.
     *
     * @return a copy
     */
    public MediaSecurity withMki() {
        return new MediaSecurity(keys, fingerprints, preferredRole, required, true, tlsId);
    }

    /**
     * The same protection, with {@code a=tls-id} (RFC 8842) in offers, and in answers to offers that have it. The same
     * value again keeps the DTLS association; another one starts a new handshake.
     *
     * @param id 20 to 255 letters, digits, {@code + / - _}; at least 120 random bits (RFC 8842 section 4)
     * @return a copy
     * @throws IllegalArgumentException when it is malformed
     */
    public MediaSecurity withTlsId(String id) {
        return new MediaSecurity(keys, fingerprints, preferredRole, required, mki, Optional.of(id));
    }

    /** Whether this side can give what the profile needs. */
    boolean gives(Profile profile) {
        return switch (profile) {
            case AVP, AVPF -> !required;
            case SAVP, SAVPF -> !keys.isEmpty() || !fingerprints.isEmpty();
            case TLS_SAVP, TLS_SAVPF -> !fingerprints.isEmpty();
            case OTHER -> false;
        };
    }
}
