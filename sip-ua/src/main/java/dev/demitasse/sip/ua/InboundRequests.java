// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.OpaqueUri;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.DialogId;
import dev.demitasse.sip.ua.internal.transaction.ServerTransaction;
import dev.demitasse.sip.ua.internal.transaction.TransactionUser;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a user agent does with a request: RFC 3261 section 8.2, in its order, behind transaction matching, so that a copy of
 * a request always meets its transaction. Confined to the loop.
 */
final class InboundRequests implements TransactionUser {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    private final UserAgentCore agent;
    private final CallTable calls;
    private final List<RequestGuard> guards;

    InboundRequests(UserAgentCore agent, CallTable calls) {
        this.agent = agent;
        this.calls = calls;
        guards = List.of(
                this::judgeMethod, InboundRequests::judgeScheme, this::judgeMerged, InboundRequests::judgeRequire);
    }

    /** One rule about a request; the first one that refuses answers it. */
    private interface RequestGuard {
        Optional<Rejection> judge(ServerTransaction transaction, SipRequest request);
    }

    @Override
    public void onRequest(ServerTransaction transaction, SipRequest request, Flow flow, long now) {
        try {
            dispatch(transaction, request, flow, now);
        } catch (MalformedHeaderException malformed) {
            refuse(transaction, request, Rejection.of(malformed.suggestedStatus()), now);
        } catch (RuntimeException | AssertionError bug) {
            agent.gauges().failures.up();
            LOG.error("a request has met an error: {}", request, bug);
            refuse(transaction, request, Rejection.of(SipStatus.SERVER_INTERNAL_ERROR), now);
        }
    }

    @Override
    public boolean isExpected(SipRequest request) {
        if (request.method().equals(SipMethod.CANCEL)) {
            return agent.transactions()
                    .cancelledBy(request)
                    .filter(invite -> !invite.isAnswered())
                    .isPresent();
        }
        return request.to().tag().isPresent()
                && calls.find(DialogId.of(request)).isPresent();
    }

    private void dispatch(ServerTransaction transaction, SipRequest request, Flow flow, long now) {
        if (request.method().equals(SipMethod.CANCEL)) {
            onCancel(transaction, request, now);
            return;
        }
        Optional<CallCore> call = request.to().tag().isPresent() ? calls.find(DialogId.of(request)) : Optional.empty();
        if (call.isEmpty() && request.to().tag().isPresent()) {
            // 12.2.2: a request of a dialog that is not known.
            refuse(transaction, request, Rejection.of(SipStatus.CALL_OR_TRANSACTION_DOES_NOT_EXIST), now);
            return;
        }
        for (RequestGuard guard : guards) {
            Optional<Rejection> refusal = guard.judge(transaction, request);
            if (refusal.isPresent()) {
                refuseWithHints(transaction, request, refusal.get(), now);
                return;
            }
        }
        if (call.isPresent()) {
            call.get().onRequest(transaction, request, flow, now);
        } else {
            onNewRequest(transaction, request, flow, now);
        }
    }

    /** 8.2.1: "the UAS MUST generate a 405 ... and MUST also add an Allow header field". */
    private Optional<Rejection> judgeMethod(ServerTransaction transaction, SipRequest request) {
        return Responses.ALLOW.contains(request.method())
                ? Optional.empty()
                : Optional.of(Rejection.of(SipStatus.METHOD_NOT_ALLOWED));
    }

    /** 8.2.2.1: a scheme that is not understood is a 416. */
    private static Optional<Rejection> judgeScheme(ServerTransaction transaction, SipRequest request) {
        return request.uri() instanceof OpaqueUri
                ? Optional.of(Rejection.of(SipStatus.UNSUPPORTED_URI_SCHEME))
                : Optional.empty();
    }

    /** 8.2.2.2: the same request by another way is a 482. */
    private Optional<Rejection> judgeMerged(ServerTransaction transaction, SipRequest request) {
        return agent.transactions().isMerged(transaction)
                ? Optional.of(Rejection.of(SipStatus.LOOP_DETECTED))
                : Optional.empty();
    }

