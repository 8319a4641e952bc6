// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.List;

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

    /** Audio and video with SDES, MKIs, DTLS, ICE, feedback and header extensions, in bundles. */
    static LocalCapabilities everything() {
        var security = new MediaSecurity(
                        List.of(
                                Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]),
                                Crypto.of(2, "AEAD_AES_128_GCM", new byte[28])),
                        List.of(Fingerprint.of("sha-256", new byte[32])),
                        Setup.ACTIVE,
                        false)
                .withMki()
                .withTlsId("01234567890123456789");
        var ice = new IceDescription("ours", "0123456789abcdefghijkl", false, List.of(), List.of());
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .telephoneEvents(101)
                .security(security)
                .ice(ice)
                .headerExtension("urn:x")
                .headerExtension(ExtMap.MID)
                .mixedHeaderExtensions(true)
                .rtcpMux(true);
        var video = LocalMedia.builder("video", 4002)
                .format(MediaFormat.of(97, "VP8", 90_000, 1))
                .format(MediaFormat.of(98, "H264", 90_000, 1))
                .security(security)
                .ice(ice)
                .feedback("nack")
                .headerExtension("urn:x")
                .headerExtension(ExtMap.MID)
                .mixedHeaderExtensions(true)
                .rtcpMux(true);
        return capabilities(audio.build(), video.build()).toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build();
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
