// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one stream: which lines this side writes for them, and what both sides have then. Immutable.
 *
 * @param lines this side's {@code a=crypto}, or {@code a=fingerprint} and {@code a=setup}
 * @param crypto the keys agreed by SDES
 * @param dtls the handshake agreed on
 */
record Keying(List<Attribute> lines, Optional<Crypto.Pair> crypto, Optional<DtlsPeer> dtls) {
    private static final Keying PLAIN = new Keying(List.of(), Optional.empty(), Optional.empty());

    /** What an offer of this profile says about keys. */
    static List<Attribute> offer(MediaSecurity security, Profile profile) {
        if (profile.isPlain()) {
            return List.of();
        }
        return profile.isTls() || security.keys().isEmpty()
                ? handshake(security, Setup.ACTPASS, true)
                : security.keys().stream().map(Crypto::toAttribute).toList();
    }

    /**
     * The answer to an offered stream; empty when its profile cannot be had. "An answer never accepts a profile whose
     * keys it does not give."
     *
     * @param before the role this side has had on the stream, which RFC 8842 section 5.3 has it keep
     */
    static Optional<Keying> answer(MediaSecurity security, RemoteMedia offered, Optional<Setup> before) {
        Profile profile = Profile.of(offered.line().protocol());
        if (!security.gives(profile)) {
            return Optional.empty();
        }
        if (profile.isPlain() || offered.isOverAnother()) {
            // In a bundle the keys are those of the line whose transport it is.
            return Optional.of(PLAIN);
        }
        Setup preferred = before.orElse(security.preferredRole());
        Optional<Keying> handshake = answerHandshake(security, offered, preferred);
        return profile.isTls() ? handshake : answerKeys(security, offered).or(() -> handshake);
    }

    /** RFC 4568 section 5.1.2: the first line that can be used, in the offerer's order; the answer has its tag. */
    private static Optional<Keying> answerKeys(MediaSecurity security, RemoteMedia offered) {
        for (Crypto theirs : offered.crypto()) {
            for (Crypto ours : security.keys()) {
                if (theirs.suite().equals(ours.suite()) && theirs.isUsable(security.mki())) {
                    return Optional.of(keys(ours.answering(theirs), theirs));
                }
            }
        }
        return Optional.empty();
    }

    private static Keying keys(Crypto ours, Crypto theirs) {
        return new Keying(List.of(ours.toAttribute()), Optional.of(new Crypto.Pair(ours, theirs)), Optional.empty());
    }

    /** RFC 4145 section 4.1: "the default value of the setup attribute in an offer/answer exchange is 'active' in the offer". */
    private static Optional<Keying> answerHandshake(MediaSecurity security, RemoteMedia offered, Setup preferred) {
        Setup role = offered.setup().orElse(Setup.ACTIVE).answer(preferred);
        return agreedHandshake(security, offered, role);
    }

    private static Optional<Keying> agreedHandshake(MediaSecurity security, RemoteMedia remote, Setup role) {
        List<Fingerprint> fingerprints = remote.fingerprints();
        if (security.fingerprints().isEmpty() || fingerprints.isEmpty() || role == Setup.HOLDCONN) {
            return Optional.empty();
        }
        // RFC 8842 section 5.3: an answer must not have a tls-id where the offer had none.
        List<Attribute> lines = handshake(security, role, remote.tlsId().isPresent());
        var peer = new DtlsPeer(role, fingerprints, remote.tlsId());
        return Optional.of(new Keying(lines, Optional.empty(), Optional.of(peer)));
    }

    private static List<Attribute> handshake(MediaSecurity security, Setup role, boolean identified) {
        List<Attribute> lines = new ArrayList<>();
        security.fingerprints().forEach(fingerprint -> lines.add(fingerprint.toAttribute()));
        lines.add(role.toAttribute());
        security.tlsId().filter(id -> identified).ifPresent(id -> lines.add(Attribute.of(TlsId.NAME, id)));
        return lines;
    }

    /** What an answer to this side's offer agrees on; empty when it takes less protection than was offered, or other. */
    static Optional<Keying> answered(MediaSecurity security, Profile offered, RemoteMedia answer) {
        Profile profile = Profile.of(answer.line().protocol());
        if (offered.isPlain() || profile.isPlain()) {
            return offered.isPlain() && profile.isPlain() ? Optional.of(PLAIN) : Optional.empty();
        }
        if (!profile.isSecure()) {
            return Optional.empty();
        }
        return offered.isTls() || security.keys().isEmpty()
                ? agreedHandshake(security, answer, answeredRole(answer))
                : answeredKeys(security, answer);
    }

    /** An answer without a role is passive (RFC 4145 section 4.1), and one with {@code actpass} has not chosen: the same. */
    private static Setup answeredRole(RemoteMedia answer) {
        return switch (answer.setup().orElse(Setup.PASSIVE)) {
            case ACTIVE -> Setup.PASSIVE;
            case PASSIVE, ACTPASS -> Setup.ACTIVE;
            case HOLDCONN -> Setup.HOLDCONN;
        };
    }

    private static Optional<Keying> answeredKeys(MediaSecurity security, RemoteMedia answer) {
        for (Crypto theirs : answer.crypto()) {
            for (Crypto ours : security.keys()) {
                if (ours.tag() == theirs.tag()
                        && ours.suite().equals(theirs.suite())
                        && theirs.isUsable(security.mki())) {
                    return Optional.of(keys(ours, theirs));
                }
            }
        }
        return Optional.empty();
    }
}
