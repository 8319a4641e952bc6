// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bound pair of UDP ports on one media loop: one for RTP, the next one for RTCP; a session's own, or its part of {@link
 * SharedRtpPorts}. What arrives before a session has them is dropped. Thread-safe.
 */
public abstract sealed class RtpPorts implements AutoCloseable permits OwnPorts, SharedCallPorts {
    private final EventLoop loop;
    private final int phase;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean taken = new AtomicBoolean();

    RtpPorts(EventLoop loop, int phase) {
        this.loop = loop;
        this.phase = phase;
    }

    /**
     * Binds a pair of free ports that the machine chooses, an even one for RTP (RFC 3550 section 11). For a range of ports
     * there is {@link RtpPortAllocator}.
     *
     * @param network where
     * @param local a local address, or the wildcard
     * @return the bound pair
     * @throws IOException if no pair can be bound
     */
    public static RtpPorts bind(Network network, InetAddress local) throws IOException {
        EventLoop loop = network.mediaLoop();
        int phase = network.random().nextInt(RtpEngine.PHASES);
        return new OwnPorts(loop, new InetSocketAddress(local, 0), phase, () -> {});
    }

    /** Binds a given pair. */
    static RtpPorts bind(EventLoop loop, InetSocketAddress rtp, int phase, Runnable onClose) throws IOException {
        return new OwnPorts(loop, rtp, phase, onClose);
    }

    /**
     * Gives the address where RTP is received.
     *
     * @return the bound address
     */
    public InetSocketAddress rtpAddress() {
        return rtp().localAddress();
    }

    /**
     * Gives the address where RTCP is received.
     *
     * @return the bound address
     */
    public InetSocketAddress rtcpAddress() {
        return rtcp().localAddress();
    }

    /** Gives the ports back; closes the sockets unless they are shared. A session that has them does it when it closes. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            rtp().close();
            rtcp().close();
            onClosed();
        }
    }

    EventLoop loop() {
        return loop;
    }

    /** On which of the ticks of a frame a session on these ports works: below {@link RtpEngine#PHASES}. */
    int phase() {
        return phase;
    }

    abstract DatagramEndpoint rtp();

    abstract DatagramEndpoint rtcp();

    abstract void onClosed();

    /** The session, which sends under this SSRC, waits for what was agreed on. On the loop. */
    abstract void expect(RtpParameters parameters, int ssrcBits);

    /** The session sends under another SSRC. On the loop. */
    abstract void sendAs(int ssrcBits);

    /** The session hears another source than before. On the loop. */
    abstract void hear(InetSocketAddress from, int ssrcBits);

    /** Reserves the ports for one session. */
    void take() {
        if (closed.get() || !taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "ports " + rtpAddress() + (closed.get() ? " are closed" : " have a session"));
        }
    }

    /** From now on hands on what arrives. On the loop. */
    abstract void attach(DatagramHandler onRtp, DatagramHandler onRtcp);

    /** Where datagrams go; nowhere at first. Confined to the loop. */
    static final class Inlet implements DatagramHandler {
        DatagramHandler target = (endpoint, payload, from, now) -> {};

        @Override
        public void onDatagram(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {
            target.onDatagram(endpoint, payload, from, now);
        }

        @Override
        public void onUnreachable(DatagramEndpoint endpoint, long now) {
            target.onUnreachable(endpoint, now);
        }
    }
}
