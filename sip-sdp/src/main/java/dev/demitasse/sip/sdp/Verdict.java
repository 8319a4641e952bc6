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
 */
record Verdict(
        RemoteMedia remote,
        Optional<Negotiation.Reason> refusal,
        int localIndex,
        Optional<Keying> keys,
        List<FormatMatch.Pair> pairs,
        PayloadTypes numbers) {
    static Verdict refused(RemoteMedia remote, Negotiation.Reason reason, PayloadTypes numbers) {
        return new Verdict(remote, Optional.of(reason), Stream.REJECTED, Optional.empty(), List.of(), numbers);
    }

    boolean isAccepted() {
        return refusal.isEmpty();
    }

    /** This line over the transport of another. */
    Verdict over(MediaDescription transport) {
        return new Verdict(remote.over(transport), refusal, localIndex, keys, pairs, numbers);
    }

    /** Whether a payload type of one is a payload type of the other, either way. */
    boolean sharesNumbers(Verdict other) {
        return pairs.stream()
                .anyMatch(one -> other.pairs.stream()
                        .anyMatch(two -> one.receive().payloadType()
                                        == two.receive().payloadType()
                                || one.send().payloadType() == two.send().payloadType()));
    }
}
