// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Writes one offer of this side, one {@code m=} line for each stream, in order. Not thread-safe; one object per offer. */
final class OfferComposer {
    private final LocalCapabilities capabilities;
    private final boolean first;
    private final List<Stream> before;
    private final List<Stream> streams = new ArrayList<>();
    private final List<List<MediaFormat>> formats = new ArrayList<>();
    private final List<List<ExtMap>> extensions = new ArrayList<>();
    private final Map<Integer, ExtensionIds> ids = new HashMap<>();

    /**
     * Starts an offer.
     *
     * @param first whether the session had nothing before
     * @param before the streams it is to have
     */
    OfferComposer(LocalCapabilities capabilities, boolean first, List<Stream> before) {
        this.capabilities = capabilities;
        this.first = first;
        this.before = before;
        for (int i = 0; i < before.size(); i++) {
            idsOf(i, before.get(i)).bind(before.get(i).extensions().agreed());
        }
        for (int i = 0; i < before.size(); i++) {
            idsOf(i, before.get(i)).bind(before.get(i).extensions().bound());
        }
    }

    Offering compose(Direction wanted, Origin origin, List<TimeDescription> times) {
        String addressType = before.stream()
                .filter(Stream::isLive)
                .map(Stream::addressType)
                .findFirst()
                .orElse("");
        String address = DescriptionComposer.address(capabilities, addressType);
        var composer = new DescriptionComposer(capabilities, origin, address, times);
        for (int i = 0; i < before.size(); i++) {
            Stream stream = before.get(i);
            if (stream.isLive()) {
                offer(i, stream, wanted, composer);
            } else {
                composer.placeholder(stream);
                streams.add(stream);
                formats.add(List.of());
                extensions.add(List.of());
            }
        }
        composer.sessionLevel(streams);
        return new Offering(
                capabilities,
                first,
                composer.description(),
                List.copyOf(streams),
                List.copyOf(formats),
                List.copyOf(extensions));
    }

    private void offer(int index, Stream stream, Direction wanted, DescriptionComposer composer) {
        LocalMedia local = capabilities.media().get(stream.localIndex());
        extensions.add(extensions(index, stream, local));
        PayloadTypes numbers = stream.payloadTypes();
        List<MediaFormat> numbered = new ArrayList<>();
        boolean muxed = local.rtcpMux() || stream.isBundled();
        for (MediaFormat format : local.formats()) {
            var number = numbers.forOffer(
                    format,
                    other -> muxed && PayloadTypes.looksLikeRtcp(other)
                            || isTaken(format.withPayloadType(other), index, stream));
            if (number.isPresent()) {
                numbered.add(format.withPayloadType(number.getAsInt()));
                numbers = numbers.with(numbered.get(numbered.size() - 1));
            }
        }
        Direction direction = wanted.and(local.direction());
        var section = composer.section(
                stream, numbered, direction, local.ptimeMillis(), place(index, stream), beside(index, stream, local));
        streams.add(stream.with(section, numbers));
        formats.add(List.copyOf(numbered));
    }

    /** A number that was agreed on stays (RFC 8285 section 7), and in a bundle it is that of all its streams. */
    private List<ExtMap> extensions(int index, Stream stream, LocalMedia local) {
        List<ExtMap> offered = new ArrayList<>();
        for (String uri : local.headerExtensions()) {
            if (stream.isBundled() || !uri.equals(ExtMap.MID)) {
                idsOf(index, stream).of(uri).ifPresent(id -> offered.add(ExtMap.of(id, uri)));
            }
        }
        return List.copyOf(offered);
    }

    private ExtensionIds idsOf(int index, Stream stream) {
        return ids.computeIfAbsent(stream.isBundled() ? stream.bundle() : index, tag -> new ExtensionIds());
    }

    /** RFC 9143 section 9.2: without MIDs a payload type tells the stream, and no other of the bundle has it. */
    private boolean isTaken(MediaFormat numbered, int index, Stream stream) {
        for (int i = 0; i < streams.size(); i++) {
            boolean told = hasMid(i, streams.get(i)) && hasMid(index, stream);
            if (stream.isBundled()
                    && streams.get(i).bundle() == stream.bundle()
                    && formats.get(i).stream().anyMatch(format -> FormatMatch.collide(format, numbered, told))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the peer is known to use MIDs both ways, whatever direction its answer will have, and is offered that again:
     * who is not may not know them.
     */
    private boolean hasMid(int index, Stream stream) {
        return Extensions.tell(stream.extensions().agreed(), Direction.SENDRECV)
                && extensions.get(index).stream().anyMatch(ExtMap::isMid);
    }

    private boolean hasTransport(int index, Stream stream) {
        return OfferBundles.hasTransport(index, stream, first, capabilities);
    }

    private Place place(int index, Stream stream) {
        LocalMedia local = capabilities.media().get(stream.localIndex());
        if (hasTransport(index, stream)) {
            return Place.offered(local);
        }
        Stream tagged = before.get(stream.bundle());
        return Place.at(
                first ? 0 : capabilities.media().get(tagged.localIndex()).port());
    }

    private List<Attribute> beside(int index, Stream stream, LocalMedia local) {
        List<Attribute> lines = new ArrayList<>();
        boolean own = hasTransport(index, stream);
        if (own) {
            if (local.rtcpMuxOnly()) {
                lines.add(Attribute.property(RemoteMedia.RTCP_MUX_ONLY));
            }
            lines.addAll(Keying.offer(local.security(), Profile.of(stream.protocol())));
        } else if (first) {
            lines.add(BundleGroups.bundleOnly());
        }
        lines.addAll(RtcpFeedback.offer(local, stream.protocol()));
        if (own && allOf(index, ReducedSizeRtcp::isOffered)) {
            lines.add(Attribute.property(ReducedSizeRtcp.NAME));
        }
        extensions.get(index).forEach(map -> lines.add(map.toAttribute()));
        if (own && allOf(index, (media, protocol) -> media.mixedHeaderExtensions())) {
            lines.add(Attribute.property(Extensions.ALLOW_MIXED));
        }
        if (own) {
            local.ice().ifPresent(ice -> lines.addAll(ice.toAttributes()));
        }
        return lines;
    }

    /**
     * Whether this holds for a line and all others with a transport in its bundle: what is of category IDENTICAL (RFC 8859
     * section 4.3) is said on each of them or on none.
     */
    private boolean allOf(int index, BiPredicate<LocalMedia, String> holds) {
        Stream stream = before.get(index);
        return IntStream.range(0, before.size())
                .filter(other -> other == index
                        || stream.isBundled()
                                && before.get(other).bundle() == stream.bundle()
                                && hasTransport(other, before.get(other)))
                .mapToObj(before::get)
                .allMatch(other -> holds.test(capabilities.media().get(other.localIndex()), other.protocol()));
    }
}
