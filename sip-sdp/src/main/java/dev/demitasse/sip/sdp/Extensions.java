// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules by which header extensions are offered and answered, RFC 8285 section 7. */
final class Extensions {
    /** {@code a=extmap-allow-mixed}, RFC 8285 section 6. */
    static final String ALLOW_MIXED = "extmap-allow-mixed";

    /** An element of a header extension is not longer. */
    private static final int MAX_MID_BYTES = 255;

    private Extensions() {}

    /**
     * What of an offer this side has too, as offered. A number is its first extension's, and an extension's number is its
     * first; those no packet can have are left to later offers.
     */
    static List<ExtMap> answerable(LocalMedia local, RemoteMedia remote) {
        List<ExtMap> common = new ArrayList<>();
        if (!local.headerExtensions().isEmpty()) {
            Set<Integer> ids = new HashSet<>();
            Set<String> uris = new HashSet<>();
            boolean sendable = isSendable(remote.mid());
            for (ExtMap map : remote.extensions()) {
                if (map.isUsable()
                        && ids.add(map.id())
                        && (sendable || !map.isMid())
                        && local.headerExtensions().contains(map.uri())
                        && uris.add(map.uri())) {
                    common.add(map);
                }
            }
        }
        return List.copyOf(common);
    }

    private static boolean isSendable(Optional<String> mid) {
        return mid.isPresent() && mid.get().getBytes(StandardCharsets.UTF_8).length <= MAX_MID_BYTES;
    }

    /**
     * What an answer agrees on; empty when it is none: it has an offered number twice or for something else, or an offered
     * extension under another number. What has nothing to do with the offer says nothing, for nobody can use it.
     */
    static Optional<List<ExtMap>> answered(List<ExtMap> offered, RemoteMedia answer, Optional<String> mid) {
        List<ExtMap> agreed = new ArrayList<>();
        if (!offered.isEmpty()) {
            Set<Integer> ids = new HashSet<>();
            for (ExtMap map : answer.extensions()) {
                boolean known = offered.stream().anyMatch(other -> other.id() == map.id() && sameUri(other, map));
                if (known && ids.add(map.id())) {
                    agreed.add(map);
                } else if (touches(offered, map)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(answer.mid().equals(mid) ? List.copyOf(agreed) : withoutMid(agreed));
    }

    /** Whether some of them have the number or the extension of another. */
    static boolean touches(List<ExtMap> maps, ExtMap map) {
        return maps.stream().anyMatch(other -> other.id() == map.id() || sameUri(other, map));
    }

    private static boolean sameUri(ExtMap one, ExtMap other) {
        return one.uri().equals(other.uri());
    }

    /** A stream that is in no bundle needs no name in its packets. */
    static List<ExtMap> withoutMid(List<ExtMap> maps) {
        return maps.stream().filter(map -> !map.isMid()).toList();
    }

    /**
     * Whether each packet's stream is told by its MID: RFC 9143 section 9.2.
     *
     * @param maps as the peer has them
     * @param said the direction the peer gives the stream, in all of which the MID has to be used
     */
    static boolean tell(List<ExtMap> maps, Direction said) {
        return maps.stream()
                .filter(ExtMap::isMid)
                .anyMatch(map -> map.direction().orElse(said).and(said) == said);
    }

    /**
     * The lines of an answer: what an offer says about a direction is mirrored, within the direction of the stream. Of a
     * stream that is inactive it is said for later.
     */
    static List<Attribute> answer(List<ExtMap> offered, Direction stream) {
        List<Attribute> lines = new ArrayList<>();
        for (ExtMap map : offered) {
            Direction within = stream == Direction.INACTIVE ? Direction.SENDRECV : stream;
            ExtMap line = map.direction()
                    .map(said -> map.withDirection(within.answerTo(said)))
                    .orElse(map);
            lines.add(line.toAttribute());
        }
        return lines;
    }

    /** What both sides agreed on, given what the peer has written and the direction of the stream on this side. */
    static List<ExtMap> agreed(List<ExtMap> written, Direction stream) {
        return written.stream()
                .map(map -> map.withDirection(stream.answerTo(map.direction().orElse(Direction.SENDRECV))))
                .toList();
    }
}
