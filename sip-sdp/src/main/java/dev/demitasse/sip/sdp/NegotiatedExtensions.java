// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The header extensions that RTP packets of one stream may have, RFC 8285: which number stands for which. On one transport
 * a number stands for one extension, and an extension has one number (RFC 9143 section 12). Immutable.
 *
 * @param all each with the direction in which it may be used now, seen from this side; numbers of 1 to 255, none twice,
 *     and no extension twice
 * @param mixed whether packets with headers of one byte and packets with headers of two may be mixed in a stream (section
 *     6); where not, all of a stream's are of one kind, whichever it is
 */
public record NegotiatedExtensions(List<ExtMap> all, boolean mixed) {
    /** No header extensions. */
    public static final NegotiatedExtensions NONE = new NegotiatedExtensions(List.of(), false);

    /**
     * Copies the list, and checks it.
     *
     * @param all each with the direction in which it may be used now
     * @param mixed whether headers of one byte and of two may be mixed in a stream
     * @throws IllegalArgumentException when a number is above 255, or a number or an extension is there twice
     */
    public NegotiatedExtensions {
        all = List.copyOf(all);
        Set<Integer> ids = new HashSet<>();
        Set<String> uris = new HashSet<>();
        for (ExtMap one : all) {
            if (!one.isUsable() || !ids.add(one.id()) || !uris.add(one.uri())) {
                throw new IllegalArgumentException("header extension above 255, or twice: " + one);
            }
        }
    }

    /**
     * One of them.
     *
     * @param uri the extension
     * @return its number and direction, or empty when it is not agreed
     */
    public Optional<ExtMap> find(String uri) {
        return all.stream().filter(one -> one.uri().equals(uri)).findFirst();
    }

    /**
     * Under which number an extension is to be sent. For {@link ExtMap#MID}, what is to be sent is the
     * {@link NegotiatedMedia#mid} of the stream: in some packets at its start, and whenever its SSRC changes (RFC 9143
     * section 15).
     *
     * @param uri the extension
     * @return 1 to 255, or empty when it is not to be sent now
     */
    public OptionalInt sendId(String uri) {
        return id(uri, true);
    }

    /**
     * Under which number an extension may arrive.
     *
     * @param uri the extension
     * @return 1 to 255, or empty when it may not arrive now
     */
    public OptionalInt receiveId(String uri) {
        return id(uri, false);
    }

    private OptionalInt id(String uri, boolean sent) {
        for (ExtMap one : all) {
            Direction direction = one.direction().orElse(Direction.SENDRECV);
            if (one.uri().equals(uri) && (sent ? direction.sends() : direction.receives())) {
                return OptionalInt.of(one.id());
            }
        }
        return OptionalInt.empty();
    }
}
