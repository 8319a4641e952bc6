// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which streams an offer of this side has in bundles, RFC 9143 sections 7.2 and 7.5. */
final class OfferBundles {
    private OfferBundles() {}

    /** The streams of a session's first offer: those that can share a transport, if this side wants that. */
    static List<Stream> first(List<Stream> streams, LocalCapabilities capabilities) {
        if (capabilities.bundlePolicy() == BundlePolicy.SINGLE) {
            return streams;
        }
        int tag = first(streams, stream -> isMuxed(streams.get(stream), capabilities));
        List<Stream> bundled = new ArrayList<>(streams);
        for (int i = 0; i < streams.size(); i++) {
            if (isMuxed(streams.get(i), capabilities)) {
                bundled.set(i, streams.get(i).onTransportOf(tag));
            }
        }
        return later(bundled, capabilities);
    }

    /**
     * The streams of a later offer: bundles stay as they are, but for streams that are no more. Where that is the one whose
     * transport it was, it is that of the next (section 7.5).
     */
    static List<Stream> later(List<Stream> streams, LocalCapabilities capabilities) {
        List<Stream> bundled = new ArrayList<>();
        for (Stream stream : streams) {
            int tag = stream.isBundled() ? tag(stream.bundle(), streams, capabilities) : Stream.ALONE;
            boolean stays = tag != Stream.ALONE && profile(stream).isKeyedLike(profile(streams.get(tag)));
            bundled.add(stream.onTransportOf(stays ? tag : Stream.ALONE));
        }
        return named(bundled);
    }

    /** The bundle a stream that is added goes into: the first there is, if any. */
    static int forAdded(List<Stream> streams, LocalCapabilities capabilities) {
        boolean several = capabilities.bundlePolicy() != BundlePolicy.SINGLE;
        int member = several ? first(streams, index -> streams.get(index).isBundled()) : Stream.ALONE;
        return member == Stream.ALONE ? Stream.ALONE : streams.get(member).bundle();
    }

    /** Whether an offer has ports, keys and ICE on this line: all but those that use another line's. */
    static boolean hasTransport(int index, Stream stream, boolean first, LocalCapabilities capabilities) {
        boolean separate = first && capabilities.bundlePolicy() == BundlePolicy.COMPATIBLE;
        return !stream.isBundled() || stream.bundle() == index || separate;
    }

    private static int tag(int before, List<Stream> streams, LocalCapabilities capabilities) {
        IntPredicate canBeTag =
                index -> streams.get(index).bundle() == before && isMuxed(streams.get(index), capabilities);
        return canBeTag.test(before) ? before : first(streams, canBeTag);
    }

    private static int first(List<Stream> streams, IntPredicate which) {
        return IntStream.range(0, streams.size()).filter(which).findFirst().orElse(Stream.ALONE);
    }

    private static boolean isMuxed(Stream stream, LocalCapabilities capabilities) {
        return stream.isLive() && capabilities.media().get(stream.localIndex()).rtcpMux();
    }

    private static Profile profile(Stream stream) {
        return Profile.of(stream.protocol());
    }

    /** RFC 5888 section 4: each stream of a group has an {@code a=mid} of its own. */
    private static List<Stream> named(List<Stream> streams) {
        List<Stream> named = new ArrayList<>(streams);
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).isBundled() && named.get(i).mid().isEmpty()) {
                int number = i;
                while (isTaken(Integer.toString(number), named)) {
                    number += named.size();
                }
                named.set(i, named.get(i).withMid(Integer.toString(number)));
            }
        }
        return named;
    }

    private static boolean isTaken(String tag, List<Stream> streams) {
        return streams.stream().anyMatch(stream -> stream.mid().equals(Optional.of(tag)));
    }
}
