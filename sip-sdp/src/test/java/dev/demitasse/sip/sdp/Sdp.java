// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.StandardCharsets;

/** Shorthands of this module's tests. */
final class Sdp {
    private Sdp() {}

    /** A text block with the line ends of SDP. */
    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    static SessionDescription parse(String text) {
        try {
            return SdpParser.create().parse(crlf(text).getBytes(StandardCharsets.UTF_8));
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
    }

    /** A description with these lines after a session level at 192.0.2.1. */
    static SessionDescription media(String lines) {
        return parse("v=0\no=peer 7 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n" + lines);
    }

    /** PCMU and PCMA with telephone-event 101 at 198.51.100.1:4000. */
    static LocalCapabilities telephone() {
        return capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.PCMA)
                .telephoneEvents(101)
                .build());
    }

    static LocalCapabilities capabilities(LocalMedia... media) {
        var capabilities = LocalCapabilities.builder("198.51.100.1");
        for (LocalMedia stream : media) {
            capabilities.media(stream);
        }
        return capabilities.build();
    }

    static OfferAnswer machine(LocalCapabilities capabilities) {
        return new OfferAnswer(capabilities, 42, 1);
    }

    /** The first stream of an agreement. */
    static NegotiatedMedia first(Negotiation negotiation) {
        if (negotiation instanceof Negotiation.Agreed agreed) {
            return agreed.media().get(0);
        }
        throw new AssertionError(negotiation);
    }

    static Negotiation.Reason reason(Negotiation negotiation) {
        if (negotiation instanceof Negotiation.Failed failed) {
            return failed.reason();
        }
        throw new AssertionError(negotiation);
    }
}
