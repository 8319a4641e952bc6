// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.ParameterizedToken;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A call: an INVITE and, when it is answered, its dialog (RFC 3261 sections 12 to 15). Thread-safe: verbs have a command
 * executed on the loop. Verbs that wait for the peer have a blocking form and one that gives a future; others return at once
 * and do nothing in a call that is over.
 *
 * <p>Listeners, and continuations of futures, run on the lane of this call, one after the other.
 */
public abstract sealed class Call permits IncomingCall, OutgoingCall {
    Call() {}

    abstract CallCore core();

    /**
     * The Call-ID.
     *
     * @return the same for all messages of the call
     */
    public final String callId() {
        return core().callId();
    }

    /**
     * This side's address.
     *
     * @return the From of an outgoing call or the To of an incoming one, with this side's tag
     */
    public final NameAddress local() {
        return core().local();
    }

    /**
     * The peer's address.
     *
     * @return the To of an outgoing call as dialled, or the From of an incoming one
     */
    public final NameAddress remote() {
        return core().remote();
    }

    /**
     * Where the call stands.
     *
     * @return the state at this moment; it may have changed when the method returns
     */
    public final CallState state() {
        return core().publicState();
    }

    /**
     * Adds a listener. It is told everything from the call's beginning: events it has missed come first. Of those at most 64
     * are kept.
     *
     * @param listener runs on the call's lane; what it throws is logged
     */
    public final void onEvent(Consumer<? super CallEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        core().command(core -> core.events().add(listener));
    }

    /** Ends the call: see {@link #hangUp(ParameterizedToken)}. */
    public final void hangUp() {
        core().command(core -> core.hangUp(Optional.empty()));
    }

    /**
     * Ends the call as the RFC wants it. An answered call gets a BYE, on the callee's side only after the ACK or 64*T1
     * (section 15). An unanswered incoming call is rejected with 603, an outgoing one cancelled, but only after a provisional
     * response (section 9.1): with none yet the call has ended for the application at once, and the CANCEL, or the ACK and BYE
     * of a 2xx that comes first, is sent when it may be.
     *
     * @param reason a Reason header for BYE or CANCEL (RFC 3326), such as {@code Q.850;cause=16}
     */
    public final void hangUp(ParameterizedToken reason) {
        Objects.requireNonNull(reason, "reason");
        core().command(core -> core.hangUp(Optional.of(reason)));
    }

    /**
     * Offers new media in the established session (re-INVITE, section 14): asks the call's {@link MediaNegotiator} for an
     * offer when it may be sent. Glare (491) is solved by trying again (section 14.1).
     *
     * @return completed when the peer has agreed; exceptionally with a {@link SipException} if it has refused, with a {@link
     *     CallException} if the call has ended, with an {@link IllegalStateException} if the call is not up or a re-offer is
     *     under way
     */
    public final CompletableFuture<Void> reofferAsync() {
        return pendingReoffer().future().thenApply(done -> null);
    }

    /**
     * Offers new media and waits until the peer has agreed.
     *
     * @throws SipException if the peer has refused
     * @throws CallException if the call has ended
     * @throws IllegalStateException if the call is not up, a re-offer is under way, or this is called on a loop
     */
    public final void reoffer() {
        pendingReoffer().await();
    }

    private Pending<Boolean> pendingReoffer() {
        Pending<Boolean> pending = core().newPending();
        core().command(core -> core.reoffer(pending), pending);
        return pending;
    }

    /**
     * How the call ends.
     *
     * @return completed with the outcome, never exceptionally
     */
    public final CompletableFuture<CallOutcome> ended() {
        return core().ended().future();
    }

    /**
     * Waits until the call has ended.
     *
     * @return the outcome
     * @throws IllegalStateException if called on a loop
     */
    public final CallOutcome awaitEnd() {
        return core().ended().await();
    }

    /**
     * The messages of the call so far.
     *
     * @return a snapshot
     */
    public final Ladder ladder() {
        return core().ladder();
    }
}
