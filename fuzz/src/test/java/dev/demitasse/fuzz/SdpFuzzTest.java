// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.sip.sdp.Attribute;
import dev.demitasse.sip.sdp.BundlePolicy;
import dev.demitasse.sip.sdp.Crypto;
import dev.demitasse.sip.sdp.CryptoKey;
import dev.demitasse.sip.sdp.ExtMap;
import dev.demitasse.sip.sdp.Fingerprint;
import dev.demitasse.sip.sdp.IceDescription;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.LocalMedia;
import dev.demitasse.sip.sdp.MediaDescription;
import dev.demitasse.sip.sdp.MediaFormat;
import dev.demitasse.sip.sdp.MediaSecurity;
import dev.demitasse.sip.sdp.NegotiatedMedia;
import dev.demitasse.sip.sdp.Negotiation;
import dev.demitasse.sip.sdp.OfferAnswer;
import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.sdp.Setup;
import java.util.List;
import java.util.Optional;

/** Any body: it is a description, or rejected; what is written is read as the same; as an offer it is answered in its order. */
class SdpFuzzTest {
    private static final SdpParser PARSER = SdpParser.create();
    private static final LocalCapabilities TELEPHONE = LocalCapabilities.builder("198.51.100.1")
            .media(LocalMedia.audio(4000)
                    .format(MediaFormat.PCMU)
                    .format(MediaFormat.PCMA)
                    .telephoneEvents(101)
                    .build())
            .build();
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final LocalCapabilities EVERYTHING = everything();
    private static final LocalCapabilities TWICE = LocalCapabilities.builder("198.51.100.1")
            .media(audio(4000))
            .media(audio(4002))
            .bundlePolicy(BundlePolicy.COMPATIBLE)
            .build();

    /** Audio and video with SDES, MKIs, DTLS, ICE, feedback and header extensions, in bundles. */
    private static LocalCapabilities everything() {
        var keys = List.of(
                Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", List.of(key(1), key(2))),
                Crypto.of(2, "AEAD_AES_128_GCM", new byte[28]));
        var fingerprints = List.of(Fingerprint.of("sha-256", new byte[32]));
        var security =
                new MediaSecurity(keys, fingerprints, Setup.ACTIVE, false, true, Optional.of("01234567890123456789"));
        var ice = new IceDescription("ours", "0123456789abcdefghijkl", false, List.of(), List.of());
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .telephoneEvents(101)
                .security(security)
                .ice(ice)
                .headerExtension(LEVEL)
                .headerExtension(ExtMap.MID)
                .mixedHeaderExtensions(true)
                .rtcpMux(true);
        var video = LocalMedia.builder("video", 4002)
                .format(new MediaFormat(97, "H264", 90_000, 1, "profile-level-id=42e01f;packetization-mode=1"))
                .format(MediaFormat.of(98, "VP8", 90_000, 1))
                .security(security)
                .ice(ice)
                .feedback("nack pli")
                .headerExtension(ExtMap.MID)
                .rtcpMux(true);
        return LocalCapabilities.builder("198.51.100.1")
                .media(audio.build())
                .media(video.build())
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build();
    }

    /** Audio without keys, whose stream in a bundle is told by its MID. */
    private static LocalMedia audio(int port) {
        return LocalMedia.audio(port)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.PCMA)
                .headerExtension(ExtMap.MID)
                .headerExtension(LEVEL)
                .rtcpMux(true)
                .build();
    }

    private static CryptoKey key(int mki) {
        return CryptoKey.of(new byte[30]).withMki(CryptoKey.Mki.of(mki, 2));
    }

    @FuzzTest(maxDuration = "3s")
    void description(byte[] bytes) throws SdpParseException {
        SessionDescription description;
        try {
            description = PARSER.parse(bytes);
        } catch (SdpParseException rejected) {
            return;
        }
        description.toString();
        assertEquals(description, PARSER.parse(description.toBytes()));
        description.media().forEach(SdpFuzzTest::mapped);
        for (LocalCapabilities side : List.of(TELEPHONE, EVERYTHING, TWICE)) {
            answer(side, description);
            answered(side, description);
        }
    }

    /** A header extension is malformed, or the same when it is written and read again. */
    private static void mapped(MediaDescription line) {
        for (Attribute attribute : line.attributes("extmap")) {
            ExtMap.parse(attribute.value())
                    .ifPresent(map -> assertEquals(
                            Optional.of(map), ExtMap.parse(map.toAttribute().value())));
        }
    }

    private static void answer(LocalCapabilities side, SessionDescription offer) throws SdpParseException {
        var session = new OfferAnswer(side, 1, 1);
        if (session.takeOffer(offer) instanceof Negotiation.Failed) {
            return;
        }
        SessionDescription answer = session.createAnswer();
        assertEquals(offer.media().size(), answer.media().size());
        assertEquals(offer.media().size(), session.media().size());
        assertEquals(answer, PARSER.parse(answer.toBytes()));
        session.media().forEach(SdpFuzzTest::keyed);
        session.media().forEach(stream -> told(stream, session.media()));
    }

    /** A stream that is protected has the keys for it, and no other has. */
    private static void keyed(NegotiatedMedia stream) {
        if (stream.isAccepted() && stream.transport() == stream.index()) {
            boolean keys = stream.crypto().isPresent() || stream.dtls().isPresent();
            assertEquals(stream.protocol().contains("SAVP"), keys);
        }
    }

    /** On one transport a payload type, or else a MID, tells the stream, and a header extension has one number. */
    private static void told(NegotiatedMedia stream, List<NegotiatedMedia> all) {
        for (NegotiatedMedia other : all) {
            if (other.index() < stream.index() && other.transport() == stream.transport()) {
                boolean mids = hasMid(stream) && hasMid(other);
                stream.receiveFormats()
                        .forEach(format -> assertTrue(mids
                                || other.receiveFormat(format.payloadType()).isEmpty()));
                for (ExtMap map : stream.headerExtensions().all()) {
                    other.headerExtensions()
                            .all()
                            .forEach(one ->
                                    assertEquals(map.id() == one.id(), map.uri().equals(one.uri())));
                }
            }
        }
    }

    private static boolean hasMid(NegotiatedMedia stream) {
        return stream.headerExtensions().find(ExtMap.MID).isPresent();
    }

    private static void answered(LocalCapabilities side, SessionDescription answer) {
        var session = new OfferAnswer(side, 1, 1);
        int lines = session.createOffer().media().size();
        if (session.takeAnswer(answer) instanceof Negotiation.Agreed) {
            assertTrue(answer.media().size() == lines && session.media().size() == lines);
        }
    }
}
