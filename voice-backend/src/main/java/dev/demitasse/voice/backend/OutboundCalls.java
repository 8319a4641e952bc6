// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.sip.message.CallerId;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.ua.Invitation;
import dev.demitasse.sip.ua.OutgoingCall;
import dev.demitasse.sip.ua.UserAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;

/** What happens when somebody is dialled, step by step. Thread-safe. */
final class OutboundCalls {
    private static final int SIP_PORT = 5060;

    private final Backstage backstage;
    private final UserAgent userAgent;

    /** Dialled, and not yet with the user agent. */
    private final Queue<CompletableFuture<VoiceSession>> unplaced = new ConcurrentLinkedQueue<>();

    OutboundCalls(Backstage backstage, UserAgent userAgent) {
        this.backstage = backstage;
        this.userAgent = userAgent;
    }

    CompletableFuture<VoiceSession> dial(DialRequest request) {
        List<AudioCodec> codecs = backstage.plan().chosen(request.codecs());
        var answered = new CompletableFuture<VoiceSession>();
        unplaced.add(answered);
        backstage.tally().outbound();
        try {
            // A host name may have to be looked up to find the address this side is seen at.
            backstage.loop().offload(() -> addressTowards(request.target()), (advertised, failure) -> {
                unplaced.remove(answered);
                if (failure == null) {
                    place(request, codecs, advertised, answered);
                } else {
                    fail(answered, Disconnection.of(EndReason.TRANSPORT, String.valueOf(failure.getMessage())));
                }
            });
        } catch (RejectedExecutionException closed) {
            throw new IllegalStateException("dial() on a backend that is closed");
        }
        return answered;
    }

    /** The backend closes: what was dialled and has not got anywhere does not get there. */
    void close() {
        for (var answered = unplaced.poll(); answered != null; answered = unplaced.poll()) {
            fail(answered, Disconnection.of(EndReason.SHUTDOWN, "the backend was closed"));
        }
    }

    private InetAddress addressTowards(Uri target) throws IOException {
        String host = target instanceof SipUri sip ? sip.host() : "";
        int port = target instanceof SipUri sip ? sip.port().orElse(SIP_PORT) : SIP_PORT;
        InetAddress there = backstage.network().lookUp(host).get(0);
        return backstage.plan().addressTowards(new InetSocketAddress(there, port));
    }

    /** On the backend's loop. */
    private void place(
            DialRequest request,
            List<AudioCodec> codecs,
            InetAddress advertised,
            CompletableFuture<VoiceSession> answered) {
        if (answered.isDone()) {
            return;
        }
        RtpPorts ports;
        try {
            ports = backstage.ports().allocate();
        } catch (IOException noPort) {
            fail(answered, Disconnection.of(EndReason.FAILURE, noPort.getMessage()));
            return;
        }
        var leg = backstage.newLeg(CallDirection.OUTBOUND, advertised, ports, codecs);
        OutgoingCall call;
        try {
            call = userAgent.invite(invitation(request, leg));
        } catch (IllegalStateException closed) {
            leg.media().close();
            fail(answered, Disconnection.of(EndReason.SHUTDOWN, "the backend is closed"));
            return;
        }
        follow(request, leg, call, answered);
    }

    private void follow(DialRequest request, CallLeg leg, OutgoingCall call, CompletableFuture<VoiceSession> answered) {
        SipVoiceSession session = leg.session(identity(request, call));
        session.answerTo(answered);
        SessionControl control = session.control();
        control.onWire(call);
        if (!backstage.admit(session)) {
            call.hangUp();
            leg.media().close();
            fail(answered, Disconnection.of(EndReason.FAILURE, "there is a session of its id already"));
            return;
        }
        call.onEvent(control::onEvent);
        answered.whenComplete((value, failure) -> {
            if (answered.isCancelled()) {
                session.hangUp(Disconnection.of(EndReason.CANCELLED, "given up here"));
            }
        });
    }

    private static Invitation invitation(DialRequest request, CallLeg leg) {
        Invitation.Builder invitation =
                Invitation.to(request.target(), leg.negotiation()).ringLimit(request.timeout());
        request.from().ifPresent(invitation::from);
        request.headers().forEach(invitation::header);
        return invitation.build();
    }

    private static SessionIdentity identity(DialRequest request, OutgoingCall call) {
        return SessionIdentity.of(
                request.headers(),
                call.callId(),
                CallerId.of(call.local()),
                CallerId.of(NameAddress.of(request.target())));
    }

    /** There is no session yet whose lane could complete it, so it gets one of its own. */
    private void fail(CompletableFuture<VoiceSession> answered, Disconnection how) {
        backstage.start("dial", () -> answered.completeExceptionally(new CallFailedException(how)));
    }
}
