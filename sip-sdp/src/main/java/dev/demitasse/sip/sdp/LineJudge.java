// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says of each {@code m=} line of an offer what serves it, or why nothing does. Not thread-safe; one object per answer. */
final class LineJudge {
    private final LocalCapabilities capabilities;
    private final List<Stream> before;
    private final Set<Integer> removed;
    private final SessionDescription offer;
    private final BundleGroups groups;
    private final boolean[] used;

    LineJudge(
            LocalCapabilities capabilities,
            List<Stream> before,
            Set<Integer> removed,
            SessionDescription offer,
            BundleGroups groups) {
        this.capabilities = capabilities;
        this.before = before;
        this.removed = removed;
        this.offer = offer;
        this.groups = groups;
        used = new boolean[capabilities.media().size()];
        reserve();
    }

    /** What a live stream of before goes on using is not given to another line. */
    private void reserve() {
        for (int i = 0; i < before.size() && i < offer.media().size(); i++) {
            if (continues(i)) {
                used[before.get(i).localIndex()] = true;
            }
        }
    }

    private boolean continues(int index) {
        var line = offer.media().get(index);
        return index < before.size()
                && before.get(index).isLive()
                && before.get(index).media().equals(line.media())
                && groups.hasLine(index, line)
                && !removed.contains(index);
    }

    /** Judges a line. What serves it is free for others until it is {@linkplain #take taken}. */
    Verdict judge(int index, RemoteMedia remote) {
        PayloadTypes numbers = numbersOf(index, remote);
        Optional<Negotiation.Reason> reason = refusal(index, remote);
        if (reason.isPresent()) {
            return Verdict.refused(remote, reason.get(), numbers);
        }
        return serving(index, remote)
                .map(service -> formats(remote, service, numbers))
                .orElseGet(() -> Verdict.refused(remote, unserved(remote), numbers));
    }

    /** Refuses a line without a look at it. */
    Verdict refused(int index, Negotiation.Reason reason) {
        var remote = new RemoteMedia(offer, offer.media().get(index));
        boolean unwanted = removed.contains(index);
        return Verdict.refused(remote, unwanted ? Negotiation.Reason.ALL_REJECTED : reason, numbersOf(index, remote));
    }

    /** Lets nothing else have what serves this line. */
    Verdict take(Verdict verdict) {
        if (verdict.isAccepted()) {
            used[verdict.localIndex()] = true;
        }
        return verdict;
    }

    /** Lets others have what served this line. */
    void release(Verdict verdict) {
        if (verdict.isAccepted()) {
            used[verdict.localIndex()] = false;
        }
    }

    /** Why a line cannot be answered, whatever its codecs. */
    private Optional<Negotiation.Reason> refusal(int index, RemoteMedia remote) {
        MediaDescription line = remote.line();
        if (remote.port() == 0 || removed.contains(index)) {
            return Optional.of(Negotiation.Reason.ALL_REJECTED);
        }
        if (capabilities.media().stream().noneMatch(local -> local.media().equals(line.media()))) {
            return Optional.of(Negotiation.Reason.MEDIA_TYPE_NOT_AVAILABLE);
        }
        if (Profile.of(line.protocol()) == Profile.OTHER) {
            return Optional.of(Negotiation.Reason.INCOMPATIBLE_TRANSPORT);
        }
        if (remote.connection().isEmpty()) {
            return Optional.of(Negotiation.Reason.NO_CONNECTION_ADDRESS);
        }
        return reachable(remote) ? Optional.empty() : Optional.of(Negotiation.Reason.INCOMPATIBLE_ADDRESS);
    }

    /** Multicast follows other rules (RFC 3264 section 6.2), and nobody is one call's peer with all his net; a host name may turn out to be of either family. */
    private boolean reachable(RemoteMedia remote) {
        String address = remote.connection().orElseThrow().address();
        if (remote.isOfMany()) {
            return false;
        }
        return remote.isSilenced()
                || IpLiteral.parse(address).isEmpty()
                || capabilities.advertisedAddresses().stream()
                        .anyMatch(own -> IpLiteral.addressType(own).equals(IpLiteral.addressType(address)));
    }

    /** Local media that can serve a line, with the keys for it. */
    private record Service(int localIndex, Keying keys) {}

