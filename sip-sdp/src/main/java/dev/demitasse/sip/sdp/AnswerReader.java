// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an answer to an offer of this side agrees on, RFC 3264 section 7, if it {@linkplain Offering#matchesLines has its lines}.
 * Not thread-safe; one object per answer.
 */
final class AnswerReader {
    private final Offering offering;
    private final SessionDescription answer;
    private final List<Stream> streams;
    private final BundleGroups groups;
    private final int[] tags;
    private final boolean[] untold;

    AnswerReader(Offering offering, SessionDescription answer) {
        this.offering = offering;
        this.answer = answer;
        streams = offering.streams();
        groups = BundleGroups.of(answer);
        tags = new int[streams.size()];
        untold = new boolean[streams.size()];
        Arrays.fill(tags, Stream.ALONE);
        groups.all().forEach(this::form);
    }

    Exchange read() {
        List<Stream> after = new ArrayList<>();
        List<NegotiatedMedia> media = new ArrayList<>();
        Optional<Negotiation.Reason> reason = Optional.empty();
        for (int i = 0; i < streams.size(); i++) {
            Optional<Negotiation.Reason> refusal =
                    untold[i] ? Optional.of(Negotiation.Reason.INCOMPATIBLE_TRANSPORT) : refusal(i);
            if (refusal.isPresent()) {
                reason = reason.or(() -> refusal);
                after.add(streams.get(i).rejected());
                media.add(Exchange.rejected(i, streams.get(i)));
            } else {
                after.add(streams.get(i)
                        .answered(keys(i).orElseThrow(), tags[i], extensions(i).orElseThrow()));
                media.add(agreed(i));
            }
        }
        boolean accepted = media.stream().anyMatch(NegotiatedMedia::isAccepted);
        return new Exchange(
                offering.description(),
                answer,
                List.copyOf(after),
                List.copyOf(media),
                accepted ? Optional.empty() : reason);
    }

    /**
     * RFC 9143 section 7.4: a bundle of lines that the offer had in one; the transport is that of the first line that was
     * offered with one and is accepted. Any other group counts for nothing.
     */
    private void form(List<Integer> group) {
        group.stream().filter(this::canBeTag).findFirst().ifPresent(tag -> {
            for (int index : group) {
                if (streams.get(index).bundle() == streams.get(tag).bundle()) {
                    tags[index] = tag;
                }
            }
            findUntold(group, tag);
        });
    }

    /**
     * RFC 9143 section 9.2: of streams with one payload type, in a bundle agreed on with MIDs before, only the first is left
     * when an answer has no MIDs any more.
     */
    private void findUntold(List<Integer> group, int tag) {
        List<Integer> told = new ArrayList<>(List.of(tag));
        for (int index : group) {
            if (index != tag && tags[index] == tag && refusal(index).isEmpty()) {
                untold[index] = told.stream().anyMatch(other -> collide(index, other));
                if (!untold[index]) {
                    told.add(index);
                }
            }
        }
    }

    private boolean collide(int index, int other) {
        boolean told = isTold(index) && isTold(other);
        List<FormatMatch.Pair> pairs = pairs(other);
        return pairs(index).stream()
                .anyMatch(
                        one -> pairs.stream().anyMatch(two -> FormatMatch.collide(one.receive(), two.receive(), told)));
    }

    private boolean isTold(int index) {
        return Extensions.tell(extensions(index).orElseThrow(), remote(index).saidDirection());
    }

    private boolean canBeTag(int index) {
        return streams.get(index).isBundled()
                && refusal(index).isEmpty()
                && remote(index).rtcpMux();
    }

    private int transport(int index) {
        return tags[index] == Stream.ALONE ? index : tags[index];
    }

    private RemoteMedia remote(int index) {
        var own = new RemoteMedia(answer, answer.media().get(index));
        return own.over(answer.media().get(transport(index)));
    }

    private Optional<Negotiation.Reason> refusal(int index) {
        RemoteMedia remote = remote(index);
        if (!streams.get(index).isLive() || !groups.hasLine(index, remote.line()) || remote.port() == 0) {
            return Optional.of(Negotiation.Reason.ALL_REJECTED);
        }
        if (!offering.hasTransport(index) && tags[index] == Stream.ALONE) {
            return Optional.of(Negotiation.Reason.INCOMPATIBLE_TRANSPORT);
        }
        if (keys(index).isEmpty()) {
            return Optional.of(Profile.of(remote.line().protocol()).refusal());
        }
        if (offering.local(transport(index)).rtcpMuxOnly() && !remote.rtcpMux()) {
            // RFC 8858 section 4.4: without rtcp-mux in the answer the stream is to be disabled.
            return Optional.of(Negotiation.Reason.INCOMPATIBLE_TRANSPORT);
        }
        if (remote.connection().isEmpty()) {
            return Optional.of(Negotiation.Reason.NO_CONNECTION_ADDRESS);
        }
        if (remote.isOfMany()) {
            return Optional.of(Negotiation.Reason.INCOMPATIBLE_ADDRESS);
        }
        if (extensions(index).isEmpty()) {
            return Optional.of(Negotiation.Reason.HEADER_EXTENSIONS_DIFFER);
        }
        return pairs(index).isEmpty() ? Optional.of(Negotiation.Reason.NO_COMMON_FORMAT) : Optional.empty();
    }

    private Optional<Keying> keys(int index) {
        int transport = transport(index);
        String offered = offering.description().media().get(transport).protocol();
        return Keying.answered(offering.local(transport).security(), Profile.of(offered), remote(index));
    }

    private Optional<List<ExtMap>> extensions(int index) {
        var agreed = Extensions.answered(
                offering.extensions().get(index),
                remote(index),
                streams.get(index).mid());
        return tags[index] == Stream.ALONE ? agreed.map(Extensions::withoutMid) : agreed;
    }

    private List<FormatMatch.Pair> pairs(int index) {
        boolean muxed =
                offering.local(transport(index)).rtcpMux() && remote(index).rtcpMux();
        return FormatMatch.answered(
                offering.formats().get(index), answer.media().get(index), muxed);
    }

    private NegotiatedMedia agreed(int index) {
        RemoteMedia remote = remote(index);
        int tag = transport(index);
        SessionDescription offer = offering.description();
        var transport = Transport.offered(
                tag,
                tags[index] != Stream.ALONE,
                offering.local(tag),
                offer.media().get(tag));
        boolean withIce = Exchange.ice(transport.local(), remote).isPresent();
        var offered = new RemoteMedia(offer, offer.media().get(index));
        Direction direction =
                offered.saidDirection().and(remote.direction(withIce).mirrored());
        var terms = new Terms(
                direction,
                pairs(index),
                keys(index).orElseThrow(),
                extensions(index).orElseThrow(),
                RtcpFeedback.common(RtcpFeedback.offered(offered), remote, pairs(index)));
        return Exchange.agreed(index, offering.local(index), transport, remote, terms);
    }
}
