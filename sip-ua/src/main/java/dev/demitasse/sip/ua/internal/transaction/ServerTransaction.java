// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.transport.SendOutcome;
import java.util.List;
import java.util.Optional;

/**
 * A server transaction: one of the two machines with its latest response. It keeps the bytes of that response and nothing of
 * the request. Not thread-safe; confined to the loop.
 */
public final class ServerTransaction implements Expiring {
    private final TransactionTable table;
    private final ServerMachine machine;
    private final String key;
    private final Optional<String> mergedKey;
    private final boolean invite;
    private final Deadlines.Slot<Expiring> slot;
    private Flow flow;
    private MessageTap tap = MessageTap.NONE;
    private ServerUser user = ServerUser.NONE;
    private Optional<KeptMessage> kept = Optional.empty();
    private Optional<SipRequest> ack = Optional.empty();
    private Optional<String> localTag = Optional.empty();
    private int status;
    private boolean unacknowledged;

    ServerTransaction(TransactionTable table, SipRequest request, String key, Optional<String> mergedKey, Flow flow) {
        this.table = table;
        this.key = key;
        this.mergedKey = mergedKey;
        this.flow = flow;
        invite = request.method().equals(SipMethod.INVITE);
        boolean reliable = flow.protocol().isReliable();
        machine = invite
                ? new InviteServerTransaction(table.timers(), reliable)
                : new NonInviteServerTransaction(table.timers(), reliable);
        slot = table.slot(this);
    }

    String key() {
        return key;
    }

    Optional<String> mergedKey() {
        return mergedKey;
    }

    boolean isInvite() {
        return invite;
    }

    /**
     * Which way responses go: where the latest copy of the request came from.
     *
     * @return the flow
     */
    public Flow flow() {
        return flow;
    }

    /**
     * Whether a final response was given.
     *
     * @return whether the user is done with it
     */
    public boolean isAnswered() {
        return status >= 200;
    }

    /**
     * Says who uses it.
     *
     * @param newUser told of CANCEL, ACK and failure
     * @param newTap told of every message
     */
    public void use(ServerUser newUser, MessageTap newTap) {
        user = newUser;
        tap = newTap;
    }

    /**
     * Shows its messages where another transaction shows its own: a CANCEL beside its INVITE.
     *
     * @param other the other transaction
     */
    public void use(ServerTransaction other) {
        tap = other.tap;
    }

    /**
     * The tag its responses have in their To.
     *
     * @return the tag; empty before the first response that has one
     */
    public Optional<String> localTag() {
        return localTag;
    }

    /**
     * Gives a response.
     *
     * @param response provisional or final
     * @param now the time
     * @throws IllegalStateException if an INVITE has got a final response other than 2xx, or this one is none after a 2xx
     */
    public void respond(SipResponse response, long now) {
        List<TransactionAction> actions = machine.onRespond(response.status().code(), now);
        if (!actions.isEmpty()) {
            status = response.status().code();
            localTag = response.to().tag();
            kept = Optional.of(KeptMessage.of(response));
        }
        perform(actions, now);
    }

    /**
     * Sends the latest response once more: a 2xx without ACK, or a provisional response to keep proxies patient.
     *
     * @param now the time
     */
    public void repeat(long now) {
        perform(machine.onRespond(status, now), now);
    }

    /** A CANCEL has come for this INVITE. */
    public void cancelled(SipRequest cancel, long now) {
        user.onCancel(cancel, now);
    }

    void onRetransmission(SipRequest request, Flow from, long now) {
        tap.received(MessageLabel.of(request), from, true, now);
        // RFC 3581 4: a response goes where its request came from. A copy comes from elsewhere when a NAT has bound
        // anew.
        flow = table.transport().responseFlow(request.topVia(), from);
        perform(machine.onRetransmission(now), now);
    }

    void onAck(SipRequest request, Flow from, long now) {
        if (machine instanceof InviteServerTransaction transaction) {
            tap.received(MessageLabel.of(request), from, false, now);
            ack = Optional.of(request);
            perform(transaction.onAck(now), now);
            ack = Optional.empty();
        }
    }

    @Override
    public void onTimeout(long now) {
        perform(machine.onTimeout(now), now);
    }

    void forget() {
        slot.clear();
    }

    private void perform(List<TransactionAction> actions, long now) {
        boolean sent = true;
        try {
            for (TransactionAction action : actions) {
                sent &= perform(action, now);
            }
        } finally {
            settle();
        }
        if (!sent) {
            perform(machine.onTransportError(now), now);
        }
    }

    /** False if the transport could not send. */
    private boolean perform(TransactionAction action, long now) {
        if (action instanceof TransactionAction.SendResponse) {
            return transmit(now);
        } else if (action instanceof TransactionAction.PassToTu) {
            user.onAck(ack.orElseThrow(), now);
        } else if (action instanceof TransactionAction.Failed failed) {
            user.onFailed(failed.reason(), now);
        } else if (!(action instanceof TransactionAction.Terminated)) {
            throw new AssertionError(action);
        }
        return true;
    }

    /** Sees to deadline and table whatever the user has thrown: an entry without a deadline would stay for ever. */
    private void settle() {
        slot.set(machine.nextDeadline());
        if (unacknowledged != machine.awaitsAck()) {
            unacknowledged = machine.awaitsAck();
            table.countUnacknowledged(unacknowledged);
        }
        if (machine.isTerminated()) {
            table.remove(this);
        }
    }

    private boolean transmit(long now) {
        KeptMessage message = kept.orElseThrow();
        tap.sent(message.label(), flow, message.isSentBefore(), now);
        message.markSent();
        return table.transport().send(message.bytes(), flow) != SendOutcome.FAILED;
    }
}
