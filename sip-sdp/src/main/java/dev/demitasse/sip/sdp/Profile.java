// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/** The transport profiles of {@code m=} lines, as far as the question "may we answer it" needs them. */
enum Profile {
    /** {@code RTP/AVP}, RFC 3551. */
    AVP,
    /** {@code RTP/AVPF}, RFC 4585. */
    AVPF,
    /** {@code RTP/SAVP}, RFC 3711: needs keys. */
    SAVP,
    /** {@code RTP/SAVPF}, RFC 5124: needs keys. */
    SAVPF,
    /** {@code UDP/TLS/RTP/SAVP}, RFC 5764: needs keys. */
    TLS_SAVP,
    /** {@code UDP/TLS/RTP/SAVPF}, RFC 5764: needs keys. */
    TLS_SAVPF,
    /** Anything that is not RTP over UDP. */
    OTHER;

    static Profile of(String protocol) {
        return switch (protocol) {
            case "RTP/AVP" -> AVP;
            case "RTP/AVPF" -> AVPF;
            case "RTP/SAVP" -> SAVP;
            case "RTP/SAVPF" -> SAVPF;
            case "UDP/TLS/RTP/SAVP" -> TLS_SAVP;
            case "UDP/TLS/RTP/SAVPF" -> TLS_SAVPF;
            default -> OTHER;
        };
    }

    boolean isPlain() {
        return this == AVP || this == AVPF;
    }

    /** Why a stream of this profile is refused when its keys are not there, or keys are wanted and it has none. */
    Negotiation.Reason refusal() {
        return isSecure() ? Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE : Negotiation.Reason.INCOMPATIBLE_TRANSPORT;
    }

    /** Whether streams of both profiles can share one transport: keys for both, from the same source, or none. */
    boolean isKeyedLike(Profile other) {
        return isSecure() == other.isSecure() && isTls() == other.isTls();
    }

    /** Whether keys come from a DTLS handshake. */
    boolean isTls() {
        return this == TLS_SAVP || this == TLS_SAVPF;
    }

    /** Whether {@code a=rtcp-fb} may be used: RFC 4585 section 4. */
    boolean hasFeedback() {
        return this == AVPF || this == SAVPF || this == TLS_SAVPF;
    }

    boolean isSecure() {
        return !isPlain() && this != OTHER;
    }
}
