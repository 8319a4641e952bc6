// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.Identifiers;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.transaction.ClientUser;
import dev.demitasse.sip.ua.internal.transaction.MessageTap;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One OPTIONS outside a dialog: RFC 3261 section 11.1. Confined to the loop. */
final class OptionsQuery implements ClientUser {
    private final UserAgentCore agent;
    private final Uri target;
    private final Pending<SipResponse> answer;
    private String what = "OPTIONS";

    OptionsQuery(UserAgentCore agent, Uri target, Pending<SipResponse> answer) {
        this.agent = agent;
        this.target = target;
        this.answer = answer;
    }

    void start(long now) {
        agent.queries().add(this);
        agent.outbound()
                .locate(
                        target,
                        now,
                        (flow, then) -> {
                            if (flow.isEmpty()) {
                                fail(SipStatus.SERVICE_UNAVAILABLE);
                                return;
                            }
                            try {
                                send(flow.get(), then);
                            } catch (RuntimeException bug) {
                                fail(SipStatus.SERVICE_UNAVAILABLE);
                                throw bug;
                            }
                        },
                        reason -> what = what + " (" + reason + ")");
    }

    private void send(Flow flow, long now) {
        RandomGenerator random = agent.network().random();
        NameAddress contact = agent.outbound().contact(flow, Optional.empty());
        SipRequest.Builder builder = SipRequest.builder(SipMethod.OPTIONS, target)
                .header(Header.MAX_FORWARDS, 70)
                .header(Header.FROM, contact.withTag(Identifiers.tag(random)))
                .header(Header.TO, NameAddress.of(target))
                .header(Header.CALL_ID, Identifiers.callId(random))
                .header(Header.CSEQ, new CSeq(1, SipMethod.OPTIONS))
                .header(Header.CONTACT, contact)
                .header(Header.ACCEPT, MediaType.SDP);
        agent.outbound().send(builder, flow, this, MessageTap.NONE, now);
    }

    @Override
    public void onResponse(SipResponse response, Flow flow, long now) {
        if (response.status().isFinal()) {
            agent.queries().remove(this);
            answer.complete(response);
        }
    }

    @Override
    public void onFailed(TransactionAction.Reason reason, long now) {
        // 8.1.3.1: a timeout counts as a 408, a transport error as a 503.
        fail(
                switch (reason) {
                    case TIMEOUT -> SipStatus.REQUEST_TIMEOUT;
                    case TRANSPORT_ERROR -> SipStatus.SERVICE_UNAVAILABLE;
                });
    }

    /** The user agent is closed. */
    void abandon() {
        fail(SipStatus.SERVICE_UNAVAILABLE);
    }

    private void fail(SipStatus status) {
        agent.queries().remove(this);
        answer.fail(new SipException(status, what));
    }
}
