// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Tick;
import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.AudioSender;
import dev.demitasse.rtp.media.internal.DelayTarget;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.PacketTimes;
import dev.demitasse.rtp.media.internal.Rates;
import dev.demitasse.rtp.media.internal.Segment;
import dev.demitasse.rtp.media.internal.SendCounters;
import dev.demitasse.rtp.media.internal.SendHost;
import dev.demitasse.rtp.media.internal.SendQueue;
import dev.demitasse.rtp.media.internal.SourceLock;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a session that lives on its media loop: sockets, the two times of every packet (frames in, packets out), and the
 * hand-over to the application. Confined to the loop, but for the three methods that say otherwise.
 */
final class RtpEngine implements DatagramHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RtpSession.class);
    /** How often the loop reads and sends. Frames of sessions begin at its multiples, spread over the 20 ms. */
    private static final Duration TICK = Duration.ofMillis(1);

    /** How often times that are seconds away when they are set are looked at, if none is known to come earlier. */
    private static final long SLOW_TIMERS_NANOS = 100_000_000;

    /** How many places in the 20 ms there are. */
    static final int PHASES = (int) (PacketTimes.FRAME_NANOS / TICK.toNanos());

    private enum State {
        NEW,
        RUNNING,
        CLOSED
    }

    private final RtpSession session;
    private final LoopAccess access;
    private final EventLoop loop;
    private final RtpPorts ports;
    private final RtpListener listener;
    private final SendQueue queue = new SendQueue();
    private final DigitQueue digits;
    private final FrameExchange frames;
    private final SendCounters sent = new SendCounters();
    private final SourceLock lock;
    private final AudioSender sender;
    private final AudioReceiver receiver;
    private final RtpLink link;
    private final RtcpLink rtcp;
    private final Outlet outlet;
    private final MediaTimeout mediaTimeout;
    private final AtomicBoolean started = new AtomicBoolean();

    private volatile RtpParameters parameters;
    private volatile Optional<RtpStatistics> last = Optional.empty();
    private State state = State.NEW;
    private Optional<Tick> tick = Optional.empty();
    private Optional<Deadline> deadline = Optional.empty();
    private long startedAt;
    private final PacketTimes times = new PacketTimes();
    private long slowTimersAt;
    private boolean rtcpMux;
    private int localSsrc;

    RtpEngine(RtpSession session, LoopAccess access, RtpSessionBuilder from, FrameRing ring) {
        this.session = session;
        this.access = access;
        Network network = from.network;
        ports = from.ports;
        loop = ports.loop();
        listener = from.listener;
        parameters = from.parameters;
        digits = new DigitQueue(access::onLane);
        LoopBuffers buffers = loop.shared(LoopBuffers.class, LoopBuffers::new);
        frames = new FrameExchange(session, access, from, ring, buffers);
        lock = new SourceLock(parameters.remote(), parameters.direction().receives());
        var random = network.random();
        sender = new AudioSender(
                queue,
                digits.sender(),
                sent,
                new Sending(),
                from.firstSsrcBits(random),
                random.nextInt(),
                random.nextInt(),
                parameters);
        PlayoutDelay bounds = from.playoutDelay;
        var delay = new DelayTarget(bounds.minimum().toNanos(), bounds.maximum().toNanos());
        receiver = new AudioReceiver(parameters, lock, new Happenings(), delay, buffers);
        sender.sendSilence(from.continuousStream);
        sender.suppressSilence(from.silenceSuppression);
        link = new RtpLink(ports, lock, sent);
        var retransmission = new Retransmission(packet -> link.sendAgain(packet, loop.now()));
        rtcp = new RtcpLink(from, lock, random, sent, receiver, retransmission, buffers);
        mediaTimeout = new MediaTimeout(from.mediaTimeout, listener);
        outlet = new Outlet(sender, link, sent, buffers, retransmission, from.duplicatePackets ? 2 : 1);
        outlet.update(parameters);
        rtcpMux = parameters.rtcpMux();
        localSsrc = sender.ssrc();
    }

    void requireFirstStart() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("start() of a started session");
        }
    }

    RtpParameters parameters() {
        return parameters;
    }

    void start() {
        if (state != State.NEW) {
            return;
        }
        state = State.RUNNING;
        long now = loop.now();
        startedAt = now;
        tick = Optional.of(loop.openTick(TICK));
        times.start(now, ports.phase() * TICK.toNanos());
        ports.attach(this, this::onRtcp);
        ports.expect(parameters, sender.ssrc());
        rtcp.start(now);
        mediaTimeout.start(now);
        frames.start();
        deadline = Optional.of(loop.newDeadline(this::onDeadline));
        deadline.get().set(times.next());
    }

    void close() {
        if (state == State.CLOSED) {
            return;
        }
        long now = loop.now();
        if (state == State.RUNNING) {
            rtcp.leave(sender, rtpTimestamp(now), now);
        }
        RtpStatistics statistics = statistics();
        state = State.CLOSED;
        last = Optional.of(statistics);
        deadline.ifPresent(Deadline::clear);
        tick.ifPresent(Tick::close);
        ports.close();
        queue.clear();
        digits.clear();
        sender.close();
        receiver.close();
        session.onClosed();
        frames.close();
        listener.onClosed(statistics, now);
    }

    /** The loop is gone. From any thread. */
    void abandon() {
        sender.abandon();
    }

    /** Queues audio, unless the session has ended or sends another format by now. */
    void enqueue(Segment segment, AudioFormat format) {
        if (state == State.CLOSED || !format.equals(parameters.send().format())) {
            refuse(segment);
        } else {
            sender.add(segment);
        }
    }

    /** A segment that nobody will send is over. From any thread, if the loop is closed. */
    void refuse(Segment segment) {
        segment.discard();
    }

    void cancel(Segment segment) {
        sender.cancel(segment);
    }

    void discardOutput() {
        sender.discard();
    }

    void sendDtmf(List<DtmfEvent> events, CompletableFuture<Void> done) {
        digits.add(
                events,
                done,
                state != State.CLOSED && parameters.sendTelephoneEvent().isPresent());
    }

    void update(RtpParameters next) {
        if (state == State.CLOSED) {
            return;
        }
        long now = loop.now();
        boolean sameTimes = next.send().equals(parameters.send()) && next.ptimeMillis() == parameters.ptimeMillis();
        parameters = next;
        if (next.sendTelephoneEvent().isEmpty()) {
            digits.clear();
        }
        sender.update(next);
        receiver.update(next);
        rtcp.update(next);
        outlet.update(next);
        rtcpMux = next.rtcpMux();
        link.obey(lock.onRemote(next.remote(), next.direction().receives(), now));
        if (state == State.RUNNING) {
            ports.expect(next, sender.ssrc());
        }
        if (!sameTimes) {
            sender.skipNanos(times.align());
        }
        session.onSendFormat(next.send().format());
        frames.use(receiver.rates(), next.send().format());
        // A new agreement is a sign of life, and what was silent before it was perhaps meant to be.
        if (next.direction().receives()) {
            mediaTimeout.start(now);
        }
    }

    void process(Optional<AudioProcessor> next) {
        frames.process(next);
    }

    RtpStatistics statistics() {
        return last.orElseGet(() -> StatisticsReport.of(
                parameters,
                Duration.ofNanos(state == State.NEW ? 0 : loop.now() - startedAt),
                sender.ssrc(),
                sent,
                queue,
                receiver,
                frames.unreadSamples(),
                rtcp.reporter()));
    }

    @Override
    public void onDatagram(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {
        if (state != State.RUNNING) {
            return;
        }
        if (rtcpMux && RtpPacket.isRtcp(payload)) {
            onRtcp(endpoint, payload, from, now);
            return;
        }
        receiver.onPacket(payload, from, localSsrc, now);
        // Last, for the endpoint hands on what is queued from within connect(), which comes back here.
        if (receiver.pollConnect()) {
            link.connect(endpoint);
        }
    }

    @Override
    public void onUnreachable(DatagramEndpoint endpoint, long now) {
        link.obey(lock.onUnreachable(now));
    }

    private void onRtcp(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {
        if (state == State.RUNNING) {
            receiver.reception().count(rtcp.onDatagram(payload, from, sender, listener, now));
        }
    }

    /** What the receiver reports. */
    private final class Happenings implements AudioReceiver.Events {
        @Override
        public void onFirstPacket(InetSocketAddress from, int ssrcBits, long now) {
            ports.hear(from, ssrcBits);
            rtcp.onSource(ssrcBits);
            listener.onFirstPacket(from, new Ssrc(ssrcBits), now);
        }

        @Override
        public void onDtmf(DtmfEvent event, long now) {
            listener.onDtmfReceived(event, now);
        }

        @Override
        public void onRates(Rates rates) {
            frames.use(rates, parameters.send().format());
        }

        @Override
        public void onCollision() {
            long now = loop.now();
            rtcp.changeSource(sender, rtpTimestamp(now), loop.network().random().nextInt(), now);
            localSsrc = sender.ssrc();
            ports.sendAs(localSsrc);
        }
    }

    private void onDeadline(long now) {
        try {
            leaveOut(now);
            while (state == State.RUNNING && times.next() <= now) {
                if (times.isFrameNext()) {
                    frames.onFrame(receiver, sender, now);
                    times.onFrame();
                } else {
                    outlet.onSlot(times.nextSlot(), now);
                    times.onSlot(sender.slotNanos());
                }
            }
            if (state == State.RUNNING) {
                onTimers(now);
                deadline.orElseThrow().set(times.next());
            }
        } catch (RuntimeException | Error fault) {
            LOG.error("session on {} is closed for a fault in it or its processor", ports.rtpAddress());
            session.close();
            throw fault;
        }
    }

    private void leaveOut(long now) {
        long slots = times.leaveOut(now, sender.slotNanos());
        if (slots > 0) {
            sender.skip(slots);
            sent.onStall();
        }
    }

    private void onTimers(long now) {
        receiver.onTimeout(now);
        if (now >= slowTimersAt) {
            link.obey(lock.onTimeout(now));
            rtcp.onTimeout(sender, rtpTimestamp(now), now);
            mediaTimeout.onTimeout(receiver.receives(), receiver.lastPacketAt(), now);
            slowTimersAt = Math.min(
                    Math.min(now + SLOW_TIMERS_NANOS, mediaTimeout.nextDeadline()),
                    Math.min(rtcp.nextDeadline(), lock.nextDeadline()));
        }
    }

    /** Where the sender lives. */
    private final class Sending implements SendHost {
        private boolean failed;

        @Override
        public void onUnderrun(int millis) {
            // Not at once: a listener that cancels or writes would do so within the making of a packet. Not at all
            // if the network is closing: nobody is left to be told.
            long at = loop.now();
            access.submit(() -> listener.onUnderrun(Duration.ofMillis(millis), at));
        }

        @Override
        public void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result) {
            loop.<Boolean>compute(work, result::accept);
        }

        @Override
        public void onLatePacket() {
            if (state == State.RUNNING) {
                outlet.onLate(loop.now());
            }
        }

        @Override
        public void onCodecFailure(Throwable thrown) {
            if (failed) {
                return;
            }
            failed = true;
            LOG.warn("{} has failed on {}", parameters.send().codec().encodingName(), ports.rtpAddress(), thrown);
            if (state != State.CLOSED) {
                listener.onCodecFailure(thrown, loop.now());
            }
        }
    }

    /** The timestamp of our stream at a moment. */
    private int rtpTimestamp(long now) {
        long ahead = times.nextSlot() - now;
        return sender.timestamp() - (int) (ahead * sender.rates().clockRateHz() / 1_000_000_000L);
    }
}
