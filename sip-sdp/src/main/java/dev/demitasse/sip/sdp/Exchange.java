// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One finished offer/answer exchange. Immutable.
 *
 * @param local this side's description
 * @param remote the peer's
 * @param streams what the session carries on
 * @param media what is agreed
 * @param failure why no stream is agreed although one was asked for, or empty
 */
record Exchange(
        SessionDescription local,
        SessionDescription remote,
        List<Stream> streams,
        List<NegotiatedMedia> media,
        Optional<Negotiation.Reason> failure) {
    /** A peer cannot have more packets of a stream than 100 a second. */
    static final int LEAST_PTIME_MILLIS = 10;

    /** What the exchange came to. */
    Negotiation result() {
        return failure.isPresent() ? new Negotiation.Failed(failure.get()) : new Negotiation.Agreed(media);
    }

    /** What both sides agreed on for a stream that both have a port and a codec for. */
    static NegotiatedMedia agreed(int index, LocalMedia local, Transport transport, RemoteMedia remote, Terms terms) {
        List<FormatMatch.Pair> formats = terms.formats();
        var line = remote.line();
        var draft = new NegotiatedMediaDraft(index, line.media(), line.protocol());
        draft.mid = remote.mid();
        draft.direction = terms.direction();
        draft.transport = transport.index();
        draft.bundled = transport.bundled();
        draft.localPort = transport.local().port();
        draft.remote = remote.rtp();
        draft.destinations = remote.destinations();
        draft.rtcpMux = transport.local().rtcpMux() && remote.rtcpMux();
        draft.remoteRtcp = draft.rtcpMux ? draft.remote : remote.rtcp();
        draft.receiveFormats = formats.stream().map(FormatMatch.Pair::receive).toList();
        draft.sendFormats = formats.stream().map(FormatMatch.Pair::send).toList();
        draft.maxptimeMillis = remote.maxptimeMillis();
        draft.ptimeMillis = packetTime(local, remote.ptimeMillis(), remote.maxptimeMillis());
        draft.crypto = terms.keys().crypto();
        draft.dtls = terms.keys().dtls();
        draft.ice = ice(transport.local(), remote);
        draft.feedback = terms.feedback();
        draft.rtcpReducedSize = transport.reducedSize() && remote.reducedSizeRtcp();
        draft.bandwidths = remote.bandwidths();
        draft.headerExtensions = new NegotiatedExtensions(
                Extensions.agreed(terms.extensions(), terms.direction()),
                transport.mixed() && remote.allowsMixedExtensions());
        return new NegotiatedMedia(draft);
    }

    /** The peer's half of ICE where both sides use it and nothing on the way has rewritten the addresses. */
    static Optional<IceDescription> ice(LocalMedia local, RemoteMedia remote) {
        return remote.ice()
                .filter(ice -> local.ice().isPresent() && !RemoteIce.mismatches(ice, remote))
                .filter(ice -> !remote.hasIceMismatch());
    }

    /** A stream that is not there. */
    static NegotiatedMedia rejected(int index, Stream stream) {
        var draft = new NegotiatedMediaDraft(index, stream.media(), stream.protocol());
        draft.mid = stream.mid();
        return new NegotiatedMedia(draft);
    }

    /** What the peer asks for, but no packets shorter than {@link #LEAST_PTIME_MILLIS} that this side would not send unasked. */
    private static int packetTime(LocalMedia local, OptionalInt asked, OptionalInt most) {
        int millis = asked.orElse(local.ptimeMillis());
        int least = Math.min(LEAST_PTIME_MILLIS, local.ptimeMillis());
        return Math.max(least, Math.min(millis, most.orElse(millis)));
    }
}
