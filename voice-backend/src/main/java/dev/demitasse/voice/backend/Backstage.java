// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.rtp.media.RtpPortAllocator;
import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.sip.sdp.LocalCapabilities;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all calls of a started backend share. Thread-safe. */
final class Backstage {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceBackend.class);

    private final Network network;
    private final EventLoop loop;
    private final Listeners listeners;
    private final MediaPlan plan;
    private final RtpPortAllocator ports;
    private final CallLife.Limits limits;
    private final SoundOptions sound;
    private final SessionTable sessions = new SessionTable();
    private final Tally tally = new Tally();
    private final Signal progress;
    private final AtomicInteger untold = new AtomicInteger();

    Backstage(
            Network network,
            EventLoop loop,
            Listeners listeners,
            MediaPlan plan,
            RtpPortAllocator ports,
            CallLife.Limits limits,
            SoundOptions sound) {
        this.network = network;
        this.loop = loop;
        this.listeners = listeners;
        this.plan = plan;
        this.ports = ports;
        this.limits = limits;
        this.sound = sound;
        progress = network.newSignal();
    }

    /** The parts of a new call, not known to anybody yet. */
    CallLeg newLeg(CallDirection direction, InetAddress advertised, RtpPorts bound, List<AudioCodec> codecs) {
        var media = new SessionMedia(network, bound, plan.codecs(), sound);
        InetSocketAddress local = bound.rtpAddress();
        LocalCapabilities capabilities = plan.capabilities(advertised, local.getPort(), codecs);
        return new CallLeg(this, direction, media, capabilities, advertised);
    }

    Network network() {
        return network;
    }

    EventLoop loop() {
        return loop;
    }

    MediaPlan plan() {
        return plan;
    }

    RtpPortAllocator ports() {
        return ports;
    }

    Listeners listeners() {
        return listeners;
    }

    CallLife.Limits limits() {
        return limits;
    }

    SessionTable sessions() {
        return sessions;
    }

    Tally tally() {
        return tally;
    }

    /** Takes a session in, unless a live one has its id. From then on its end will be told. */
    boolean admit(SipVoiceSession session) {
        if (!sessions.add(session)) {
            return false;
        }
        untold.incrementAndGet();
        return true;
    }

    /** The end of a session has been told to everybody. */
    void onTold() {
        untold.decrementAndGet();
        progress.raise();
    }

    /** The ports of a call have been given back. From any thread. */
    void onPortsBack() {
        progress.raise();
    }

    /** Waits until all calls are over, all ends told and all ports back; whether they are. */
    boolean awaitQuiet(long deadline) {
        return progress.await(() -> untold.get() == 0 && ports.inUse() == 0, deadline);
    }

    void start(String name, Runnable task) {
        try {
            network.applicationThreads().start(name, () -> {
                try {
                    task.run();
                } catch (InterruptedWaitException closing) {
                    LOG.debug("{}: interrupted", name);
                }
            });
        } catch (RejectedExecutionException closed) {
            LOG.debug("{}: the network is closed", name);
        }
    }
}
