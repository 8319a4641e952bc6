// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Warning;
import dev.demitasse.sip.sdp.Direction;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.LocalMedia;
import dev.demitasse.sip.sdp.NegotiatedMedia;
import dev.demitasse.sip.sdp.Negotiation;
import dev.demitasse.sip.sdp.OfferAnswer;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.ua.MediaNegotiator;
import dev.demitasse.sip.ua.OfferReply;
import dev.demitasse.sip.ua.Rejection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The descriptions of one call (RFC 3264) and where its sound goes because of them. Not thread-safe; confined to the SIP
 * loop, but for {@link #wanted}.
 */
final class MediaNegotiation implements MediaNegotiator {
    private final OfferAnswer machine;
    private final LocalCapabilities accepted;
    private final boolean offersRtcpMux;
    private final MediaTarget targets;
    private final String warningAgent;
    private final Consumer<MediaNegotiation> onAgreed;
    private volatile Direction wanted = Direction.SENDRECV;
    private Optional<InetSocketAddress> target = Optional.empty();

    /**
     * Nothing agreed yet.
     *
     * @param accepted what this side accepts; it offers the same
     * @param offersRtcpMux but RTCP on the port of RTP only if this says so, or the call has it already
     * @param onAgreed called whenever something has been agreed; {@link #audio} and {@link #target} tell what
     */
    MediaNegotiation(
            LocalCapabilities accepted,
            boolean offersRtcpMux,
            long sessionId,
            InetAddress local,
            Consumer<MediaNegotiation> onAgreed) {
        machine = new OfferAnswer(accepted, sessionId, 0);
        targets = new MediaTarget(local);
        this.accepted = accepted;
        this.offersRtcpMux = offersRtcpMux;
        warningAgent = accepted.advertisedAddresses().get(0);
        this.onAgreed = onAgreed;
    }

    OfferAnswer.State state() {
        return machine.state();
    }

    /** Sets what this side wants to do with the sound from its next description on. From any thread. */
    void wanted(Direction direction) {
        wanted = direction;
    }

    /** What this side wants. From any thread. */
    Direction wanted() {
        return wanted;
    }

    @Override
    public SessionDescription createOffer() {
        machine.direction(wanted);
        machine.capabilities(offered());
        return machine.createOffer();
    }

    private LocalCapabilities offered() {
        boolean mux = offersRtcpMux || audio().map(NegotiatedMedia::rtcpMux).orElse(false);
        LocalMedia audio = accepted.media().get(0);
        return accepted.toBuilder()
                .media(0, audio.toBuilder().rtcpMux(mux && audio.rtcpMux()).build())
                .build();
    }

    @Override
    public OfferReply takeOffer(SessionDescription offer) {
        machine.direction(wanted);
        machine.capabilities(accepted);
        Negotiation result = machine.takeOffer(offer);
        if (result instanceof Negotiation.Failed failed) {
            return new OfferReply.Rejected(rejection(failed.reason()));
        }
        SessionDescription answer = machine.createAnswer();
        agreed();
        return new OfferReply.Answered(answer);
    }

    @Override
    public boolean takeAnswer(SessionDescription answer) {
        boolean taken = machine.takeAnswer(answer) instanceof Negotiation.Agreed;
        if (taken) {
            agreed();
        }
        return taken;
    }

    @Override
    public void rollback() {
        OfferAnswer.State state = machine.state();
        if (state == OfferAnswer.State.LOCAL_OFFER_PENDING || state == OfferAnswer.State.REMOTE_OFFER_PENDING) {
            machine.rollback();
        }
    }

    /** The agreed stream of sound. */
    Optional<NegotiatedMedia> audio() {
        return machine.media().stream()
                .filter(media -> media.isAccepted() && media.media().equals("audio"))
                .findFirst();
    }

    /** Where sound goes; empty as long as the peer has named no address that can be sent to. */
    Optional<InetSocketAddress> target() {
        return target;
    }

    /** The first target is taken as it is, unless it is none at all; later ones must be usable. */
    private void agreed() {
        Optional<InetSocketAddress> named = audio().map(NegotiatedMedia::remote);
        if (named.isPresent() && (isFirst(named.get()) || targets.accepts(named.get()))) {
            target = named;
        }
        onAgreed.accept(this);
    }

    private boolean isFirst(InetSocketAddress address) {
        return target.isEmpty()
                && !address.isUnresolved()
                && !address.getAddress().isAnyLocalAddress()
                && address.getPort() != 0;
    }

    private Rejection rejection(Negotiation.Reason reason) {
        return Rejection.of(SipStatus.of(reason.suggestedStatus()))
                .withWarning(new Warning(reason.warningCode(), warningAgent, reason.safeMessage()));
    }
}
