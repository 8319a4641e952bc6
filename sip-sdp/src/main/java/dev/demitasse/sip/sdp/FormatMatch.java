// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the formats both sides have: by name, clock rate, channels and the parameters that matter, never by number. */
final class FormatMatch {
    /**
     * One codec as each side numbers it.
     *
     * @param receive this side's: what arrives
     * @param send the peer's: what is sent
     */
    record Pair(MediaFormat receive, MediaFormat send) {
        /** Whether a payload type of one does not tell it from the other, in either direction. */
        boolean collidesWith(Pair other, boolean told) {
            return collide(receive, other.receive, told) || collide(send, other.send, told);
        }

        /** Whether packets of it look like RTCP where that is multiplexed, in either direction. */
        boolean looksLikeRtcp() {
            return PayloadTypes.looksLikeRtcp(receive.payloadType()) || PayloadTypes.looksLikeRtcp(send.payloadType());
        }
    }

    private FormatMatch() {}

    /**
     * Whether formats of two streams on one transport cannot have their numbers: RFC 9143 section 9.1.1 allows one number to
     * one codec with the same parameters, where something else tells the stream.
     */
    static boolean collide(MediaFormat one, MediaFormat other, boolean told) {
        boolean alike = told && one.sameEncoding(other) && one.parameters().equals(other.parameters());
        return one.payloadType() == other.payloadType() && !alike;
    }

    static boolean same(MediaFormat one, MediaFormat other) {
        return one.sameEncoding(other) && FormatRules.compatible(one, other);
    }

    /** The well-formed formats of a media description, in its order. */
    static List<MediaFormat> formatsOf(MediaDescription media) {
        List<MediaFormat> formats = new ArrayList<>(media.formats().size());
        var lines = FormatLines.of(media);
        for (String format : media.formats()) {
            lines.format(format).ifPresent(formats::add);
        }
        return formats;
    }

    /** What of an offer this side has too, in the order of whoever is preferred; numbers still as each side wrote them. */
    static List<Pair> answerable(List<MediaFormat> local, List<MediaFormat> offered, CodecPreference preference) {
        List<Pair> pairs = new ArrayList<>();
        boolean ours = preference == CodecPreference.LOCAL;
        List<MediaFormat> rest = new ArrayList<>(ours ? offered : local);
        for (MediaFormat format : ours ? local : offered) {
            find(rest, format).ifPresent(other -> {
                rest.remove(other);
                MediaFormat own = ours ? format : other;
                MediaFormat theirs = ours ? other : format;
                pairs.add(new Pair(FormatRules.answer(own, theirs), theirs));
            });
        }
        return companionsFitting(pairs);
    }

    /**
     * What of an answer stands in this side's offer, in the answer's order. RFC 3264 section 6.1 has answerers repeat
     * {@code a=rtpmap}; where one is missing, a number of the offer is taken to mean what the offer said, and so is one
     * whose {@code a=fmtp} is missing.
     *
     * @param muxed whether RTCP is multiplexed, with which some numbers cannot be used
     */
    static List<Pair> answered(List<MediaFormat> offered, MediaDescription answer, boolean muxed) {
        List<Pair> pairs = new ArrayList<>();
        List<MediaFormat> rest = new ArrayList<>(offered);
        var lines = FormatLines.of(answer);
        for (String number : answer.formats()) {
            lines.format(number).or(() -> byNumber(offered, number)).ifPresent(format -> {
                if (!muxed || !PayloadTypes.looksLikeRtcp(format.payloadType())) {
                    find(rest, format).or(() -> unparameterised(rest, format)).ifPresent(own -> {
                        rest.remove(own);
                        pairs.add(new Pair(own, format));
                    });
                }
            });
        }
        return companionsFitting(pairs);
    }

    private static Optional<MediaFormat> unparameterised(List<MediaFormat> offered, MediaFormat answered) {
        return byNumber(offered, Integer.toString(answered.payloadType()))
                .filter(own -> answered.parameters().isEmpty() && own.sameEncoding(answered));
    }

    private static Optional<MediaFormat> byNumber(List<MediaFormat> formats, String number) {
        return formats.stream()
                .filter(format -> Integer.toString(format.payloadType()).equals(number))
                .findFirst();
    }

    /** The same codec under the same number if there is one, else under the first other number. */
    private static Optional<MediaFormat> find(List<MediaFormat> formats, MediaFormat wanted) {
        Optional<MediaFormat> found = Optional.empty();
        for (MediaFormat format : formats) {
            if (same(format, wanted)) {
                if (format.payloadType() == wanted.payloadType()) {
                    return Optional.of(format);
                }
                if (found.isEmpty()) {
                    found = Optional.of(format);
                }
            }
        }
        return found;
    }

    /**
     * Nothing without a codec; otherwise the codecs, and the events and comfort noise that share the clock of one (RFC
     * 4733 section 2.1). Events stay under any clock when none shares a codec's, for peers that only know 8000.
     */
    private static List<Pair> companionsFitting(List<Pair> pairs) {
        List<MediaFormat> codecs =
                pairs.stream().map(Pair::send).filter(MediaFormat::isCodec).toList();
        if (codecs.isEmpty()) {
            return List.of();
        }
        boolean eventFits =
                pairs.stream().anyMatch(pair -> pair.send().isTelephoneEvent() && sharesClock(pair, codecs));
        return pairs.stream()
                .filter(pair -> sharesClock(pair, codecs) || pair.send().isTelephoneEvent() && !eventFits)
                .toList();
    }

    private static boolean sharesClock(Pair pair, List<MediaFormat> codecs) {
        return codecs.stream()
                .anyMatch(codec -> codec.clockRateHz() == pair.send().clockRateHz());
    }
}
