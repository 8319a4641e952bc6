// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Objects;

/**
 * What a DTLS handshake for a stream needs to know, RFC 5763. Immutable.
 *
 * @param role this side's part: {@code ACTIVE} is the client, {@code PASSIVE} the server
 * @param fingerprints the hashes of the peer's certificate: it must match at least one whose function is accepted
 */
public record DtlsPeer(Setup role, List<Fingerprint> fingerprints) {
    /**
     * Copies.
     *
     * @param role this side's part: {@code ACTIVE} is the client, {@code PASSIVE} the server
     * @param fingerprints the hashes of the peer's certificate: it must match at least one whose function is accepted
     */
    public DtlsPeer {
        Objects.requireNonNull(role);
        fingerprints = List.copyOf(fingerprints);
    }
}
