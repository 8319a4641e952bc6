// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.sip.sdp.Direction;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.NegotiatedMedia;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The parts of one call, put together: session, control, descriptions, sound. What the SIP loop and the media loop report
 * goes to the control on the backend's loop, in order.
 */
final class CallLeg implements SessionMedia.Events {
    private final Backstage backstage;
    private final CallDirection direction;
    private final SessionMedia media;
    private final MediaNegotiation negotiation;
    private final Executor lane;
    private final AtomicReference<SipVoiceSession> session = new AtomicReference<>();

    CallLeg(
            Backstage backstage,
            CallDirection direction,
            SessionMedia media,
            LocalCapabilities capabilities,
            InetAddress local) {
        this.backstage = backstage;
        this.direction = direction;
        this.media = media;
        long sessionId = backstage.network().random().nextLong() >>> 2;
        negotiation =
                new MediaNegotiation(capabilities, backstage.plan().offersRtcpMux(), sessionId, local, this::onAgreed);
        lane = backstage.network().applicationThreads().newLane("listeners of a call");
        Optional<Consumer<AudioFrame>> listener =
                backstage.listeners().audio().isEmpty() ? Optional.empty() : Optional.of(this::hear);
        media.reportTo(this, lane, listener);
    }

    SessionMedia media() {
        return media;
    }

    MediaNegotiation negotiation() {
        return negotiation;
    }

    /** Makes the session, once; for an outgoing call on the backend's loop, so that it is there before anything happens. */
    SipVoiceSession session(SessionIdentity identity) {
        var made = new SipVoiceSession(identity, direction, backstage, media, lane);
        made.controlledBy(new SessionControl(backstage.loop(), backstage.limits(), made, media, negotiation));
        session.set(made);
        return made;
    }

    /** On the SIP loop: the sound is there before the answer leaves. */
    private void onAgreed(MediaNegotiation agreed) {
        Optional<NegotiatedMedia> audio = agreed.audio();
        if (audio.isEmpty()) {
            return;
        }
        media.agreed(audio.get(), agreed.target());
        Direction now = audio.get().direction();
        onControl(control -> control.onAgreed(now, backstage.network().now()));
    }

    @Override
    public void onHeard() {
        onControl(SessionControl::onHeard);
    }

    @Override
    public void onSilent() {
        onControl(control -> control.onSilent(backstage.network().now()));
    }

    @Override
    public void onDtmf(DtmfEvent event) {
        onSession(known -> known.lane().tell(event));
    }

    @Override
    public void onCodecFailure(Throwable cause) {
        onSession(known -> known.lane().tellCodecFailure(cause));
    }

    @Override
    public void onClosed() {
        backstage.onPortsBack();
    }

    /** On the lane. */
    private void hear(AudioFrame frame) {
        Optional.ofNullable(session.get()).ifPresent(known -> known.lane().hear(frame));
    }

    private void onControl(Consumer<SessionControl> command) {
        onSession(known -> command.accept(known.control()));
    }

    /** By way of the backend's loop, where the session is made when a call goes out. */
    private void onSession(Consumer<SipVoiceSession> command) {
        try {
            backstage.loop().execute(() -> command.accept(session.get()));
        } catch (RejectedExecutionException closed) {
            media.close();
        }
    }
}
