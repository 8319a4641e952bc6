// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioProcessor;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.Playback;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.sip.message.CallerId;
import dev.demitasse.sip.sdp.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call over SIP and RTP. Thread-safe: what changes is published by the SIP loop. */
final class SipVoiceSession implements VoiceSession {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSession.class);

    /** A time that has not come. */
    private static final long NOT_YET = -1;

    private final SessionIdentity identity;
    private final CallDirection direction;
    private final Backstage backstage;
    private final SessionMedia media;
    private final SessionLane lane;
    private final Signal changed;
    private final Instant beganWall;
    private final long beganAt;
    private final AtomicBoolean detached = new AtomicBoolean();
    private volatile Optional<CompletableFuture<VoiceSession>> dialled = Optional.empty();
    private volatile SessionState state = SessionState.CONNECTING;
    private volatile Optional<Disconnection> end = Optional.empty();
    private volatile Optional<SessionControl> control = Optional.empty();
    private volatile long answeredAt = NOT_YET;
    private volatile long endedAt = NOT_YET;

    SipVoiceSession(
            SessionIdentity identity, CallDirection direction, Backstage backstage, SessionMedia media, Executor lane) {
        this.identity = identity;
        this.direction = direction;
        this.backstage = backstage;
        this.media = media;
        changed = backstage.network().newSignal();
        beganWall = backstage.network().wallTime();
        beganAt = backstage.network().now();
        this.lane = new SessionLane(lane, this, backstage.listeners());
    }

    /** Completes the pair of session and control, before anybody else knows of either. */
    void controlledBy(SessionControl owner) {
        control = Optional.of(owner);
    }

    SessionControl control() {
        return control.orElseThrow();
    }

    SessionLane lane() {
        return lane;
    }

    boolean isAnswered() {
        return answeredAt != NOT_YET;
    }

    /** On the SIP loop: what callers see from now on. */
    void publish(SessionState seen) {
        state = seen;
        changed.raise();
    }

    /** On the SIP loop: sound flows; application code may begin. */
    void onAnswered(long now) {
        answeredAt = now;
        backstage.tally().answered();
        changed.raise();
        dialled.ifPresent(future -> lane.complete(future, this));
        if (direction == CallDirection.INBOUND) {
            backstage
                    .listeners()
                    .call()
                    .ifPresent(handler -> backstage.start("call " + callId(), () -> handle(handler)));
        }
    }

    /** On the SIP loop: the one end. */
    void onEnded(Disconnection how, long now) {
        boolean known = isAnswered() || direction == CallDirection.OUTBOUND;
        endedAt = now;
        state = SessionState.ENDED;
        end = Optional.of(how);
        changed.raise();
        backstage.sessions().remove(this);
        backstage.tally().ended();
        dialled.ifPresent(future -> lane.fail(future, new CallFailedException(how)));
        lane.tell(how, known, backstage::onTold);
    }

    /** Before the session is known to others: whoever waits for the answer. */
    void answerTo(CompletableFuture<VoiceSession> future) {
        dialled = Optional.of(future);
    }

    /** From any thread: ends the call for a reason. */
    void hangUp(Disconnection cause) {
        media.close();
        SessionControl owner = control();
        owner.execute(() -> owner.hangUp(cause, backstage.network().now()));
    }

    private void handle(CallHandler handler) {
        try {
            handler.onCall(this);
            if (!detached.get()) {
                hangUp(Disconnection.of(EndReason.LOCAL_HANG_UP, "the handler has returned"));
            }
        } catch (InterruptedWaitException closing) {
            hangUp(Disconnection.of(EndReason.SHUTDOWN, "the handler was interrupted"));
        } catch (Exception | Error failure) {
            LOG.error("call {} of {}: the handler has failed", callId(), caller(), failure);
            hangUp(Disconnection.of(EndReason.FAILURE, "the handler has failed"));
        }
    }

    @Override
    public String id() {
        return identity.id();
    }

    @Override
    public String roomId() {
        return identity.roomId();
    }

    @Override
    public String participantId() {
        return identity.participantId();
    }

    @Override
    public String callId() {
        return identity.callId();
    }

    @Override
    public CallerId caller() {
        return identity.caller();
    }

    @Override
    public CallerId callee() {
        return identity.callee();
    }

    @Override
    public CallDirection direction() {
        return direction;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public Map<String, String> headers() {
        return identity.headers();
    }

    @Override
    public String codec() {
        return media.codec();
    }

    @Override
    public int sampleRateHz() {
        return media.sampleRateHz();
    }

    @Override
    public Optional<AudioFrame> read() {
        return media.read();
    }

    @Override
    public Optional<AudioFrame> read(Duration limit) {
        return media.read(limit);
    }

    @Override
    public void discardInput() {
        media.discardInput();
    }

    @Override
    public void write(AudioFrame frame) {
        media.write(frame);
    }

    @Override
    public void write(short[] samples) {
        media.write(samples);
    }

    @Override
    public Playback play(AudioChunk chunk) {
        return media.play(chunk);
    }

    @Override
    public CompletableFuture<Void> sendDtmf(String digits) {
        CompletableFuture<Void> sent = media.sendDtmf(digits);
        var done = new CompletableFuture<Void>();
        sent.whenComplete((nothing, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(
                        new VoiceException("the digits were not all sent: the call has ended", failure));
            }
        });
        return done;
    }

    @Override
    public CompletableFuture<Void> hold() {
        return redirect(Direction.SENDONLY);
    }

    @Override
    public CompletableFuture<Void> resume() {
        return redirect(Direction.SENDRECV);
    }

    private CompletableFuture<Void> redirect(Direction wanted) {
        var done = new CompletableFuture<Void>();
        SessionControl owner = control();
        if (!owner.execute(() -> owner.reoffer(wanted, done))) {
            lane.fail(done, new SessionEndedException("hold", "the backend is closed"));
        }
        return done;
    }

    @Override
    public VoiceSession processor(AudioProcessor processor) {
        media.processor(processor);
        return this;
    }

    @Override
    public VoiceSession onDtmf(Consumer<? super DtmfEvent> listener) {
        lane.addDtmf(listener);
        return this;
    }

    @Override
    public VoiceSession onCodecFailure(Consumer<? super Throwable> listener) {
        lane.addCodecFailure(listener);
        return this;
    }

    @Override
    public VoiceSession onDisconnected(Consumer<? super Disconnection> listener) {
        lane.addDisconnected(listener);
        return this;
    }

    @Override
    public void detach() {
        detached.set(true);
    }

    @Override
    public Disconnection disconnect() {
        hangUp(Disconnection.of(EndReason.LOCAL_HANG_UP, ""));
        return awaitEnd();
    }

    @Override
    public CompletableFuture<Disconnection> disconnectAsync() {
        var done = new CompletableFuture<Disconnection>();
        lane.addDisconnected(done::complete);
        hangUp(Disconnection.of(EndReason.LOCAL_HANG_UP, ""));
        return done;
    }

    @Override
    public Disconnection awaitEnd() {
        changed.await(() -> end.isPresent(), Deadlines.NEVER);
        return end.orElseThrow();
    }

    @Override
    public Optional<Disconnection> disconnection() {
        return end;
    }

    @Override
    public Optional<RtpStatistics> statistics() {
        return media.statistics();
    }

    @Override
    public CallReport report() {
        return new CallReport(
                beganWall,
                since(answeredAt),
                since(media.firstHeardAt()),
                since(endedAt),
                end,
                codec(),
                control().ladder(),
                media.statistics());
    }

    private Optional<Duration> since(long time) {
        return time < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, time - beganAt)));
    }

    /** For logs: Call-ID, masked caller, state. */
    @Override
    public String toString() {
        return "VoiceSession[" + callId() + ", " + caller() + ", " + state + "]";
    }
}
