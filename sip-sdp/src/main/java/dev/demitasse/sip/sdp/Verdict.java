// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * What an answerer makes of one {@code m=} line. Immutable.
 *
 * @param remote the line as judged, with the transport it was judged with
 * @param refusal why it is refused; empty when it is accepted
 * @param localIndex which of {@link LocalCapabilities#media} serves it
 * @param keys its keys; empty when it is refused
 * @param pairs its formats; none when it is refused
 * @param numbers what this side's payload types mean on it
 * @param extensions the header extensions both sides have, as offered
 */
record Verdict(
        RemoteMedia remote,
        Optional<Negotiation.Reason> refusal,
        int localIndex,
        Optional<Keying> keys,
        List<FormatMatch.Pair> pairs,
        PayloadTypes numbers,
        List<ExtMap> extensions) {
    static Verdict refused(RemoteMedia remote, Negotiation.Reason reason, PayloadTypes numbers) {
        return new Verdict(
                remote, Optional.of(reason), Stream.REJECTED, Optional.empty(), List.of(), numbers, List.of());
    }

    boolean isAccepted() {
        return refusal.isEmpty();
    }

    /** This line over the transport of another. */
    Verdict over(MediaDescription transport) {
        return new Verdict(remote.over(transport), refusal, localIndex, keys, pairs, numbers, extensions);
    }

    /** This line with other header extensions. */
    Verdict with(List<ExtMap> others) {
        return new Verdict(remote, refusal, localIndex, keys, pairs, numbers, others);
    }

    /** Whether packets of both cannot be told apart on one transport: neither by payload type nor by MID. */
    boolean collidesWith(Verdict other) {
        boolean told = isTold() && other.isTold();
        return pairs.stream().anyMatch(one -> other.pairs.stream().anyMatch(two -> one.collidesWith(two, told)));
    }

    private boolean isTold() {
        return Extensions.tell(extensions, remote.saidDirection());
    }
}
