// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.transaction.ClientUser;
import dev.demitasse.sip.ua.internal.transaction.KeptMessage;
import dev.demitasse.sip.ua.internal.transaction.MessageTap;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The user of an INVITE client transaction after its first 2xx (RFC 3261 section 13.2.2.4): each copy is acknowledged again
 * with the same bytes, and each further dialog of a forked INVITE is acknowledged and ended. All that is left of a call for
 * as long as 2xx may come. Confined to the loop.
 */
final class AckSender implements ClientUser {
    /** More dialogs of one INVITE than this are not believed. */
    private static final int MOST_DIALOGS = 16;

    /** An ACK on its way; without bytes as long as the next hop is looked up. */
    private record Sent(Optional<KeptMessage> message, Optional<Flow> flow) {
        static final Sent NOT_YET = new Sent(Optional.empty(), Optional.empty());
    }

    private final UserAgentCore agent;
    private final Uri target;
    private final MessageTap tap;
    private final Map<String, Sent> sentByTag = new HashMap<>();

    AckSender(UserAgentCore agent, Uri target, MessageTap tap) {
        this.agent = agent;
        this.target = target;
        this.tap = tap;
    }

    /** Acknowledges the 2xx of a dialog. */
    void acknowledge(Dialog dialog, int sequence, Optional<SessionDescription> answer, long now) {
        String tag = dialog.id().remoteTag();
        SipRequest.Builder builder = dialog.ack(sequence);
        answer.ifPresent(sdp -> builder.body(MediaType.SDP, sdp.toBytes()));
        agent.outbound().sign(builder);
        sentByTag.put(tag, Sent.NOT_YET);
        agent.outbound()
                .locate(
                        dialog,
                        now,
                        (flow, then) -> flow.ifPresent(way -> {
                            var kept = KeptMessage.of(agent.transactions().withVia(builder.build(), way));
                            sentByTag.put(tag, new Sent(Optional.of(kept), flow));
                            send(kept, way, then);
                        }));
    }

    private void send(KeptMessage kept, Flow way, long now) {
        tap.sent(kept.label(), way, kept.isSentBefore(), now);
        kept.markSent();
        agent.transport().send(kept.bytes(), way);
    }

    @Override
    public void onResponse(SipResponse response, Flow flow, long now) {
        Sent sent = sentByTag.get(response.to().tag().orElse(""));
        if (sent != null) {
            sent.message().ifPresent(kept -> send(kept, sent.flow().orElseThrow(), now));
        } else if (sentByTag.size() < MOST_DIALOGS) {
            Dialog dialog = Dialog.uac(response, target);
            dialog.heard(flow);
            acknowledge(dialog, response.cseq().number(), Optional.empty(), now);
            sendBye(agent, dialog, tap, now);
        }
    }

    private static void sendBye(UserAgentCore agent, Dialog dialog, MessageTap tap, long now) {
        agent.outbound().send(dialog, dialog.request(SipMethod.BYE), ClientUser.NONE, tap, now);
    }

    @Override
    public void onFailed(TransactionAction.Reason reason, long now) {
        throw new AssertionError(reason + " after a 2xx");
    }
}
