// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The offerer's half of RFC 3264, sections 5, 7 and 8: one offer of this side. Immutable.
 *
 * @param capabilities what this side could do when it made the offer
 * @param first whether the session had nothing before
 * @param description the offer as sent
 * @param streams what the session carries on if it is agreed
 * @param formats what was offered on each stream, numbered; empty for a rejected one
 * @param extensions the header extensions offered on each stream
 */
record Offering(
        LocalCapabilities capabilities,
        boolean first,
        SessionDescription description,
        List<Stream> streams,
        List<List<MediaFormat>> formats,
        List<List<ExtMap>> extensions) {

    /** The first offer of a session: all this side can have. */
    static Offering first(LocalCapabilities capabilities, Direction wanted, Origin origin) {
        List<Stream> streams = new ArrayList<>();
        String addressType =
                IpLiteral.addressType(capabilities.advertisedAddresses().get(0));
        for (int i = 0; i < capabilities.media().size(); i++) {
            streams.add(Stream.offered(capabilities.media().get(i), i, addressType));
        }
        var composer = new OfferComposer(capabilities, true, OfferBundles.first(streams, capabilities));
        return composer.compose(wanted, origin, List.of(TimeDescription.PERMANENT));
    }

    /** A later offer: streams removed keep their place with port 0, those added take a free one or the end. */
    static Offering later(
            LocalCapabilities capabilities,
            Direction wanted,
            Exchange agreed,
            Set<Integer> added,
            Set<Integer> removed,
            Origin origin) {
        List<Stream> streams = changed(agreed.streams(), added, removed, capabilities);
        var composer = new OfferComposer(capabilities, false, OfferBundles.later(streams, capabilities));
        return composer.compose(wanted, origin, agreed.local().times());
    }

    private static List<Stream> changed(
            List<Stream> before, Set<Integer> added, Set<Integer> removed, LocalCapabilities capabilities) {
        List<Stream> streams = new ArrayList<>(before);
        streams.replaceAll(stream -> current(stream, capabilities));
        removed.forEach(index -> streams.set(index, before.get(index).rejected()));
        String addressType = before.stream()
                .filter(Stream::isLive)
                .map(Stream::addressType)
                .findFirst()
                .orElse(IpLiteral.addressType(capabilities.advertisedAddresses().get(0)));
        int bundle = OfferBundles.forAdded(streams, capabilities);
        for (int localIndex : added) {
            Stream fresh = Stream.offered(capabilities.media().get(localIndex), localIndex, addressType)
                    .onTransportOf(bundle);
            int place = 0;
            while (place < before.size()
                    && (before.get(place).isLive() || streams.get(place).isLive())) {
                place++;
            }
            if (place < before.size()) {
                streams.set(place, fresh.inPlaceOf(before.get(place)));
            } else {
                streams.add(fresh);
            }
        }
        return streams;
    }

    /** A stream whose profile this side can no longer give gets the one it can. */
    private static Stream current(Stream stream, LocalCapabilities capabilities) {
        if (!stream.isLive()) {
            return stream;
        }
        LocalMedia local = capabilities.media().get(stream.localIndex());
        return local.security().gives(Profile.of(stream.protocol())) ? stream : stream.withProtocol(local.protocol());
    }

    Offering withDescription(SessionDescription sent) {
        return new Offering(capabilities, first, sent, streams, formats, extensions);
    }

    LocalMedia local(int index) {
        return capabilities.media().get(streams.get(index).localIndex());
    }

    /** Whether the offer has ports, keys and ICE on this line. */
    boolean hasTransport(int index) {
        return OfferBundles.hasTransport(index, streams.get(index), first, capabilities);
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
        return new AnswerReader(this, answer).read();
    }
}
