// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Descriptions and capabilities made by the grammar, not by chance alone. */
final class Generators {
    private static final List<MediaFormat> CODECS = List.of(
            MediaFormat.PCMU,
            MediaFormat.PCMA,
            MediaFormat.G722,
            MediaFormat.COMFORT_NOISE,
            MediaFormat.of(111, "opus", 48_000, 2),
            MediaFormat.of(96, "L16", 16_000, 1),
            MediaFormat.of(97, "L16", 16_000, 2),
            MediaFormat.of(98, "CN", 16_000, 1),
            MediaFormat.telephoneEvent(101, 8000),
            MediaFormat.telephoneEvent(102, 48_000),
            new MediaFormat(120, "H264", 90_000, 1, "packetization-mode=1;profile-level-id=42e01f"),
            new MediaFormat(121, "H264", 90_000, 1, "profile-level-id=640028"),
            new MediaFormat(122, "VP9", 90_000, 1, "profile-id=2"));

    private static final List<MediaSecurity> SECURITY = List.of(
            MediaSecurity.NONE,
            MediaSecurity.sdes(
                    Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]),
                    Crypto.of(2, "AEAD_AES_128_GCM", new byte[28])),
            MediaSecurity.sdes(Crypto.of(4, "AEAD_AES_128_GCM", new byte[28])).asRequired(),
            MediaSecurity.dtls(Fingerprint.of("sha-256", new byte[32])),
            new MediaSecurity(
                    List.of(Crypto.of(
                            6,
                            "AES_CM_128_HMAC_SHA1_80",
                            List.of(
                                    CryptoKey.of(new byte[30]).withMki(CryptoKey.Mki.of(1, 2)),
                                    CryptoKey.of(new byte[30]).withMki(CryptoKey.Mki.of(2, 2))))),
                    List.of(),
                    Setup.ACTIVE,
                    true,
                    true,
                    Optional.empty()),
            new MediaSecurity(
                    List.of(Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30])),
                    List.of(Fingerprint.of("sha-256", new byte[32])),
                    Setup.PASSIVE,
                    true));

    private static final List<String> PROFILES =
            List.of("RTP/AVP", "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF");

    private static final List<List<String>> EXTENSIONS = List.of(
            List.of(),
            List.of(ExtMap.MID),
            List.of(ExtMap.MID),
            List.of("urn:a", ExtMap.MID, "urn:b"),
            List.of("urn:b", "urn:c"));

    /** Values of the attributes that this module reads, some of them broken. */
    private static final List<String> READ = List.of(
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA|2^20|1:4;inline:AAAA KDR=1",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA|2^20|1:4",
            "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA|1:2"
                    + ";inline:BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA|2^31|2:2 KDR=0 WSH=64",
            "a=crypto:3 AEAD_AES_128_GCM inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==|256:2 UNENCRYPTED_SRTP",
            "a=crypto:",
            "a=fingerprint:sha-256 00:01",
            "a=fingerprint:",
            "a=setup:actpass",
            "a=setup:holdconn",
            "a=setup:?",
            "a=ice-ufrag:abcd",
            "a=ice-pwd:0123456789abcdefghijkl",
            "a=ice-options:a  b ?",
            "a=ice-mismatch",
            "a=candidate:1 1 UDP 1 192.0.2.1 5000 typ host raddr",
            "a=candidate:1",
            "a=rtcp-fb:* nack",
            "a=rtcp-fb:96",
            "a=fmtp:96 profile-level-id=42;packetization-mode",
            "a=rtpmap:96 H264/90000",
            "a=rtcp:1 IN IP6 x",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=mid:0",
            "a=ptime:20",
            "a=maxptime:0",
            "a=mid:1",
            "a=bundle-only",
            "a=tls-id:01234567890123456789",
            "a=extmap:1 " + ExtMap.MID,
            "a=extmap:1/sendonly urn:a",
            "a=extmap:2 urn:a",
            "a=extmap:200/inactive urn:b vad=on",
            "a=extmap:4096 urn:c",
            "a=extmap:0/both",
            "a=extmap-allow-mixed",
            "a=group:BUNDLE 0",
            "a=group:BUNDLE x 1 0 1");

    private Generators() {}

    static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\u00e4', '\u20ac', '\t', '\u0001')
                .ofMinLength(1)
                .ofMaxLength(24);
    }

    static Arbitrary<String> token() {
        return Arbitraries.strings()
                .withChars("!#$%&'*+-.^_`{|}~")
                .alpha()
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    static Arbitrary<Attribute> attribute() {
        var rtpMap = Arbitraries.of(CODECS).map(codec -> codec.toAttributes().get(0));
        var value = Combinators.combine(token(), Arbitraries.oneOf(text(), Arbitraries.just("")))
                .as(Attribute::of);
        var direction = Arbitraries.of(Direction.class).map(one -> Attribute.property(one.attributeName()));
        var read = Arbitraries.of(READ).map(Generators::line);
        return Arbitraries.oneOf(rtpMap, value, direction, read, token().map(Attribute::property));
    }

    private static Attribute line(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Attribute.property(text.substring(2))
                : Attribute.of(text.substring(2, colon), text.substring(colon + 1));
    }

    static Arbitrary<Connection> connection() {
        var host = Arbitraries.of("192.0.2.1", "0.0.0.0", "media.example", "224.1.2.3");
        var multicast = Combinators.combine(
                        host,
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(1, 9))
                .as((address, ttl, count) -> new Connection("IN", "IP4", address, ttl, count));
        var ipv6 = Arbitraries.integers()
                .between(1, 9)
                .map(count -> new Connection("IN", "IP6", "ff15::1", Connection.NO_TIME_TO_LIVE, count));
        return Arbitraries.oneOf(host.map(Connection::of), multicast, ipv6);
    }

    static Arbitrary<Bandwidth> bandwidth() {
        return Combinators.combine(token(), Arbitraries.longs().between(0, 999_999_999_999L))
                .as(Bandwidth::new);
    }

    static Arbitrary<TimeDescription> time() {
        var seconds = Arbitraries.longs().between(0, 4_000_000_000L);
        return Combinators.combine(seconds, seconds, text().list().ofMaxSize(2)).as(TimeDescription::new);
    }

    static Arbitrary<MediaDescription> media() {
        return Combinators.combine(
                        token(),
                        Arbitraries.integers().between(0, 65_535),
                        Arbitraries.integers().between(1, 3),
                        token().list().ofMinSize(1).ofMaxSize(2).map(parts -> String.join("/", parts)),
                        token().list().ofMinSize(1).ofMaxSize(6),
                        connection().list().ofMaxSize(2),
                        bandwidth().list().ofMaxSize(2),
                        attribute().list().ofMaxSize(6))
                .as((kind, port, count, protocol, formats, connections, bandwidths, attributes) -> {
                    var media = MediaDescription.builder(kind, port, protocol).portCount(count);
                    formats.forEach(media::format);
                    connections.forEach(media::connection);
                    bandwidths.forEach(media::bandwidth);
                    attributes.forEach(media::attribute);
                    return media.build();
                });
    }

    static Arbitrary<SessionDescription> session() {
        var origin = Combinators.combine(
                        token(),
                        Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22),
                        Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22))
                .as((user, id, version) -> new Origin(user, id, version, "IN", "IP4", "host.example"));
        return Combinators.combine(
                        origin,
                        text().list().ofMinSize(8).ofMaxSize(8),
                        Arbitraries.integers().between(0, 255),
                        connection(),
                        bandwidth().list().ofMaxSize(2),
                        time().list().ofMaxSize(2),
                        attribute().list().ofMaxSize(4),
                        media().list().ofMaxSize(3))
                .as(Generators::assemble);
    }

    private static SessionDescription assemble(
            Origin origin,
            List<String> texts,
            int which,
            Connection connection,
            List<Bandwidth> bandwidths,
            List<TimeDescription> times,
            List<Attribute> attributes,
            List<MediaDescription> media) {
        var session = SessionDescription.builder(origin);
        List<Runnable> optional = List.of(
                () -> session.sessionName(texts.get(0)),
                () -> session.information(texts.get(1)),
                () -> session.uri(texts.get(2)),
                () -> session.email(texts.get(3)),
                () -> session.phone(texts.get(4)),
                () -> session.timeZones(texts.get(5)),
                () -> session.key(texts.get(6)),
                () -> session.connection(connection));
        for (int i = 0; i < optional.size(); i++) {
            if ((which >> i & 1) != 0) {
                optional.get(i).run();
            }
        }
        bandwidths.forEach(session::bandwidth);
        times.forEach(session::time);
        attributes.forEach(session::attribute);
        media.forEach(session::media);
        return session.build();
    }

    /** One to three audio streams and perhaps video, each with some codecs in some order under some numbers. */
    static Arbitrary<LocalCapabilities> capabilities() {
        return Combinators.combine(
                        localMedia().list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(CodecPreference.class),
                        Arbitraries.of(BundlePolicy.class),
                        Arbitraries.of("198.51.100.1", "203.0.113.9"))
                .as((streams, preference, policy, address) -> {
                    var capabilities = LocalCapabilities.builder(address)
                            .codecPreference(preference)
                            .bundlePolicy(policy);
                    streams.forEach(capabilities::media);
                    return capabilities.build();
                });
    }

    /** Offers of several streams in bundles that are not all as RFC 9143 has them. */
    static Arbitrary<SessionDescription> bundles() {
        var tags =
                Arbitraries.of("0", "1", "2", "x", "BUNDLE").list().ofMinSize(1).ofMaxSize(5);
        return Combinators.combine(
                        capabilities(),
                        tags.list().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.integers().between(0, 0xffff))
                .as((side, groups, bits) -> {
                    var offer = new OfferAnswer(side, 7, 7).createOffer();
                    return bent(bits % 3 == 0 ? offer : Twins.alike(offer), groups, bits);
                });
    }

    private static SessionDescription bent(SessionDescription offer, List<List<String>> groups, int bits) {
        var session = SessionDescription.builder(offer.origin())
                .connection(offer.connection().orElseThrow());
        groups.forEach(tags -> session.attribute(Attribute.of("group", "BUNDLE " + String.join(" ", tags))));
        for (int i = 0; i < offer.media().size(); i++) {
            var line = offer.media().get(i);
            int bend = bits >> 5 * i;
            var media = MediaDescription.builder(line.media(), (bend & 3) == 1 ? 0 : line.port(), line.protocol());
            line.formats().forEach(media::format);
            line.attributes().stream()
                    .filter(attribute -> !attribute.name().equals("mid"))
                    .filter(attribute -> !attribute.name().equals(ReducedSizeRtcp.NAME))
                    .filter(attribute -> (bend & 4) == 0 || !attribute.name().equals("rtcp-mux"))
                    .filter(attribute -> (bend & 24) != 24 || !attribute.name().equals("crypto"))
                    .map(attribute -> (bend & 20) == 20 ? Twins.renumbered(attribute) : attribute)
                    .forEach(media::attribute);
            media.attribute(Attribute.of("mid", Integer.toString(i)));
            if ((bend & 8) == 0) {
                media.attribute(Attribute.property("bundle-only"));
            }
            if ((bend & 16) == 0) {
                media.attribute(Attribute.property(ReducedSizeRtcp.NAME));
            }
            session.media((bend & 3) == 2 && line.port() != 0 ? media.port(5000).build() : media.build());
        }
        return session.build();
    }

    private static Arbitrary<LocalMedia> localMedia() {
        return Combinators.combine(
                        Arbitraries.of("audio", "audio", "video"),
                        Arbitraries.integers().between(1, 65_535),
                        Arbitraries.shuffle(CODECS),
                        Arbitraries.integers().between(1, CODECS.size()),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of(Direction.class),
                        Arbitraries.integers().between(0, SECURITY.size() * PROFILES.size() * 4 - 1),
                        Arbitraries.of(EXTENSIONS))
                .as((kind, port, codecs, count, shift, direction, variant, extensions) -> {
                    var media = LocalMedia.builder(kind, port)
                            .direction(direction)
                            .rtcpMux(variant % 2 == 0)
                            .rtcpMuxOnly(variant % 12 == 0)
                            .rtcpReducedSize(shift % 4 != 0)
                            .feedback("nack");
                    vary(media, variant / 2);
                    extensions.forEach(media::headerExtension);
                    media.mixedHeaderExtensions(shift % 2 == 0);
                    codecs.stream()
                            .limit(count)
                            .map(codec -> shifted(codec, shift))
                            .forEach(media::format);
                    return media.build();
                });
    }

    private static void vary(LocalMediaBuilder media, int variant) {
        MediaSecurity security = SECURITY.get(variant % SECURITY.size());
        int from = variant / SECURITY.size() % PROFILES.size();
        String profile = PROFILES.get(from);
        for (int i = from; !security.gives(Profile.of(profile)); i++) {
            profile = PROFILES.get(i % PROFILES.size());
        }
        media.security(security).protocol(profile);
        if (variant / SECURITY.size() / PROFILES.size() > 0) {
            media.ice(new IceDescription("ufrag", "0123456789abcdefghijkl", false, List.of(), List.of()));
        }
    }

    private static MediaFormat shifted(MediaFormat codec, int by) {
        int number = codec.payloadType();
        return number < 96 ? codec : codec.withPayloadType(96 + (number - 96 + by) % 32);
    }

    /** A line of what was offered or answered, for messages. */
    static String show(SessionDescription description) {
        return description.toString().lines().collect(Collectors.joining(" | "));
    }
}
