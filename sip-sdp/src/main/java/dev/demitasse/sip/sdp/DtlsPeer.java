// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a DTLS handshake for a stream needs to know, RFC 5763. Immutable.
 *
 * @param role this side's part: {@code ACTIVE} is the client, {@code PASSIVE} the server
 * @param fingerprints the hashes of the peer's certificate: it must match at least one whose function is accepted
 * @param tlsId the peer's identification of the DTLS association, where it gave one (RFC 8842): another one than before
 *     means a new handshake
 */
public record DtlsPeer(Setup role, List<Fingerprint> fingerprints, Optional<String> tlsId) {
    /**
     * Copies.
     *
     * @param role this side's part: {@code ACTIVE} is the client, {@code PASSIVE} the server
     * @param fingerprints the hashes of the peer's certificate: it must match at least one whose function is accepted
     * @param tlsId the peer's identification of the DTLS association, where it gave one (RFC 8842)
     */
    public DtlsPeer {
        Objects.requireNonNull(role);
        Objects.requireNonNull(tlsId);
        fingerprints = List.copyOf(fingerprints);
    }

    /**
     * A peer that does not identify its DTLS associations.
     *
     * @param role this side's part: {@code ACTIVE} is the client, {@code PASSIVE} the server
     * @param fingerprints the hashes of the peer's certificate
     */
    public DtlsPeer(Setup role, List<Fingerprint> fingerprints) {
        this(role, fingerprints, Optional.empty());
    }
}
