// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.transport.SendOutcome;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A client transaction: one of the two machines with its request on the wire. After the final response it keeps only what a
 * retransmission needs. Not thread-safe; confined to the loop.
 */
public final class ClientTransaction implements Expiring {
    /**
     * How often a port must be found closed: once may be a firewall's word on the socket that asked, which is not the one the
     * request went from.
     */
    private static final int CLOSED_VERDICTS = 2;

    private final TransactionTable table;
    private final ClientMachine machine;
    private final Flow flow;
    private final MessageTap tap;
    private final String key;
    private final boolean invite;
    private final Deadlines.Slot<Expiring> slot;
    private Optional<SipRequest> request;
    private Optional<KeptMessage> kept;
    private ClientUser user;
    private Optional<SipResponse> latest = Optional.empty();
    private Flow latestFlow;
    private int closedVerdicts;

    ClientTransaction(TransactionTable table, SipRequest request, Flow flow, ClientUser user, MessageTap tap) {
        this.table = table;
        this.request = Optional.of(request);
        this.flow = flow;
        this.user = user;
        this.tap = tap;
        latestFlow = flow;
        invite = request.method().equals(SipMethod.INVITE);
        boolean reliable = flow.protocol().isReliable();
        machine = invite
                ? new InviteClientTransaction(table.timers(), reliable)
                : new NonInviteClientTransaction(table.timers(), reliable);
        key = TransactionKeys.client(request.topVia().branch().orElseThrow(), request.method());
        kept = Optional.of(KeptMessage.of(request));
        slot = table.slot(this);
    }

    String key() {
        return key;
    }

    boolean isInvite() {
        return invite;
    }

    /**
     * Which way the request went.
     *
     * @return the flow
     */
    public Flow flow() {
        return flow;
    }

    void start(long now) {
        perform(machine.start(now), now);
    }

    /**
     * Someone else takes over what comes from now on.
     *
     * @param newUser who
     */
    public void handOver(ClientUser newUser) {
        user = newUser;
    }

    /**
     * Gives up waiting for a final response to an INVITE (RFC 3261 section 9.1).
     *
     * @param now the time
     */
    public void abandon(long now) {
        if (machine instanceof InviteClientTransaction transaction) {
            perform(transaction.onAbandon(now), now);
        }
    }

    /**
     * Bounds the wait for a final response to an INVITE that is of no interest any more.
     *
     * @param now the time
     */
    public void leave(long now) {
        if (machine instanceof InviteClientTransaction transaction) {
            perform(transaction.onLeave(now), now);
        }
    }

    /**
     * The CANCEL of this INVITE (RFC 3261 section 9.1): Request-URI, Call-ID, To, From, CSeq number, Route and the single
     * Via are those of the INVITE.
     *
     * @return a new builder; empty when a final response has come
     */
    public Optional<SipRequest.Builder> cancel() {
        return request.map(original -> follower(original, SipMethod.CANCEL).header(Header.TO, original.to()));
    }

    /** A request that belongs to this one hop by hop: CANCEL, or the ACK of 17.1.1.3. */
    private static SipRequest.Builder follower(SipRequest original, SipMethod method) {
        return SipRequest.builder(method, original.uri())
                .header(Header.VIA, original.topVia())
                .header(Header.MAX_FORWARDS, 70)
                .copy(original, Header.ROUTE)
                .copy(original, Header.FROM)
                .header(Header.CALL_ID, original.callId())
                .header(Header.CSEQ, new CSeq(original.cseq().number(), method));
    }

    void onResponse(SipResponse response, Flow from, long now) {
        latest = Optional.of(response);
        latestFlow = from;
        int status = response.status().code();
        List<TransactionAction> actions = machine.onResponse(status, now);
        boolean passed = actions.contains(new TransactionAction.PassToTu());
        tap.received(MessageLabel.of(response), from, !passed, now);
        if (status >= 200 && request.isPresent()) {
            SipRequest original = request.get();
            request = Optional.empty();
            kept = invite && status >= 300 ? Optional.of(KeptMessage.of(ack(original, response))) : Optional.empty();
        }
        perform(actions, now);
        latest = Optional.empty();
    }

    private static SipRequest ack(SipRequest original, SipResponse response) {
        return follower(original, SipMethod.ACK).copy(response, Header.TO).build();
    }

    @Override
    public void onTimeout(long now) {
        perform(machine.onTimeout(now), now);
    }

    /** 18.4: nobody listens where the request was sent. Who has answered before may only be restarting. */
    void onPortClosed(long now) {
        if (isSuspicious() && ++closedVerdicts >= CLOSED_VERDICTS) {
            perform(machine.onTransportError(now), now);
        }
    }

    /**
     * Whether nothing at all is known of the peer. One in a dialog was there, and its NAT or firewall may let in what comes from
     * our port and refuse what comes from another: the request is sent again until its own timer says that it is over.
     */
    private boolean isSuspicious() {
        return machine.isUnanswered()
                && request.map(sent -> sent.to().tag().isEmpty()).orElse(false);
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
        if (action instanceof TransactionAction.SendRequest || action instanceof TransactionAction.SendAck) {
            return transmit(now);
        } else if (action instanceof TransactionAction.PassToTu) {
            user.onResponse(latest.orElseThrow(), latestFlow, now);
        } else if (action instanceof TransactionAction.Failed failed) {
            if (request.isPresent()) {
                user.onFailed(failed.reason(), now);
            }
        } else if (!(action instanceof TransactionAction.Terminated)) {
            throw new AssertionError(action);
        }
        return true;
    }

    /** Sees to deadline and table whatever the user has thrown: an entry without a deadline would stay for ever. */
    private void settle() {
        slot.set(machine.nextDeadline());
        if (machine.isTerminated()) {
            table.remove(this);
        }
    }

    private boolean transmit(long now) {
        KeptMessage message = kept.orElseThrow();
        ByteBuffer bytes = message.bytes();
        tap.sent(message.label(), flow, message.isSentBefore(), now);
        if (message.isSentBefore() && isSuspicious()) {
            table.suspect(flow);
        }
        message.markSent();
        return table.transport().send(bytes, flow) != SendOutcome.FAILED;
    }
}
