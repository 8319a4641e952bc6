// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bound pair of UDP ports on one media loop: one for RTP, the next one for RTCP. What arrives before a session has them is
 * dropped. Thread-safe.
 */
public final class RtpPorts implements AutoCloseable {
    private static final int ATTEMPTS = 64;

    private final EventLoop loop;
    private final int phase;
    private final Inlet rtpInlet = new Inlet();
    private final Inlet rtcpInlet = new Inlet();
    private final DatagramEndpoint rtp;
    private final DatagramEndpoint rtcp;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean taken = new AtomicBoolean();

    private RtpPorts(EventLoop loop, InetSocketAddress local, int phase, Runnable onClose) throws IOException {
        this.loop = loop;
        this.phase = phase;
        this.onClose = onClose;
        rtp = loop.bindDatagram(local, rtpInlet);
        try {
            int next = rtp.localAddress().getPort() + 1;
            if (local.getPort() == 0 && (next & 1) == 0 || next > 65_535) {
                throw new BindException("no port for RTP: " + rtp.localAddress().getPort());
            }
            rtcp = loop.bindDatagram(new InetSocketAddress(local.getAddress(), next), rtcpInlet);
        } catch (IOException notBound) {
            rtp.close();
            throw notBound;
        }
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
        BindException refused = new BindException("no two ports in a row");
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return new RtpPorts(loop, new InetSocketAddress(local, 0), phase, () -> {});
            } catch (BindException nextTaken) {
                refused = nextTaken;
            }
        }
        throw refused;
    }

    /** Binds a given pair. */
    static RtpPorts bind(EventLoop loop, InetSocketAddress rtp, int phase, Runnable onClose) throws IOException {
        return new RtpPorts(loop, rtp, phase, onClose);
    }

    /**
     * Gives the address where RTP is received.
     *
     * @return the bound address
     */
    public InetSocketAddress rtpAddress() {
        return rtp.localAddress();
    }

    /**
     * Gives the address where RTCP is received.
     *
     * @return the bound address
     */
    public InetSocketAddress rtcpAddress() {
        return rtcp.localAddress();
    }

    /** Closes both sockets and gives the ports back. A session that has them does it when it closes. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            rtp.close();
            rtcp.close();
            onClose.run();
        }
    }

    EventLoop loop() {
        return loop;
    }

    /** On which of the ticks of a frame a session on these ports works: below {@link RtpEngine#PHASES}. */
    int phase() {
        return phase;
    }

    DatagramEndpoint rtp() {
        return rtp;
    }

    DatagramEndpoint rtcp() {
        return rtcp;
    }

    /** Reserves the ports for one session. */
    void take() {
        if (closed.get() || !taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "ports " + rtpAddress() + (closed.get() ? " are closed" : " have a session"));
        }
    }

    /** From now on hands on what arrives. On the loop. */
    void attach(DatagramHandler onRtp, DatagramHandler onRtcp) {
        rtpInlet.target = onRtp;
        rtcpInlet.target = onRtcp;
    }

    /** Where datagrams go; nowhere at first. Confined to the loop. */
    private static final class Inlet implements DatagramHandler {
        private DatagramHandler target = (endpoint, payload, from, now) -> {};

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
