// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.DtmfEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/** Calls over SIP and RTP (RFC 3261, 3264, 3550, 4733). Thread-safe. */
public final class SipVoiceBackend implements VoiceBackend {
    private final VoiceOptions options;
    private final AudioCodecs codecs;
    private final List<BiConsumer<? super VoiceSession, ? super Disconnection>> disconnected = new ArrayList<>();
    private final List<BiConsumer<? super VoiceSession, ? super AudioFrame>> audio = new ArrayList<>();
    private final List<BiConsumer<? super VoiceSession, ? super DtmfEvent>> dtmf = new ArrayList<>();
    private final List<BiConsumer<? super VoiceSession, ? super Throwable>> codecFailure = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<CallHandler> call = Optional.empty();
    private State state = State.NEW;
    private volatile Optional<RunningBackend> running = Optional.empty();

    /** Where the backend stands. */
    private enum State {
        NEW,
        STARTED,
        CLOSED
    }

    SipVoiceBackend(VoiceOptions options, AudioCodecs codecs) {
        this.options = options;
        this.codecs = codecs;
    }

    /**
     * Starts a backend with the defaults: any address, port 5060, RTP ports 10000 to 20000, PCMU and PCMA.
     *
     * @return a builder
     */
    public static SipVoiceBackendBuilder builder() {
        return new SipVoiceBackendBuilder();
    }

    @Override
    public SipVoiceBackend onCall(CallHandler handler) {
        return configure(() -> call = Optional.of(handler));
    }

    @Override
    public SipVoiceBackend onCallDisconnected(BiConsumer<? super VoiceSession, ? super Disconnection> listener) {
        return configure(() -> disconnected.add(listener));
    }

    @Override
    public SipVoiceBackend onAudioReceived(BiConsumer<? super VoiceSession, ? super AudioFrame> listener) {
        return configure(() -> audio.add(listener));
    }

    @Override
    public SipVoiceBackend onDtmfReceived(BiConsumer<? super VoiceSession, ? super DtmfEvent> listener) {
        return configure(() -> dtmf.add(listener));
    }

    @Override
    public SipVoiceBackend onCodecFailure(BiConsumer<? super VoiceSession, ? super Throwable> listener) {
        return configure(() -> codecFailure.add(listener));
    }

    private SipVoiceBackend configure(Runnable change) {
        lock.lock();
        try {
            if (state != State.NEW) {
                throw new IllegalStateException(
                        "handlers and listeners are set before start(); this backend is " + state);
            }
            change.run();
            return this;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SipVoiceBackend start() {
        lock.lock();
        try {
            if (state != State.NEW) {
                throw new IllegalStateException("start() of a backend that is " + state);
            }
            var listeners = new Listeners(call, disconnected, audio, dtmf, codecFailure);
            running = Optional.of(RunningBackend.start(options, codecs, listeners));
            state = State.STARTED;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says where SIP is heard.
     *
     * @return the bound address, with the port that was bound
     * @throws IllegalStateException if the backend was not started
     */
    public InetSocketAddress localSipAddress() {
        return started("localSipAddress").localSipAddress();
    }

    @Override
    public VoiceSession dial(DialRequest request) {
        return started("dial").await(dialAsync(request));
    }

    @Override
    public CompletableFuture<VoiceSession> dialAsync(DialRequest request) {
        return started("dial").dial(request);
    }

    @Override
    public List<VoiceSession> sessions() {
        return running.map(RunningBackend::sessions).orElse(List.of());
    }

    @Override
    public Optional<VoiceSession> session(String id) {
        return running.flatMap(backend -> backend.session(id));
    }

    @Override
    public VoiceCounters counters() {
        return running.map(RunningBackend::counters).orElse(VoiceCounters.NONE);
    }

    @Override
    public void awaitTermination() {
        started("awaitTermination").awaitClosed();
    }

    @Override
    public boolean awaitTermination(Duration limit) {
        return started("awaitTermination").awaitClosed(limit);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            state = State.CLOSED;
        } finally {
            lock.unlock();
        }
        running.ifPresent(RunningBackend::close);
    }

    private RunningBackend started(String verb) {
        return running.orElseThrow(() -> new IllegalStateException(verb + "() on a backend that was not started"));
    }
}
