// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.CallerId;
import dev.demitasse.sip.message.HeaderField;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A call that has come: the UAS of an INVITE (RFC 3261 section 13.3). The 100 is sent before the application hears of it. */
public final class IncomingCall extends Call {
    private final IncomingCallCore core;

    IncomingCall(IncomingCallCore core) {
        this.core = core;
    }

    @Override
    IncomingCallCore core() {
        return core;
    }

    /**
     * The INVITE.
     *
     * @return as received, {@code received} and {@code rport} stamped on its top Via
     */
    public SipRequest request() {
        return core.request();
    }

    /**
     * Who calls, in a form that is safe to log.
     *
     * @return the From
     */
    public CallerId caller() {
        return core.request().caller();
    }

    /**
     * Where the INVITE came from.
     *
     * @return address and port of the last hop
     */
    public InetSocketAddress source() {
        return core.source();
    }

    /**
     * The offer.
     *
     * @return the peer's description; empty if this side is to make the offer
     */
    public Optional<SessionDescription> offer() {
        return core.offer();
    }

    /**
     * The headers of the INVITE whose name begins with {@code X-}.
     *
     * @return in order; anybody may have written them
     */
    public List<HeaderField> extensionHeaders() {
        List<HeaderField> found = new ArrayList<>();
        for (HeaderField field : core.request().headers()) {
            if (field.name().toLowerCase(Locale.ROOT).startsWith("x-")) {
                found.add(field);
            }
        }
        return List.copyOf(found);
    }

    /** Sends a 180 without media. */
    public void ringing() {
        core.command(any -> core.provisional(SipStatus.RINGING, Optional.empty()));
    }

    /**
     * Sends a 183 with an answer: early media. The 2xx repeats this answer. Without an offer in the INVITE the 183 has no
     * description.
     *
     * @param negotiator answers the offer
     */
    public void progress(MediaNegotiator negotiator) {
        Objects.requireNonNull(negotiator, "negotiator");
        core.command(any -> core.provisional(SipStatus.SESSION_PROGRESS, Optional.of(negotiator)));
    }

    /**
     * Answers the call with a 200. Bind media first: the peer sends as soon as it has the answer.
     *
     * @param negotiator answers the offer, or makes one if the INVITE has none; if it rejects the offer the call is rejected
     *     so
     * @return completed when the ACK has come; exceptionally with a {@link CallException} if the call ends before, with an
     *     {@link IllegalStateException} if it was answered already
     */
    public CompletableFuture<Void> answerAsync(MediaNegotiator negotiator) {
        return pendingAnswer(negotiator).future().thenApply(done -> null);
    }

    /**
     * Answers the call with a 200 and waits for the ACK.
     *
     * @param negotiator answers the offer, or makes one if the INVITE has none
     * @throws CallException if the call ends before
     * @throws IllegalStateException if it was answered already, or this is called on a loop
     */
    public void answer(MediaNegotiator negotiator) {
        pendingAnswer(negotiator).await();
    }

    private Pending<Boolean> pendingAnswer(MediaNegotiator negotiator) {
        Objects.requireNonNull(negotiator, "negotiator");
        Pending<Boolean> pending = core.newPending();
        core.command(any -> core.answer(negotiator, pending), pending);
        return pending;
    }

    /**
     * Rejects the call.
     *
     * @param status 300 to 699, such as {@link SipStatus#BUSY_HERE}
     * @throws IllegalArgumentException if the status is below 300
     */
    public void reject(SipStatus status) {
        reject(Rejection.of(status));
    }

    /**
     * Rejects the call. Does nothing in a call that was answered or is over.
     *
     * @param rejection the final response
     */
    public void reject(Rejection rejection) {
        Objects.requireNonNull(rejection, "rejection");
        core.command(any -> core.reject(rejection));
    }
}
