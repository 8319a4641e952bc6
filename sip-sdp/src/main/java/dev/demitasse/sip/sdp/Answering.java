// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The answerer's half of RFC 3264, sections 6 and 8: has each {@code m=} line of an offer judged and composes the answer.
 * Not thread-safe; one object per answer.
 */
final class Answering {
    private static final int USUAL_MAXPTIME_MILLIS = 60;

    private final LocalCapabilities capabilities;
    private final Direction wanted;
    private final List<Stream> before;
    private final SessionDescription offer;
    private final BundleGroups groups;
    private final BundleAnswer judged;
    private final List<Stream> streams = new ArrayList<>();
    private final List<NegotiatedMedia> media = new ArrayList<>();
    private Optional<Negotiation.Reason> firstReason = Optional.empty();

    /**
     * Starts an answer.
     *
     * @param before what the session has had
     * @param removed the lines this side wants to have no longer
     */
    Answering(
            LocalCapabilities capabilities,
            Direction wanted,
            List<Stream> before,
            Set<Integer> removed,
            SessionDescription offer) {
        this.capabilities = capabilities;
        this.wanted = wanted;
        this.before = before;
        this.offer = offer;
        groups = BundleGroups.of(offer);
        var judge = new LineJudge(capabilities, before, removable(removed), offer, groups);
        judged = new BundleAnswer(capabilities, before, offer, groups, judge);
    }

    /**
     * RFC 9143 section 7.3.3: an answer cannot reject the line whose transport others go on using; the next offer can. A
     * bundle all of whose lines go may go.
     */
    private Set<Integer> removable(Set<Integer> removed) {
        Set<Integer> now = new TreeSet<>(removed);
        for (List<Integer> group : groups.all()) {
            int tag = BundleAnswer.suggested(offer, group);
            boolean shared = group.stream()
                    .anyMatch(index -> !removed.contains(index)
                            && index < before.size()
                            && before.get(index).isBundled()
                            && groups.hasLine(index, offer.media().get(index)));
            if (shared) {
                now.remove(tag);
            }
        }
        return now;
    }

    /** RFC 3264 section 8: a new offer has at least the {@code m=} lines of the one before. */
    boolean keepsLines() {
        return offer.media().size() >= before.size();
    }

    Exchange compose(Origin origin) {
        var composer = new DescriptionComposer(capabilities, origin, sessionAddress(), offer.times());
        for (int i = 0; i < offer.media().size(); i++) {
            Verdict verdict = judged.verdict(i);
            if (verdict.isAccepted()) {
                answer(i, verdict, composer);
            } else {
                reject(i, verdict, composer);
            }
        }
        composer.sessionLevel(streams);
        return new Exchange(composer.description(), offer, List.copyOf(streams), List.copyOf(media), failure());
    }

    private String sessionAddress() {
        String addressType = offer.media().stream()
                .findFirst()
                .flatMap(offer::connectionOf)
                .map(connection -> IpLiteral.addressType(connection.address()))
                .orElse("");
        return DescriptionComposer.address(capabilities, addressType);
    }

    private LocalMedia local(Verdict verdict) {
        return capabilities.media().get(verdict.localIndex());
    }

    private void answer(int index, Verdict verdict, DescriptionComposer composer) {
        int tag = judged.tag(index);
        boolean bundled = tag != Stream.ALONE;
        Verdict tagged = bundled ? judged.verdict(tag) : verdict;
        var transport = Transport.answering(bundled ? tag : index, bundled, local(tagged));
        Keying keys = tagged.keys().orElseThrow();
        LocalMedia local = local(verdict);
        RemoteMedia remote = verdict.remote();
        boolean withIce = Exchange.ice(transport.local(), remote).isPresent();
        Direction direction = wanted.and(local.direction()).answerTo(remote.direction(withIce));
        Stream stream = Stream.of(remote, verdict.localIndex(), verdict.numbers(), past(index))
                .answered(keys, tag, verdict.extensions());
        composer.section(
                stream,
                verdict.pairs().stream().map(FormatMatch.Pair::receive).toList(),
                direction,
                packetTime(local, remote),
                transport.index() == index
                        ? Place.answered(local, local.rtcpMux() && remote.rtcpMux())
                        : Place.at(transport.local().port()),
                beside(local, verdict, direction, transport.index() == index));
        streams.add(stream);
        var terms = new Terms(direction, verdict.pairs(), keys, verdict.extensions(), feedback(local, verdict));
        media.add(Exchange.agreed(index, local, transport, remote, terms));
    }

