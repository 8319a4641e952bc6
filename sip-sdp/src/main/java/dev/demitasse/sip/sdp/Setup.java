// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Locale;
import java.util.Optional;

/** Who opens the connection or the DTLS handshake: the value of {@code a=setup}, RFC 4145 section 4. */
public enum Setup {
    /** The writer opens it: the DTLS client. */
    ACTIVE,
    /** The writer waits for it: the DTLS server. */
    PASSIVE,
    /** The writer does either; only in offers. */
    ACTPASS,
    /** Not to be set up for now. */
    HOLDCONN;

    /**
     * Reads the value of an {@code a=setup} attribute.
     *
     * @param value the text after {@code a=setup:}
     * @return the role, or empty when it is none
     */
    public static Optional<Setup> parse(String value) {
        return switch (value) {
            case "active" -> Optional.of(ACTIVE);
            case "passive" -> Optional.of(PASSIVE);
            case "actpass" -> Optional.of(ACTPASS);
            case "holdconn" -> Optional.of(HOLDCONN);
            default -> Optional.empty();
        };
    }

    /**
     * The answer to an offer of this role, RFC 4145 section 4.1.
     *
     * @param preferred what the answerer would rather be, {@code ACTIVE} or {@code PASSIVE}; used for {@code ACTPASS}
     * @return the answerer's role
     */
    public Setup answer(Setup preferred) {
        return switch (this) {
            case ACTIVE -> PASSIVE;
            case PASSIVE -> ACTIVE;
            case ACTPASS -> preferred == PASSIVE ? PASSIVE : ACTIVE;
            case HOLDCONN -> HOLDCONN;
        };
    }

    /**
     * The attribute that says this role.
     *
     * @return {@code a=setup:...}
     */
    public Attribute toAttribute() {
        return Attribute.of("setup", name().toLowerCase(Locale.ROOT));
    }
}
