// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    private final SessionDescription offer;
    private final boolean[] used;
    private final List<Stream> streams = new ArrayList<>();
    private final List<NegotiatedMedia> media = new ArrayList<>();
    private Optional<Negotiation.Reason> firstReason = Optional.empty();

    Answering(LocalCapabilities capabilities, Direction wanted, List<Stream> before, SessionDescription offer) {
        this.capabilities = capabilities;
        this.wanted = wanted;
        this.before = before;
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
                && line.port() != 0;
    }

    Exchange compose(Origin origin) {
        var composer = new DescriptionComposer(capabilities, origin, sessionAddress(), offer.times());
        for (int i = 0; i < offer.media().size(); i++) {
            var remote = new RemoteMedia(offer, offer.media().get(i));
            Optional<Negotiation.Reason> reason = refusal(remote);
            int localIndex = reason.isPresent() ? Stream.REJECTED : serving(i);
            if (localIndex == Stream.REJECTED) {
                reject(i, remote, reason.orElse(Negotiation.Reason.MEDIA_TYPE_NOT_AVAILABLE), composer);
            } else {
                answer(i, localIndex, remote, composer);
            }
        }
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
    private Optional<Negotiation.Reason> refusal(RemoteMedia remote) {
        MediaDescription line = remote.line();
        if (line.port() == 0) {
            return Optional.of(Negotiation.Reason.ALL_REJECTED);
        }
        if (capabilities.media().stream().noneMatch(local -> local.media().equals(line.media()))) {
            return Optional.of(Negotiation.Reason.MEDIA_TYPE_NOT_AVAILABLE);
        }
        Profile profile = Profile.of(line.protocol());
        if (!profile.isPlain()) {
            return Optional.of(
                    profile.isSecure()
                            ? Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE
                            : Negotiation.Reason.INCOMPATIBLE_TRANSPORT);
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

    /** Which local media serves a line: the one that did before, or the first of its kind that is unused. */
    private int serving(int index) {
        if (continues(index)) {
            return before.get(index).localIndex();
        }
        String kind = offer.media().get(index).media();
        for (int i = 0; i < used.length; i++) {
            if (!used[i] && capabilities.media().get(i).media().equals(kind)) {
                return i;
            }
        }
        return Stream.REJECTED;
    }

    private void answer(int index, int localIndex, RemoteMedia remote, DescriptionComposer composer) {
        LocalMedia local = capabilities.media().get(localIndex);
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
        used[localIndex] = true;
        Direction direction = wanted.and(local.direction()).answerTo(remote.direction());
        Stream stream = stream(remote, localIndex, numbers);
        composer.section(
                stream,
                pairs.stream().map(FormatMatch.Pair::receive).toList(),
                direction,
                packetTime(local, remote),
                local.rtcpMux() && remote.rtcpMux());
        streams.add(stream);
        media.add(Exchange.agreed(index, local, remote, direction, pairs));
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
                line.media(), line.protocol(), line.formats(), remote.mid(), localIndex, addressType, numbers);
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
