// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which codec each payload type number of this side has stood for on one stream. RFC 3264 section 8.3.2: "the mapping
 * from a particular dynamic payload type number to a particular codec within that media stream MUST NOT change for the
 * duration of a session". Immutable.
 */
final class PayloadTypes {
    static final PayloadTypes NONE = new PayloadTypes(List.of());

    private static final int FIRST_DYNAMIC = 96;
    private static final int LAST_DYNAMIC = 127;
    /** Unassigned numbers that RFC 3551 section 6 opens when 96 to 127 are used up; none collides with RTCP. */
    private static final int FIRST_UNASSIGNED = 35;

    private static final int LAST_UNASSIGNED = 63;

    private final List<MediaFormat> bound;

    private PayloadTypes(List<MediaFormat> bound) {
        this.bound = bound;
    }

    /** These bindings and one more, which becomes the latest. */
    PayloadTypes with(MediaFormat format) {
        List<MediaFormat> more = new ArrayList<>(bound.size() + 1);
        for (MediaFormat other : bound) {
            if (other.payloadType() != format.payloadType()) {
                more.add(other);
            }
        }
        more.add(format);
        return new PayloadTypes(List.copyOf(more));
    }

    /** The number to use for a codec in an offer: the one used last for it, else the one it wishes for. */
    OptionalInt forOffer(MediaFormat codec) {
        return numberFor(codec, latest(codec).orElse(codec.payloadType()));
    }

    /** The number to use for a codec, the wanted one if it never meant anything else; empty when all are used up. */
    OptionalInt numberFor(MediaFormat codec, int wanted) {
        if (means(wanted, codec) || isFree(wanted)) {
            return OptionalInt.of(wanted);
        }
        OptionalInt latest = latest(codec);
        if (latest.isPresent()) {
            return latest;
        }
        if (isFree(codec.payloadType())) {
            return OptionalInt.of(codec.payloadType());
        }
        OptionalInt dynamic = firstFree(FIRST_DYNAMIC, LAST_DYNAMIC);
        return dynamic.isPresent() ? dynamic : firstFree(FIRST_UNASSIGNED, LAST_UNASSIGNED);
    }

    private OptionalInt firstFree(int from, int to) {
        for (int number = from; number <= to; number++) {
            if (isFree(number)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt latest(MediaFormat codec) {
        for (int i = bound.size() - 1; i >= 0; i--) {
            if (FormatMatch.same(bound.get(i), codec)) {
                return OptionalInt.of(bound.get(i).payloadType());
            }
        }
        return OptionalInt.empty();
    }

    private boolean means(int number, MediaFormat codec) {
        return bound.stream().anyMatch(format -> format.payloadType() == number && FormatMatch.same(format, codec));
    }

    private boolean isFree(int number) {
        return bound.stream().noneMatch(format -> format.payloadType() == number);
    }
}
