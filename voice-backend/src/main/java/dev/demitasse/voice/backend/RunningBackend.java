// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.RtpPortAllocator;
import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.sip.ua.UserAgent;
import dev.demitasse.sip.ua.UserAgentBuilder;
import dev.demitasse.sip.ua.UserAgentCounters;
import dev.demitasse.sip.ua.UserAgentLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A backend from its start to its end: what it has opened, and how it closes it again. Thread-safe. */
final class RunningBackend {
    /** How long ends are told after the wire has had its time. */
    private static final Duration TELLING_LIMIT = Duration.ofSeconds(1);

    private final VoiceOptions options;
    private final Network network;
    private final Backstage backstage;
    private final UserAgent userAgent;
    private final OutboundCalls outbound;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Signal changed;

    private RunningBackend(VoiceOptions options, Network network, Backstage backstage, UserAgent userAgent) {
        this.options = options;
        this.network = network;
        this.backstage = backstage;
        this.userAgent = userAgent;
        outbound = new OutboundCalls(backstage, userAgent);
        changed = network.newSignal();
    }

    static RunningBackend start(VoiceOptions options, AudioCodecs codecs, Listeners listeners) {
        Network network = options.network().orElseGet(Network::system);
        EventLoop loop = network.openLoop("voice-backend");
        try {
            var plan = new MediaPlan(options, network, codecs);
            Backstage backstage = backstage(options, network, loop, listeners, plan);
            requireLocal(network, options);
            Rehearsal.of(backstage.plan());
            UserAgent userAgent = userAgent(options, network, new InboundCalls(backstage));
            start(userAgent, options);
            return new RunningBackend(options, network, backstage, userAgent);
        } catch (IOException notBound) {
            loop.close();
            if (options.network().isEmpty()) {
                network.close();
            }
            throw new UncheckedIOException(notBound.getMessage(), notBound);
        }
    }

    private static Backstage backstage(
            VoiceOptions options, Network network, EventLoop loop, Listeners listeners, MediaPlan plan) {
        var ports = new RtpPortAllocator(
                network, options.rtpAddress(), options.firstRtpPort(), options.lastRtpPort(), options.portQuarantine());
        // After hanging up: 64*T1 for the ACK, 64*T1 for the BYE.
        long guard = 2 * options.timers().transactionTimeoutNanos()
                + Duration.ofSeconds(5).toNanos();
        var limits = new CallLife.Limits(options.mediaEstablishmentTimeout().toNanos(), guard);
        return new Backstage(network, loop, listeners, plan, ports, limits, options.sound());
    }

    /** An address that is not this machine's is told at once, not with the first call. */
    private static void requireLocal(Network network, VoiceOptions options) throws IOException {
        if (!options.rtpAddress().isAnyLocalAddress()
                && !options.rtpAddress().equals(options.sipAddress().getAddress())) {
            try {
                RtpPorts.bind(network, options.rtpAddress()).close();
            } catch (IOException notLocal) {
                throw describe("RTP", options.rtpAddress().getHostAddress(), notLocal);
            }
        }
    }

    private static UserAgent userAgent(VoiceOptions options, Network network, InboundCalls inbound) {
        UserAgentBuilder builder = UserAgent.builder(network)
                .bind(options.sipAddress())
                .name(options.userAgent())
                .timers(options.timers())
                .peerRouting(options.peerRouting())
                .closedPortProbe(options.closedPortProbe())
                .limits(UserAgentLimits.DEFAULT
                        .withMaximumCalls(options.maximumCalls())
                        .withCloseLimit(options.closeLimit()))
                .onCall(inbound::onCall);
        options.advertisedAddress().ifPresent(address -> builder.advertise(new InetSocketAddress(address, 0)));
        return builder.build();
    }

    private static void start(UserAgent userAgent, VoiceOptions options) throws IOException {
        try {
            userAgent.start();
        } catch (IOException notBound) {
            InetSocketAddress address = options.sipAddress();
            throw describe("SIP", address.getAddress().getHostAddress() + ":" + address.getPort(), notBound);
        }
    }

    private static IOException describe(String what, String where, IOException cause) {
        return new IOException("can't bind " + what + " to " + where + ": " + cause.getMessage(), cause);
    }

    InetSocketAddress localSipAddress() {
        return userAgent.localAddress();
    }

    CompletableFuture<VoiceSession> dial(DialRequest request) {
        if (closing.get()) {
            throw new IllegalStateException("dial() on a backend that is closed");
        }
        return outbound.dial(request);
    }

    /** Waits for the answer; what the future fails with is thrown. */
    VoiceSession await(CompletableFuture<VoiceSession> answered) {
        Signal signal = network.newSignal();
        answered.whenComplete((session, failure) -> signal.raise());
        signal.await(answered::isDone, Deadlines.NEVER);
        try {
            return answered.getNow(null);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof CallFailedException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    List<VoiceSession> sessions() {
        return List.copyOf(backstage.sessions().snapshot());
    }

    Optional<VoiceSession> session(String id) {
        return backstage.sessions().find(id).map(session -> session);
    }

    VoiceCounters counters() {
        UserAgentCounters sip = userAgent.counters();
        Tally tally = backstage.tally();
        return new VoiceCounters(
                backstage.sessions().size(),
                sip.dialogs(),
                sip.inviteClientTransactions() + sip.nonInviteClientTransactions(),
                sip.inviteServerTransactions() + sip.nonInviteServerTransactions(),
                backstage.ports().inUse(),
                backstage.ports().inQuarantine(),
                tally.inboundCalls(),
                tally.outboundCalls(),
                tally.answeredCalls(),
                tally.endedCalls());
    }

    boolean awaitClosed(Duration limit) {
        return changed.await(closed::get, Deadlines.after(network.now(), limit));
    }

    void awaitClosed() {
        changed.await(closed::get, Deadlines.NEVER);
    }

    void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        Disconnection shutdown = Disconnection.of(EndReason.SHUTDOWN, "the backend was closed");
        backstage.sessions().snapshot().forEach(session -> session.hangUp(shutdown));
        userAgent.close();
        abandonRest(shutdown);
        backstage.awaitQuiet(Deadlines.after(network.now(), TELLING_LIMIT));
        backstage.loop().close();
        outbound.close();
        closed.set(true);
        changed.raise();
        if (options.network().isEmpty()) {
            network.close();
        }
    }

    /** The wire has had its time; what is left ends without it. */
    private void abandonRest(Disconnection shutdown) {
        try {
            backstage
                    .loop()
                    .execute(() -> backstage
                            .sessions()
                            .snapshot()
                            .forEach(session -> session.control().abandon(shutdown)));
        } catch (RejectedExecutionException networkClosed) {
            backstage.sessions().snapshot().forEach(session -> session.hangUp(shutdown));
        }
    }
}
