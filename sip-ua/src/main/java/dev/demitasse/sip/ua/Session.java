// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.dialog.DialogId;
import dev.demitasse.sip.ua.internal.transaction.ServerTransaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The established session of a call: its dialogs and its media, and what the re-INVITEs of the two sides ({@link OwnReInvite},
 * {@link PeerReInvite}: RFC 3261 section 14) have in common. Confined to the loop.
 */
final class Session {
    private final CallCore call;
    private final UserAgentCore agent;
    private final OwnReInvite own;
    private final PeerReInvite peers;
    private final Map<DialogId, Dialog> registered = new LinkedHashMap<>(2);
    private Optional<Dialog> dialog = Optional.empty();
    private Optional<MediaNegotiator> negotiator = Optional.empty();

    Session(CallCore call, boolean caller) {
        this.call = call;
        agent = call.agent;
        own = new OwnReInvite(call, this, caller);
        peers = new PeerReInvite(call, this, caller);
    }

    // ---- dialogs ----

    /** The dialog of the call from now on. */
    void dialog(Dialog newDialog) {
        dialog = Optional.of(newDialog);
        register(newDialog);
    }

    /** Requests of that dialog are the call's. */
    void register(Dialog newDialog) {
        if (registered.put(newDialog.id(), newDialog) == null) {
            agent.calls().add(newDialog.id(), call);
        }
    }

    void forgetDialogs() {
        registered.keySet().forEach(agent.calls()::remove);
        registered.clear();
    }

    /** Forgets all dialogs but the call's own. */
    void keepOnly(DialogId id) {
        for (DialogId other : List.copyOf(registered.keySet())) {
            if (!other.equals(id)) {
                registered.remove(other);
                agent.calls().remove(other);
            }
        }
    }

    /** The dialog a request belongs to: of a forked INVITE each early dialog counts for itself. */
    Dialog dialogOf(SipRequest request) {
        return registered.getOrDefault(DialogId.of(request), dialog());
    }

    Dialog dialog() {
        return dialog.orElseThrow();
    }

    boolean hasDialog() {
        return dialog.isPresent();
    }

    // ---- media ----

    void negotiator(MediaNegotiator newNegotiator) {
        negotiator = Optional.of(newNegotiator);
    }

    MediaNegotiator negotiator() {
        return negotiator.orElseThrow();
    }

    /** The 2xx of an INVITE. */
    SipResponse ok(ServerTransaction transaction, SipRequest invite, SessionDescription description) {
        SipResponse.Builder builder = agent.responses()
                .to(invite, SipStatus.OK, call.localTag())
                .copy(invite, Header.RECORD_ROUTE)
                .header(Header.CONTACT, agent.outbound().contact(transaction.flow(), call.localUser()));
        Responses.allow(builder);
        Responses.body(builder, Optional.of(description));
        return builder.build();
    }

    /** The answer to an offer of ours: in the 2xx, or in the ACK. Ends the call if it is missing or unacceptable. */
    boolean takeAnswer(SipMessage message) {
        boolean agreed;
        try {
            Optional<SessionDescription> answer = DescriptionBody.read(message);
            agreed = answer.isPresent() && negotiator().takeAnswer(answer.get());
        } catch (BadBodyException bad) {
            agreed = false;
        }
        if (!agreed) {
            call.sendBye(dialog(), CallOutcome.of(CallOutcome.Cause.MEDIA));
        }
        return agreed;
    }

    // ---- re-INVITEs ----

    /** This side's, or the peer's. */
    boolean isReInviteUnderWay() {
        return own.isUnderWay() || peers.isUnderWay();
    }

    /** The peer's, whose 2xx waits for its ACK. */
    boolean isPeersUnderWay() {
        return peers.isUnderWay();
    }

    void onInvite(ServerTransaction transaction, SipRequest invite) {
        peers.onInvite(transaction, invite);
    }

    void onAck(SipRequest ack) {
        peers.onAck(ack);
    }

    void reoffer(Pending<Boolean> result) {
        own.reoffer(result);
    }

    void onTimeout() {
        peers.onTimeout();
        if (!call.isEnded()) {
            own.onTimeout();
        }
    }

    long nextDeadline() {
        return Math.min(own.nextDeadline(), peers.nextDeadline());
    }

    /** The session is over. */
    void onEnd(CallOutcome outcome) {
        peers.onEnd();
        own.onEnd(outcome);
    }
}