    /** The local media that did before, or the first of its kind that is unused and has what the line needs. */
    private Optional<Service> serving(int index, RemoteMedia remote) {
        if (continues(index)) {
            Stream stream = before.get(index);
            return service(stream.localIndex(), remote, stream.role());
        }
        for (int i = 0; i < used.length; i++) {
            if (isFree(i, remote)) {
                Optional<Service> service = service(i, remote, Optional.empty());
                if (service.isPresent()) {
                    return service;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Service> service(int localIndex, RemoteMedia remote, Optional<Setup> role) {
        LocalMedia local = capabilities.media().get(localIndex);
        return Keying.answer(local.security(), remote, role)
                .filter(keys -> isMuxedAsNeeded(local, remote))
                .map(keys -> new Service(localIndex, keys));
    }

    /**
     * RFC 8858 section 4.3: an answerer that does not multiplex what is offered as multiplexed only "MUST" reject it. So does
     * one that only multiplexes what is offered otherwise. In a bundle RTCP is that of the line whose transport it is.
     */
    private static boolean isMuxedAsNeeded(LocalMedia local, RemoteMedia remote) {
        boolean needed = local.rtcpMuxOnly() || remote.rtcpMuxOnly();
        return !needed || remote.isOverAnother() || local.rtcpMux() && remote.rtcpMux();
    }

    private boolean isFree(int localIndex, RemoteMedia remote) {
        return !used[localIndex]
                && capabilities
                        .media()
                        .get(localIndex)
                        .media()
                        .equals(remote.line().media());
    }

    /** Why nothing serves the line: none of its kind has the keys, or RTCP as it is needed; or there is no further one. */
    private Negotiation.Reason unserved(RemoteMedia remote) {
        List<LocalMedia> ofKind = capabilities.media().stream()
                .filter(local -> local.media().equals(remote.line().media()))
                .toList();
        if (ofKind.stream()
                .anyMatch(local -> Keying.answer(local.security(), remote, Optional.empty())
                        .isEmpty())) {
            return Profile.of(remote.line().protocol()).refusal();
        }
        return ofKind.stream().allMatch(local -> isMuxedAsNeeded(local, remote))
                ? Negotiation.Reason.MEDIA_TYPE_NOT_AVAILABLE
                : Negotiation.Reason.INCOMPATIBLE_TRANSPORT;
    }

    private PayloadTypes numbersOf(int index, RemoteMedia remote) {
        boolean same = index < before.size()
                && before.get(index).media().equals(remote.line().media());
        return same ? before.get(index).payloadTypes() : PayloadTypes.NONE;
    }

    /**
     * RFC 5761 section 4: with RTCP multiplexed, formats whose packets look like RTCP are left out. Where no others are, RTCP is
     * not multiplexed if neither side needs it.
     */
    private Verdict formats(RemoteMedia remote, Service service, PayloadTypes bound) {
        LocalMedia local = capabilities.media().get(service.localIndex());
        boolean needed = remote.isOverAnother() || local.rtcpMuxOnly() || remote.rtcpMuxOnly();
        List<MediaFormat> offered = FormatMatch.formatsOf(remote.line());
        if (!needed && !(local.rtcpMux() && remote.rtcpMux())) {
            return formats(remote, service, bound, offered, false);
        }
        List<MediaFormat> muxable = offered.stream()
                .filter(format -> !PayloadTypes.looksLikeRtcp(format.payloadType()))
                .toList();
        Verdict verdict = formats(remote, service, bound, muxable, true);
        return needed || verdict.isAccepted() || muxable.size() == offered.size()
                ? verdict
                : formats(remote.withoutMux(), service, bound, offered, false);
    }

    private Verdict formats(
            RemoteMedia remote, Service service, PayloadTypes bound, List<MediaFormat> offered, boolean muxed) {
        LocalMedia local = capabilities.media().get(service.localIndex());
        var common = FormatMatch.answerable(local.formats(), offered, capabilities.codecPreference());
        PayloadTypes numbers = bound;
        List<FormatMatch.Pair> pairs = new ArrayList<>(common.size());
        for (FormatMatch.Pair pair : common) {
            var number = numbers.numberFor(pair.receive(), pair.send().payloadType());
            if (number.isPresent() && !(muxed && PayloadTypes.looksLikeRtcp(number.getAsInt()))) {
                var receive = pair.receive().withPayloadType(number.getAsInt());
                numbers = numbers.with(receive);
                pairs.add(new FormatMatch.Pair(receive, pair.send()));
            }
        }
        return pairs.isEmpty()
                ? Verdict.refused(remote, Negotiation.Reason.NO_COMMON_FORMAT, numbers)
                : new Verdict(
                        remote,
                        Optional.empty(),
                        service.localIndex(),
                        Optional.of(service.keys()),
                        List.copyOf(pairs),
                        numbers,
                        Extensions.answerable(local, remote));
    }
}
