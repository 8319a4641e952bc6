// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a peer says about ICE on one stream, RFC 8839: the session level holds where the stream says nothing. */
final class RemoteIce {
    private RemoteIce() {}

    /** The description; empty without a well-formed fragment and password. Malformed candidates are left out. */
    static Optional<IceDescription> of(SessionDescription session, MediaDescription media) {
        String ufrag = value(session, media, "ice-ufrag");
        String password = value(session, media, "ice-pwd");
        List<String> options = new ArrayList<>();
        var fields = new Fields(value(session, media, "ice-options"));
        while (!fields.atEnd()) {
            options.add(fields.next());
        }
        List<IceCandidate> candidates = new ArrayList<>();
        for (Attribute line : media.attributes("candidate")) {
            IceCandidate.parse(line.value()).ifPresent(candidates::add);
        }
        options.removeIf(option -> !Text.isEach(option, Text.ICE));
        try {
            boolean lite = session.attribute("ice-lite").isPresent();
            return Optional.of(new IceDescription(ufrag, password, lite, options, candidates));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String value(SessionDescription session, MediaDescription media, String name) {
        return media.attribute(name)
                .or(() -> session.attribute(name))
                .map(Attribute::value)
                .orElse("");
    }

    /**
     * RFC 8839 section 4.2.5: the default destination is none of the candidates, because something on the way rewrote
     * it. The unspecified address with port 9 is no mismatch (RFC 8840 section 4.1.1), nor is a host name.
     */
    static boolean mismatches(IceDescription ice, RemoteMedia remote) {
        var destination = remote.rtp();
        if (ice.candidates().isEmpty() || destination.isUnresolved() || remote.isUndecided()) {
            return false;
        }
        return ice.candidates().stream()
                .filter(candidate -> candidate.component() == 1)
                .noneMatch(candidate -> IpLiteral.endpoint(candidate.address(), candidate.port())
                        .equals(destination));
    }
}