    /** 8.2.2.3: an extension that is required and not understood is a 420. No extension is understood yet. */
    private static Optional<Rejection> judgeRequire(ServerTransaction transaction, SipRequest request) {
        return request.all(Header.REQUIRE).isEmpty()
                ? Optional.empty()
                : Optional.of(Rejection.of(SipStatus.BAD_EXTENSION));
    }

    private void refuseWithHints(ServerTransaction transaction, SipRequest request, Rejection rejection, long now) {
        SipResponse.Builder builder = agent.responses().to(request, rejection, agent.newTag());
        if (rejection.status().code() == 420) {
            builder.headers(Header.UNSUPPORTED, request.all(Header.REQUIRE));
        }
        transaction.respond(builder.build(), now);
    }

    private void refuse(ServerTransaction transaction, SipRequest request, Rejection rejection, long now) {
        if (!transaction.isAnswered()) {
            transaction.respond(
                    agent.responses().to(request, rejection, agent.newTag()).build(), now);
        }
    }

    private void onCancel(ServerTransaction transaction, SipRequest cancel, long now) {
        Optional<ServerTransaction> invite = agent.transactions().cancelledBy(cancel);
        if (invite.isEmpty()) {
            refuse(transaction, cancel, Rejection.of(SipStatus.CALL_OR_TRANSACTION_DOES_NOT_EXIST), now);
            return;
        }
        // 9.2: 200 whether it has an effect or not, with the To tag of the INVITE's responses.
        String tag = invite.get().localTag().orElseGet(agent::newTag);
        transaction.use(invite.get());
        transaction.respond(agent.responses().to(cancel, SipStatus.OK, tag).build(), now);
        invite.get().cancelled(cancel, now);
    }

    private void onNewRequest(ServerTransaction transaction, SipRequest request, Flow flow, long now) {
        if (request.method().equals(SipMethod.INVITE)) {
            onInvite(transaction, request, flow, now);
        } else if (request.method().equals(SipMethod.OPTIONS)) {
            onOptions(transaction, request, now);
        } else {
            refuse(transaction, request, Rejection.of(SipStatus.CALL_OR_TRANSACTION_DOES_NOT_EXIST), now);
        }
    }

    /** 11.2: the answer an INVITE would get, and what this side can do. */
    private void onOptions(ServerTransaction transaction, SipRequest request, long now) {
        Optional<Rejection> refusal = unwillingness();
        if (refusal.isPresent()) {
            refuse(transaction, request, refusal.get(), now);
        } else {
            transaction.respond(agent.responses().options(request, agent.newTag()), now);
        }
    }

    /** Why no new call is taken now. */
    private Optional<Rejection> unwillingness() {
        if (agent.isClosing() || calls.size() >= agent.config().limits.maximumCalls()) {
            return Optional.of(unavailable());
        }
        return agent.config().callHandler.isEmpty() ? Optional.of(Rejection.of(SipStatus.BUSY_HERE)) : Optional.empty();
    }

    private Rejection unavailable() {
        return Rejection.of(SipStatus.SERVICE_UNAVAILABLE)
                .withRetryAfter(agent.config().limits.retryAfter());
    }

    private void onInvite(ServerTransaction transaction, SipRequest invite, Flow flow, long now) {
        Optional<Rejection> refusal = unwillingness();
        if (refusal.isPresent()) {
            refuse(transaction, invite, refusal.get(), now);
        } else if (invite.contacts().isEmpty() || invite.contacts().get(0).isWildcard()) {
            // 8.1.1.8: an INVITE "MUST" have a Contact; without one there is nowhere to send the BYE.
            refuse(transaction, invite, Rejection.of(SipStatus.BAD_REQUEST), now);
        } else {
            try {
                var call = new IncomingCallCore(agent, transaction, invite, flow, DescriptionBody.read(invite));
                call.start(now);
            } catch (BadBodyException bad) {
                refuse(transaction, invite, bad.rejection(), now);
            }
        }
    }

    @Override
    public void onAck(SipRequest ack, Flow flow, long now) {
        Optional<CallCore> call = calls.find(DialogId.of(ack));
        if (call.isPresent()) {
            call.get().onAck(ack, flow, now);
        } else {
            agent.gauges().strayAcks.up();
        }
    }
}
