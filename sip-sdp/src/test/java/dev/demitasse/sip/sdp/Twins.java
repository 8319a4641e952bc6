// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Sides and offers with several streams of one kind, which share payload types as those of WebRTC do. */
final class Twins {
    private static final List<List<String>> EXTENSIONS = List.of(
            List.of(ExtMap.MID),
            List.of(ExtMap.MID),
            List.of("urn:a", ExtMap.MID, "urn:b"),
            List.of("urn:b", ExtMap.MID),
            List.of("urn:b", "urn:c"));

    private Twins() {}

    /** Two or three streams of audio that are as good as one another, in bundles. */
    static Arbitrary<LocalCapabilities> sides() {
        var formats = Arbitraries.of(MediaFormat.PCMU, MediaFormat.PCMA, MediaFormat.of(111, "opus", 48_000, 2));
        var stream = Combinators.combine(
                        formats.set().ofMinSize(2).ofMaxSize(3),
                        Arbitraries.of(EXTENSIONS),
                        Arbitraries.of(Direction.class))
                .as((codecs, extensions, direction) -> {
                    var media = LocalMedia.audio(4000).rtcpMux(true).direction(direction);
                    codecs.forEach(media::format);
                    extensions.forEach(media::headerExtension);
                    return media;
                });
        return Combinators.combine(
                        stream.list().ofMinSize(2).ofMaxSize(3),
                        Arbitraries.of(BundlePolicy.COMPATIBLE, BundlePolicy.ONLY))
                .as((streams, policy) -> {
                    var side = LocalCapabilities.builder("198.51.100.1").bundlePolicy(policy);
                    for (int i = 0; i < streams.size(); i++) {
                        side.media(streams.get(i).port(4000 + 2 * i).build());
                    }
                    return side.build();
                });
    }

    /** An offer with something else in the place of some header extensions: bits choose what. */
    static SessionDescription otherExtensions(SessionDescription offer, int bits) {
        var copy = SessionDescription.builder(offer.origin())
                .connection(offer.connection().orElseThrow());
        offer.attributes().forEach(copy::attribute);
        for (int i = 0; i < offer.media().size(); i++) {
            var line = offer.media().get(i);
            int choice = bits >> 3 * i & 7;
            var media = MediaDescription.builder(line.media(), line.port(), line.protocol());
            line.formats().forEach(media::format);
            for (Attribute attribute : line.attributes()) {
                if (choice == 1 && attribute.name().equals(ExtMap.NAME)) {
                    media.attribute(renumbered(attribute));
                } else if (choice != 2 || !attribute.name().equals(ExtMap.NAME)) {
                    media.attribute(attribute);
                }
            }
            copy.media(media.build());
        }
        return copy.build();
    }

    /** An offer whose lines all have the formats of the first of their kind, as those of WebRTC do. */
    static SessionDescription alike(SessionDescription offer) {
        var copy = SessionDescription.builder(offer.origin())
                .connection(offer.connection().orElseThrow());
        offer.attributes().forEach(copy::attribute);
        for (MediaDescription line : offer.media()) {
            var first = offer.media().stream()
                    .filter(other -> other.media().equals(line.media()))
                    .findFirst()
                    .orElseThrow();
            var media = MediaDescription.builder(line.media(), line.port(), line.protocol());
            first.formats().forEach(media::format);
            first.attributes().stream().filter(Twins::isOfFormats).forEach(media::attribute);
            line.attributes().stream()
                    .filter(attribute -> !isOfFormats(attribute))
                    .forEach(media::attribute);
            copy.media(media.build());
        }
        return copy.build();
    }

    private static boolean isOfFormats(Attribute line) {
        return line.name().equals("rtpmap") || line.name().equals("fmtp");
    }

    /** An extension under the number of another line's, perhaps of another extension. */
    static Attribute renumbered(Attribute line) {
        return line.name().equals(ExtMap.NAME)
                ? Attribute.of(
                        ExtMap.NAME, line.value().replace("1 ", "3/recvonly ").replace("2 ", "1 "))
                : line;
    }
}
