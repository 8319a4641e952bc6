// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The answerer's half of RFC 3264, sections 6 and 8: judges each {@code m=} line of an offer and composes the answer.
 * Not thread-safe; one object per answer.
 */
final class Answering {
    private static final int LEAST_PTIME_MILLIS = 10;
    private static final int USUAL_MAXPTIME_MILLIS = 60;

    private final LocalCapabilities capabilities;
    private final Direction wanted;
    private final List<Stream> before;
    private final Set<Integer> removed;
    private final SessionDescription offer;
    private final boolean[] used;
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
        this.removed = Set.copyOf(removed);
        this.offer = offer;
        this.used = new boolean[capabilities.media().size()];
        reserve();
    }

    /** RFC 3264 section 8: a new offer has at least the {@code m=} lines of the one before. */
    boolean keepsLines() {
        return offer.media().size() >= before.size();
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
                && line.port() != 0
                && !removed.contains(index);
    }

    Exchange compose(Origin origin) {
        var composer = new DescriptionComposer(capabilities, origin, sessionAddress(), offer.times());
        for (int i = 0; i < offer.media().size(); i++) {
            var remote = new RemoteMedia(offer, offer.media().get(i));
            Optional<Negotiation.Reason> reason = refusal(i, remote);
            Optional<Service> service = reason.isPresent() ? Optional.empty() : serving(i, remote);
            if (service.isPresent()) {
                answer(i, service.get(), remote, composer);
            } else {
                reject(i, remote, reason.orElseGet(() -> unserved(remote)), composer);
            }
        }
        composer.iceLite(streams);
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

    /** Why a line cannot be answered, whatever its codecs. */
    private Optional<Negotiation.Reason> refusal(int index, RemoteMedia remote) {
        MediaDescription line = remote.line();
        if (line.port() == 0 || removed.contains(index)) {
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

    /** Multicast follows other rules (RFC 3264 section 6.2); a host name may turn out to be of either family. */
    private boolean reachable(RemoteMedia remote) {
        String address = remote.connection().orElseThrow().address();
        if (remote.isMulticast()) {
            return false;
        }
        return remote.isSilenced()
                || IpLiteral.parse(address).isEmpty()
                || capabilities.advertisedAddresses().stream()
                        .anyMatch(own -> IpLiteral.addressType(own).equals(IpLiteral.addressType(address)));
    }

    /** Local media that can serve a line, with the keys for it. */
    private record Service(int localIndex, Keying keys) {}

    /** The local media that did before, or the first of its kind that is unused and has the keys. */
    private Optional<Service> serving(int index, RemoteMedia remote) {
        if (continues(index)) {
            Stream stream = before.get(index);
            return keyed(stream.localIndex(), remote, stream.role());
        }
        for (int i = 0; i < used.length; i++) {
            if (isFree(i, remote)) {
                Optional<Service> service = keyed(i, remote, Optional.empty());
                if (service.isPresent()) {
                    return service;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Service> keyed(int localIndex, RemoteMedia remote, Optional<Setup> role) {
        return Keying.answer(capabilities.media().get(localIndex).security(), remote, role)
                .map(keys -> new Service(localIndex, keys));
    }

    private boolean isFree(int localIndex, RemoteMedia remote) {
        return !used[localIndex]
                && capabilities
                        .media()
                        .get(localIndex)
                        .media()
                        .equals(remote.line().media());
    }

    /** Why nothing serves the line: there is no further stream of its kind, or none has the keys. */
    private Negotiation.Reason unserved(RemoteMedia remote) {
        Profile profile = Profile.of(remote.line().protocol());
        boolean keysWanting = capabilities.media().stream()
                .anyMatch(local -> local.media().equals(remote.line().media())
                        && Keying.answer(local.security(), remote, Optional.empty())
                                .isEmpty());
        return keysWanting ? profile.refusal() : Negotiation.Reason.MEDIA_TYPE_NOT_AVAILABLE;
    }

    private void answer(int index, Service service, RemoteMedia remote, DescriptionComposer composer) {
        LocalMedia local = capabilities.media().get(service.localIndex());
        var offered = FormatMatch.formatsOf(remote.line());
        var common = FormatMatch.answerable(local.formats(), offered, capabilities.codecPreference());
        PayloadTypes numbers = numbersOf(index, remote);
        List<FormatMatch.Pair> pairs = new ArrayList<>(common.size());
        for (FormatMatch.Pair pair : common) {
            var number = numbers.numberFor(pair.receive(), pair.send().payloadType());
            if (number.isPresent()) {
                var receive = pair.receive().withPayloadType(number.getAsInt());
                numbers = numbers.with(receive);
                pairs.add(new FormatMatch.Pair(receive, pair.send()));
            }
        }
        if (pairs.isEmpty()) {
            reject(index, remote, Negotiation.Reason.NO_COMMON_FORMAT, composer);
            return;
        }
        used[service.localIndex()] = true;
        boolean withIce = Exchange.ice(local, remote).isPresent();
        Direction direction = wanted.and(local.direction()).answerTo(remote.direction(withIce));
        Stream stream = stream(remote, service.localIndex(), numbers).answered(service.keys());
        composer.section(
                stream,
                pairs.stream().map(FormatMatch.Pair::receive).toList(),
                direction,
                packetTime(local, remote),
                local.rtcpMux() && remote.rtcpMux(),
                beside(local, remote, service.keys(), pairs));
        streams.add(stream);
        media.add(Exchange.agreed(index, local, remote, direction, pairs, service.keys()));
    }

    private static List<Attribute> beside(
            LocalMedia local, RemoteMedia remote, Keying keys, List<FormatMatch.Pair> pairs) {
        List<Attribute> lines = new ArrayList<>(keys.lines());
        RtcpFeedback.common(local, remote, pairs)
                .forEach(line -> lines.add(line.answered(pairs).toAttribute()));
        boolean offered = remote.ice().isPresent();
        if (Exchange.ice(local, remote).isPresent()) {
            lines.addAll(local.ice().orElseThrow().toAttributes());
        } else if (offered && local.ice().isPresent()) {
            // RFC 8839 section 4.2.5: tell the offerer why ICE is not used.
            lines.add(Attribute.property("ice-mismatch"));
        }
        return lines;
    }

    private PayloadTypes numbersOf(int index, RemoteMedia remote) {
        boolean same = index < before.size()
                && before.get(index).media().equals(remote.line().media());
        return same ? before.get(index).payloadTypes() : PayloadTypes.NONE;
    }

    /** The offerer's packet time where it is a sensible one for this side, so that both directions are alike. */
    private static int packetTime(LocalMedia local, RemoteMedia remote) {
        int most = local.maxptimeMillis() > 0 ? local.maxptimeMillis() : USUAL_MAXPTIME_MILLIS;
        int offered = remote.ptimeMillis().orElse(local.ptimeMillis());
        return offered >= LEAST_PTIME_MILLIS && offered <= most ? offered : local.ptimeMillis();
    }

    private void reject(int index, RemoteMedia remote, Negotiation.Reason reason, DescriptionComposer composer) {
        if (firstReason.isEmpty() || firstReason.get() == Negotiation.Reason.ALL_REJECTED) {
            firstReason = Optional.of(reason);
        }
        Stream stream = stream(remote, Stream.REJECTED, numbersOf(index, remote));
        composer.placeholder(stream);
        streams.add(stream);
        media.add(Exchange.rejected(index, stream));
    }

    private Stream stream(RemoteMedia remote, int localIndex, PayloadTypes numbers) {
        String addressType = remote.connection()
                .map(connection -> IpLiteral.addressType(connection.address()))
                .orElse("");
        MediaDescription line = remote.line();
        return new Stream(
                line.media(),
                line.protocol(),
                line.formats(),
                remote.mid(),
                localIndex,
                addressType,
                numbers,
                Optional.empty());
    }

    /**
     * No agreement when something was asked for and none of it can be had. A later offer that takes every stream away,
     * and an offer without any, are answered in kind.
     */
    private Optional<Negotiation.Reason> failure() {
        boolean asked = offer.media().stream().anyMatch(line -> line.port() != 0);
        boolean emptied = !asked && (!before.isEmpty() || offer.media().isEmpty());
        return emptied || media.stream().anyMatch(NegotiatedMedia::isAccepted) ? Optional.empty() : firstReason;
    }
}
