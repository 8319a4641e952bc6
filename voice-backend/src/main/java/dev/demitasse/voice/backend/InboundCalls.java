// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.ua.IncomingCall;
import dev.demitasse.sip.ua.Rejection;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an INVITE, step by step. The user agent has sent the 100, and refused what is beyond its limits, before it
 * gets here; a description nothing comes of is refused with 488 when it answers. Thread-safe; called on a lane of its call.
 */
final class InboundCalls {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceBackend.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Backstage backstage;

    InboundCalls(Backstage backstage) {
        this.backstage = backstage;
    }

    void onCall(IncomingCall call) {
        backstage.tally().inbound();
        SessionIdentity identity = SessionIdentity.of(call.request());
        if (backstage.listeners().call().isEmpty()) {
            call.reject(SipStatus.BUSY_HERE);
        } else if (backstage.sessions().find(identity.id()).isPresent()) {
            LOG.warn("call {} of {}: there is a session of its id already", identity.callId(), identity.caller());
            call.reject(SipStatus.BUSY_HERE);
        } else {
            admit(call, identity);
        }
    }

    private void admit(IncomingCall call, SessionIdentity identity) {
        try {
            InetAddress advertised = backstage.plan().addressTowards(call.source());
            RtpPorts ports = backstage.ports().allocate();
            answer(call, identity, advertised, ports);
        } catch (IOException noPort) {
            LOG.warn("call {} of {}: {}", identity.callId(), identity.caller(), noPort.getMessage());
            call.reject(Rejection.of(SipStatus.SERVICE_UNAVAILABLE).withRetryAfter(RETRY_AFTER));
        }
    }

    private void answer(IncomingCall call, SessionIdentity identity, InetAddress advertised, RtpPorts ports) {
        var leg = backstage.newLeg(
                CallDirection.INBOUND, advertised, ports, backstage.plan().chosen(List.of()));
        SipVoiceSession session = leg.session(identity);
        if (!backstage.admit(session)) {
            leg.media().close();
            call.reject(SipStatus.BUSY_HERE);
            return;
        }
        SessionControl control = session.control();
        if (!control.execute(() -> control.onWire(call))) {
            leg.media().close();
            return;
        }
        call.onEvent(control::onEvent);
        call.ringing();
        call.answerAsync(leg.negotiation());
    }
}
