// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioProcessor;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.Playback;
import dev.demitasse.rtp.media.RtpListener;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.rtp.media.RtpSession;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.Ssrc;
import dev.demitasse.sip.sdp.NegotiatedMedia;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The sound of one call: bound ports at first, an RTP session from the first agreement on. Thread-safe. */
final class SessionMedia {
    /** What the sound reports. Called on the media loop; must not block. */
    interface Events {
        /** The peer has been heard, or heard from another source. */
        void onHeard();

        /** The peer was heard, and then not for too long. */
        void onSilent();

        /** The peer has pressed a key. */
        void onDtmf(DtmfEvent event);

        /** A codec has thrown for the first time in this call. */
        void onCodecFailure(Throwable cause);

        /** The sockets are closed and the ports given back. */
        void onClosed();
    }

    private static final AudioFormat UNKNOWN_FORMAT = AudioFormat.NARROWBAND;

    private final Network network;
    private final RtpPorts ports;
    private final AudioCodecs codecs;
    private final SoundOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<AudioProcessor> processor = Optional.empty();
    private Optional<Consumer<AudioFrame>> listener = Optional.empty();
    private Optional<Executor> lane = Optional.empty();
    private Optional<Events> events = Optional.empty();
    private boolean closed;
    private volatile Optional<RtpSession> rtp = Optional.empty();
    private volatile String codec = "";
    private volatile long firstHeardAt = -1;

    SessionMedia(Network network, RtpPorts ports, AudioCodecs codecs, SoundOptions options) {
        this.network = network;
        this.ports = ports;
        this.codecs = codecs;
        this.options = options;
    }

    /** Where futures and the listener run, and who is told; before the first agreement. */
    void reportTo(Events reportedTo, Executor callLane, Optional<Consumer<AudioFrame>> audioListener) {
        lock.lock();
        try {
            events = Optional.of(reportedTo);
            lane = Optional.of(callLane);
            listener = audioListener;
        } finally {
            lock.unlock();
        }
    }

    /** Begins to send and receive as was agreed, or goes on so. Does not wait. */
    void agreed(NegotiatedMedia audio, Optional<InetSocketAddress> target) {
        RtpParameters parameters = NegotiatedParameters.of(audio, target, codecs);
        lock.lock();
        try {
            codec = parameters.send().codec().encodingName();
            if (rtp.isPresent()) {
                rtp.get().update(parameters);
            } else if (!closed) {
                rtp = Optional.of(open(parameters));
            }
        } finally {
            lock.unlock();
        }
    }

    private RtpSession open(RtpParameters parameters) {
        var builder = options.applyTo(RtpSession.builder(network, ports, parameters))
                .silenceSuppression(true) // where comfort noise was agreed on, and nowhere else
                .listener(new Reports(events.orElseThrow()));
        lane.ifPresent(builder::lane);
        listener.ifPresent(builder::audioListener);
        processor.ifPresent(builder::processor);
        RtpSession opened = builder.build();
        opened.start();
        return opened;
    }

    /** No sound any more, nobody waits, the ports go back. Idempotent. */
    void close() {
        lock.lock();
        try {
            closed = true;
            rtp.ifPresentOrElse(RtpSession::close, ports::close);
        } finally {
            lock.unlock();
        }
    }

    void processor(AudioProcessor wanted) {
        lock.lock();
        try {
            processor = Optional.of(wanted);
            rtp.ifPresent(session -> session.process(wanted));
        } finally {
            lock.unlock();
        }
    }

    String codec() {
        return codec;
    }

    int sampleRateHz() {
        return format().sampleRateHz();
    }

    long firstHeardAt() {
        return firstHeardAt;
    }

    Optional<RtpStatistics> statistics() {
        return rtp.map(RtpSession::statistics);
    }

    Optional<AudioFrame> read() {
        return rtp.flatMap(RtpSession::read);
    }

    Optional<AudioFrame> read(Duration limit) {
        return rtp.flatMap(session -> session.read(limit));
    }

    void discardInput() {
        rtp.ifPresent(RtpSession::discardInput);
    }

    /** A frame of another rate is brought to that of the call, on its own: good for speech, not for music. */
    void write(AudioFrame frame) {
        Optional<RtpSession> open = rtp;
        if (open.isEmpty()) {
            return;
        }
        AudioFormat format = open.get().sendFormat();
        if (frame.format().equals(format)) {
            open.get().write(frame);
        } else if (frame.format().channels() != 1) {
            throw new IllegalArgumentException("a call has one channel: " + frame.format());
        } else {
            write(AudioChunk.of(frame.samples(), frame.format().sampleRateHz()).samplesAt(format.sampleRateHz()));
        }
    }

    void write(short[] samples) {
        rtp.ifPresent(session -> session.write(samples, 0, samples.length));
    }

    Playback play(AudioChunk chunk) {
        AudioFormat format = format();
        AudioFrame frame = AudioFrame.of(format, chunk.samplesAt(format.sampleRateHz()));
        return session("play").play(frame);
    }

    CompletableFuture<Void> sendDtmf(String digits) {
        return session("sendDtmf").sendDtmf(digits);
    }

    private AudioFormat format() {
        return rtp.map(RtpSession::sendFormat).orElse(UNKNOWN_FORMAT);
    }

    private RtpSession session(String verb) {
        return rtp.orElseThrow(() -> new SessionEndedException(verb, "no sound was agreed on"));
    }

    /** Brings what the RTP session says on its loop to those it concerns. */
    private final class Reports implements RtpListener {
        private final Events to;

        Reports(Events to) {
            this.to = to;
        }

        @Override
        public void onFirstPacket(InetSocketAddress from, Ssrc ssrc, long now) {
            if (firstHeardAt < 0) {
                firstHeardAt = now;
            }
            to.onHeard();
        }

        @Override
        public void onDtmfReceived(DtmfEvent event, long now) {
            to.onDtmf(event);
        }

        @Override
        public void onCodecFailure(Throwable cause, long now) {
            to.onCodecFailure(cause);
        }

        @Override
        public void onClosed(RtpStatistics statistics, long now) {
            to.onClosed();
        }

        @Override
        public void onMediaTimeout(Duration silence, boolean everReceived, long now) {
            if (everReceived) {
                to.onSilent();
            }
        }
    }
}
