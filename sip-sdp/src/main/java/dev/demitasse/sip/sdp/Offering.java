// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The offerer's half of RFC 3264, sections 5, 7 and 8: one offer of this side, and what an answer to it means.
 * Immutable.
 *
 * @param capabilities what this side could do when it made the offer
 * @param description the offer as sent
 * @param streams what the session carries on if it is agreed
 * @param formats what was offered on each stream, numbered; empty for a rejected one
 */
record Offering(
        LocalCapabilities capabilities,
        SessionDescription description,
        List<Stream> streams,
        List<List<MediaFormat>> formats) {

    /** The streams of a session's first offer: all this side can have. */
    static List<Stream> initialStreams(LocalCapabilities capabilities) {
        List<Stream> streams = new ArrayList<>();
        String addressType =
                IpLiteral.addressType(capabilities.advertisedAddresses().get(0));
        for (int i = 0; i < capabilities.media().size(); i++) {
            streams.add(Stream.offered(capabilities.media().get(i), i, addressType));
        }
        return streams;
    }

    /** The streams of a later offer: those removed keep their place with port 0, those added take a free one or the end. */
    static List<Stream> changed(
            List<Stream> before, Set<Integer> added, Set<Integer> removed, LocalCapabilities capabilities) {
        List<Stream> streams = new ArrayList<>(before);
        removed.forEach(index -> streams.set(index, before.get(index).rejected()));
        String addressType = before.stream()
                .filter(Stream::isLive)
                .map(Stream::addressType)
                .findFirst()
                .orElse(IpLiteral.addressType(capabilities.advertisedAddresses().get(0)));
        for (int localIndex : added) {
            Stream fresh = Stream.offered(capabilities.media().get(localIndex), localIndex, addressType);
            int place = 0;
            while (place < before.size()
                    && (before.get(place).isLive() || streams.get(place).isLive())) {
                place++;
            }
            if (place < before.size()) {
                streams.set(place, fresh.withNumbersOf(before.get(place)));
            } else {
                streams.add(fresh);
            }
        }
        return streams;
    }

    /** Composes an offer with one {@code m=} line for each stream, in order. */
    static Offering compose(
            LocalCapabilities capabilities,
            Direction wanted,
            List<Stream> before,
            Origin origin,
            List<TimeDescription> times) {
        String addressType = before.stream()
                .filter(Stream::isLive)
                .map(Stream::addressType)
                .findFirst()
                .orElse("");
        String address = DescriptionComposer.address(capabilities, addressType);
        var composer = new DescriptionComposer(capabilities, origin, address, times);
        List<Stream> streams = new ArrayList<>();
        List<List<MediaFormat>> formats = new ArrayList<>();
        for (Stream each : before) {
            Stream stream = each;
            if (!stream.isLive()) {
                composer.placeholder(stream);
                streams.add(stream);
                formats.add(List.of());
                continue;
            }
            LocalMedia local = capabilities.media().get(stream.localIndex());
            if (!local.security().gives(Profile.of(stream.protocol()))) {
                stream = stream.withProtocol(local.protocol());
            }
            PayloadTypes numbers = stream.payloadTypes();
            List<MediaFormat> numbered = new ArrayList<>();
            for (MediaFormat format : local.formats()) {
                var number = numbers.forOffer(format);
                if (number.isPresent()) {
                    numbered.add(format.withPayloadType(number.getAsInt()));
                    numbers = numbers.with(numbered.get(numbered.size() - 1));
                }
            }
            Direction direction = wanted.and(local.direction());
            var section = composer.section(
                    stream, numbered, direction, local.ptimeMillis(), local.rtcpMux(), beside(stream, local));
            streams.add(stream.with(section, numbers));
            formats.add(List.copyOf(numbered));
        }
        composer.iceLite(streams);
        return new Offering(capabilities, composer.description(), List.copyOf(streams), List.copyOf(formats));
    }

    private static List<Attribute> beside(Stream stream, LocalMedia local) {
        List<Attribute> lines = new ArrayList<>(Keying.offer(local.security(), Profile.of(stream.protocol())));
        lines.addAll(RtcpFeedback.offer(local, stream.protocol()));
        local.ice().ifPresent(ice -> lines.addAll(ice.toAttributes()));
        return lines;
    }

    Offering withDescription(SessionDescription sent) {
        return new Offering(capabilities, sent, streams, formats);
    }

    /** RFC 3264 section 6: "for each m= line in the offer, there MUST be a corresponding m= line in the answer". */
    boolean matchesLines(SessionDescription answer) {
        if (answer.media().size() != streams.size()) {
            return false;
        }
        for (int i = 0; i < streams.size(); i++) {
            if (!answer.media().get(i).media().equals(streams.get(i).media())) {
                return false;
            }
        }
        return true;
    }

    /** What is agreed by an answer whose lines match. */
    Exchange answered(SessionDescription answer) {
        List<Stream> after = new ArrayList<>();
        List<NegotiatedMedia> media = new ArrayList<>();
        Optional<Negotiation.Reason> reason = Optional.empty();
        for (int i = 0; i < streams.size(); i++) {
            Stream stream = streams.get(i);
            var remote = new RemoteMedia(answer, answer.media().get(i));
            var pairs = FormatMatch.answered(formats.get(i), remote.line());
            Optional<Keying> keys = keys(i, remote);
            Optional<Negotiation.Reason> refusal = refusal(stream, remote, pairs, keys);
            if (refusal.isPresent()) {
                reason = reason.or(() -> refusal);
                after.add(stream.rejected());
                media.add(Exchange.rejected(i, stream));
            } else {
                LocalMedia local = capabilities.media().get(stream.localIndex());
                boolean withIce = Exchange.ice(local, remote).isPresent();
                Direction offered = description.directionOf(description.media().get(i));
                Direction direction = offered.and(remote.direction(withIce).mirrored());
                after.add(stream.answered(keys.orElseThrow()));
                media.add(Exchange.agreed(i, local, remote, direction, pairs, keys.orElseThrow()));
            }
        }
        boolean accepted = media.stream().anyMatch(NegotiatedMedia::isAccepted);
        return new Exchange(
                description, answer, List.copyOf(after), List.copyOf(media), accepted ? Optional.empty() : reason);
    }

    private Optional<Keying> keys(int index, RemoteMedia remote) {
        Stream stream = streams.get(index);
        return stream.isLive()
                ? Keying.answered(
                        capabilities.media().get(stream.localIndex()).security(),
                        Profile.of(description.media().get(index).protocol()),
                        remote)
                : Optional.empty();
    }

    private static Optional<Negotiation.Reason> refusal(
            Stream stream, RemoteMedia remote, List<FormatMatch.Pair> pairs, Optional<Keying> keys) {
        if (!stream.isLive() || remote.line().port() == 0) {
            return Optional.of(Negotiation.Reason.ALL_REJECTED);
        }
        if (keys.isEmpty()) {
            return Optional.of(Profile.of(remote.line().protocol()).refusal());
        }
        if (remote.connection().isEmpty()) {
            return Optional.of(Negotiation.Reason.NO_CONNECTION_ADDRESS);
        }
        return pairs.isEmpty() ? Optional.of(Negotiation.Reason.NO_COMMON_FORMAT) : Optional.empty();
    }
}
