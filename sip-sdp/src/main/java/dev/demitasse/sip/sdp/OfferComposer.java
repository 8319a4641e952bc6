// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/** Writes one offer of this side, one {@code m=} line for each stream, in order. Not thread-safe; one object per offer. */
final class OfferComposer {
    private final LocalCapabilities capabilities;
    private final boolean first;
    private final List<Stream> before;
    private final List<Stream> streams = new ArrayList<>();
    private final List<List<MediaFormat>> formats = new ArrayList<>();

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
            }
        }
        composer.sessionLevel(streams);
        return new Offering(capabilities, first, composer.description(), List.copyOf(streams), List.copyOf(formats));
    }

    private void offer(int index, Stream stream, Direction wanted, DescriptionComposer composer) {
        LocalMedia local = capabilities.media().get(stream.localIndex());
        PayloadTypes numbers = stream.payloadTypes();
        List<MediaFormat> numbered = new ArrayList<>();
        for (MediaFormat format : local.formats()) {
            var number = numbers.forOffer(format, other -> isTaken(other, stream));
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

    /** RFC 9143 section 9.2: a payload type tells the stream only where no other of the bundle has it. */
    private boolean isTaken(int number, Stream stream) {
        for (int i = 0; i < streams.size(); i++) {
            if (stream.isBundled()
                    && streams.get(i).bundle() == stream.bundle()
                    && formats.get(i).stream().anyMatch(format -> format.payloadType() == number)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasTransport(int index, Stream stream) {
        return OfferBundles.hasTransport(index, stream, first, capabilities);
    }

    private Place place(int index, Stream stream) {
        LocalMedia local = capabilities.media().get(stream.localIndex());
        if (hasTransport(index, stream)) {
            return Place.own(local, local.rtcpMux());
        }
        Stream tagged = before.get(stream.bundle());
        return Place.at(
                first ? 0 : capabilities.media().get(tagged.localIndex()).port());
    }

    private List<Attribute> beside(int index, Stream stream, LocalMedia local) {
        List<Attribute> lines = new ArrayList<>();
        boolean own = hasTransport(index, stream);
        if (own) {
            lines.addAll(Keying.offer(local.security(), Profile.of(stream.protocol())));
        } else if (first) {
            lines.add(BundleGroups.bundleOnly());
        }
        lines.addAll(RtcpFeedback.offer(local, stream.protocol()));
        lines.addAll(ReducedSizeRtcp.offer(local, stream.protocol()));
        if (own) {
            local.ice().ifPresent(ice -> lines.addAll(ice.toAttributes()));
        }
        return lines;
    }
}
