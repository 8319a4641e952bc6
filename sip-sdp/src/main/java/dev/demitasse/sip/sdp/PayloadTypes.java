// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which codec each payload type number of this side has stood for on one stream. RFC 3264 section 8.3.2: "the mapping
 * from a particular dynamic payload type number to a particular codec within that media stream MUST NOT change for the
 * duration of a session". Immutable.
 *
 * <p>Numbers that are taken are those of other streams on the same transport: RFC 9143 section 9.1.1 wants one meaning
 * for each.
 */
final class PayloadTypes {
    static final PayloadTypes NONE = new PayloadTypes(List.of());

    private static final int FIRST_DYNAMIC = 96;
    private static final int LAST_DYNAMIC = 127;
    /** Unassigned numbers that RFC 3551 section 6 opens when 96 to 127 are used up; none collides with RTCP. */
    private static final int FIRST_UNASSIGNED = 35;

    private static final int LAST_UNASSIGNED = 63;

    private static final int FIRST_LIKE_RTCP = 64;
    private static final int LAST_LIKE_RTCP = 95;

    private final List<MediaFormat> bound;

    private PayloadTypes(List<MediaFormat> bound) {
        this.bound = bound;
    }

    /**
     * RFC 5761 section 4: "payload types in the range 64-95 MUST NOT be used" where RTCP is multiplexed, for with the marker they
     * are the packet types of RTCP.
     */
    static boolean looksLikeRtcp(int number) {
        return number >= FIRST_LIKE_RTCP && number <= LAST_LIKE_RTCP;
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
    OptionalInt forOffer(MediaFormat codec, IntPredicate taken) {
        return numberFor(codec, latest(codec, taken).orElse(codec.payloadType()), taken);
    }

    /** The number to use for a codec, the wanted one if it never meant anything else; empty when all are used up. */
    OptionalInt numberFor(MediaFormat codec, int wanted) {
        return numberFor(codec, wanted, number -> false);
    }

    private OptionalInt numberFor(MediaFormat codec, int wanted, IntPredicate taken) {
        if (means(wanted, codec) && !taken.test(wanted) || isFree(wanted, taken)) {
            return OptionalInt.of(wanted);
        }
        OptionalInt latest = latest(codec, taken);
        if (latest.isPresent()) {
            return latest;
        }
        if (isFree(codec.payloadType(), taken)) {
            return OptionalInt.of(codec.payloadType());
        }
        OptionalInt dynamic = firstFree(FIRST_DYNAMIC, LAST_DYNAMIC, taken);
        return dynamic.isPresent() ? dynamic : firstFree(FIRST_UNASSIGNED, LAST_UNASSIGNED, taken);
    }

    private OptionalInt firstFree(int from, int to, IntPredicate taken) {
        return IntStream.rangeClosed(from, to)
                .filter(number -> isFree(number, taken))
                .findFirst();
    }

    private OptionalInt latest(MediaFormat codec, IntPredicate taken) {
        for (int i = bound.size() - 1; i >= 0; i--) {
            MediaFormat format = bound.get(i);
            if (FormatMatch.same(format, codec) && !taken.test(format.payloadType())) {
                return OptionalInt.of(format.payloadType());
            }
        }
        return OptionalInt.empty();
    }

    private boolean means(int number, MediaFormat codec) {
        return bound.stream().anyMatch(format -> format.payloadType() == number && FormatMatch.same(format, codec));
    }

    private boolean isFree(int number, IntPredicate taken) {
        return !taken.test(number) && bound.stream().noneMatch(format -> format.payloadType() == number);
    }
}