    private ExtensionHistory past(int index) {
        boolean same = index < before.size()
                && before.get(index).media().equals(offer.media().get(index).media());
        return same ? before.get(index).extensions() : ExtensionHistory.NONE;
    }

    private static List<RtcpFeedback> feedback(LocalMedia local, Verdict verdict) {
        return RtcpFeedback.common(local.feedback(), verdict.remote(), verdict.pairs());
    }

    /** RFC 9143 section 7.1.3: keys and ICE stand on the line whose transport it is, and on no other of its bundle. */
    private static List<Attribute> beside(
            LocalMedia local, Verdict verdict, Direction direction, boolean ownTransport) {
        RemoteMedia remote = verdict.remote();
        List<Attribute> lines = new ArrayList<>();
        if (ownTransport) {
            lines.addAll(verdict.keys().orElseThrow().lines());
        }
        feedback(local, verdict)
                .forEach(line -> lines.add(line.answered(verdict.pairs()).toAttribute()));
        if (ownTransport) {
            lines.addAll(ReducedSizeRtcp.answer(local, remote));
        }
        lines.addAll(Extensions.answer(verdict.extensions(), direction));
        if (ownTransport && local.mixedHeaderExtensions() && remote.allowsMixedExtensions()) {
            lines.add(Attribute.property(Extensions.ALLOW_MIXED));
        }
        if (ownTransport && local.ice().isPresent()) {
            boolean offered = remote.ice().isPresent();
            if (Exchange.ice(local, remote).isPresent()) {
                lines.addAll(local.ice().orElseThrow().toAttributes());
            } else if (offered) {
                // RFC 8839 section 4.2.5: tell the offerer why ICE is not used.
                lines.add(Attribute.property("ice-mismatch"));
            }
        }
        return lines;
    }

    /** The offerer's packet time where it is a sensible one for this side, so that both directions are alike. */
    private static int packetTime(LocalMedia local, RemoteMedia remote) {
        int most = local.maxptimeMillis() > 0 ? local.maxptimeMillis() : USUAL_MAXPTIME_MILLIS;
        int offered = remote.ptimeMillis().orElse(local.ptimeMillis());
        return offered >= Exchange.LEAST_PTIME_MILLIS && offered <= most ? offered : local.ptimeMillis();
    }

    private void reject(int index, Verdict verdict, DescriptionComposer composer) {
        if (firstReason.isEmpty() || firstReason.get() == Negotiation.Reason.ALL_REJECTED) {
            firstReason = verdict.refusal();
        }
        Stream stream = Stream.of(verdict.remote(), Stream.REJECTED, verdict.numbers(), past(index));
        composer.placeholder(stream);
        streams.add(stream);
        media.add(Exchange.rejected(index, stream));
    }

    /**
     * No agreement when something was asked for and none of it can be had. A later offer that takes every stream away is
     * answered in kind, and so is one without any line, for which there is no reason.
     */
    private Optional<Negotiation.Reason> failure() {
        boolean asked = IntStream.range(0, offer.media().size())
                .anyMatch(index -> groups.hasLine(index, offer.media().get(index)));
        boolean emptied = !asked && !before.isEmpty();
        return emptied || media.stream().anyMatch(NegotiatedMedia::isAccepted) ? Optional.empty() : firstReason;
    }
}
