// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.internal.SharedDemux;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pair of UDP ports that many sessions share, as behind a firewall with one open port, or on a trunk to a gateway. Each
 * session gets its part by {@link #newCall} and knows no difference.
 *
 * <p>Which session a packet of RTP is given to, by its source and its SSRC; the first line that fits counts:
 *
 * <table>
 * <caption>RTP</caption>
 * <thead><tr><th>source</th><th>SSRC</th><th>given to</th></tr></thead>
 * <tbody>
 * <tr><td>the address of a call</td><td>the one heard from it</td><td>that call</td></tr>
 * <tr><td>the address of a call</td><td>the one it was told of</td><td>that call; if several were, nobody</td></tr>
 * <tr><td>that of a call that has ended</td><td>the one heard from it</td><td>nobody, until it is silent for 1 s; but from 1 s
 * after the end on, the next line counts</td></tr>
 * <tr><td>the address of calls</td><td>new</td><td>the one of these calls that waits for a source, or for the SSRC it was told of; if
 * several do, nobody</td></tr>
 * <tr><td>the address of one call only</td><td>new</td><td>that call, if it has been silent for 1 s and no wildcard waits</td></tr>
 * <tr><td>the address of calls</td><td>new</td><td>the oldest wildcard that waits</td></tr>
 * <tr><td>new</td><td>that of one call</td><td>that call, which has moved; but if it is heard at its old address all the
 * same for 1.5 s, the next lines count</td></tr>
 * <tr><td>new, of a host where calls wait for a source, or for an SSRC</td><td>new</td><td>the one that does; if several do, nobody</td></tr>
 * <tr><td>new</td><td>new</td><td>the oldest wildcard that waits</td></tr>
 * <tr><td>new</td><td>new</td><td>the one call that waits for a source; if several do, nobody</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A call waits for a source from its start or {@link RtpSession#update} on until it has heard four packets; after an update only if
 * it receives. A wildcard is a call without a {@link RtpParameters#remote}, that has heard nobody. Whether a session hears what it is given is decided as
 * on ports of its own: at once from where signalling said, else after four packets in a row, and not while another source is heard.
 * What could be one call's or another's is dropped: silence does less harm than the voice of somebody else. So where calls have
 * one address, as on a trunk, begin them one after the other or name the SSRCs.
 *
 * <p>A call is told of its SSRC by {@link RtpParameters#remoteSsrc}, or by RTCP; that may be wrong. It waits for that one until it has
 * heard it. Another is given to it if no call at that address waits, or is silent, and no wildcard waits; and not before it has come for
 * 1 s, in which the one it was told of was silent. What a call has heard before it was told is still its own, but for a call that is told
 * of just that; after 1 s, what it was told is forgotten for it.
 *
 * <p>RTCP is given to each call on whose stream it reports; failing that, to the only call of its address; failing that, to the
 * call of its sender's SSRC at this host. A sender report on the stream of one call, from an SSRC that is of none yet, names that call's
 * SSRC, unless it is heard.
 *
 * <p>The sockets are never connected, so two things are not as on ports of a session's own: a closed port of the peer is not
 * noticed, and datagrams of strangers come as far as here. All sessions run on one loop and have one receive buffer of the
 * system between them.
 *
 * <p>Memory depends on the number of calls, not on what arrives. Thread-safe.
 */
public final class SharedRtpPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRtpPorts.class);

    /** How often at the most it is logged that packets were dropped. */
    private static final long LOG_NANOS = 60_000_000_000L;

    private final EventLoop loop;
    private final SharedDemux demux = new SharedDemux();
    private final PortPair pair;
    private final ReentrantLock lock = new ReentrantLock();
    private int made;
    private int calls;
    private boolean closed;

    /** On a given loop. */
    SharedRtpPorts(EventLoop loop, InetSocketAddress local) throws IOException {
        this.loop = loop;
        var intake = new Intake(demux);
        pair = PortPair.bind(loop, local, intake::onRtp, intake::onRtcp);
    }

    /**
     * Binds a pair of ports, the second for RTCP. Sessions that agree on {@link RtpParameters#rtcpMux} use the first alone.
     *
     * @param network where
     * @param local the address for RTP, which has the port below that for RTCP; with port 0 the machine chooses
     * @return the bound pair
     * @throws IOException if it can't be bound
     */
    public static SharedRtpPorts bind(Network network, InetSocketAddress local) throws IOException {
        return new SharedRtpPorts(network.mediaLoop(), local);
    }

    /**
     * Gives the part of one more call, for {@link RtpSession#builder}. It is given packets from the start of its session on.
     *
     * @return ports of one session, to be closed if it gets none
     * @throws IllegalStateException if this is closed
     */
    public RtpPorts newCall() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("newCall() on closed ports " + rtpAddress());
            }
            calls++;
            return new SharedCallPorts(this, loop, pair, demux, made++);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts the calls.
     *
     * @return how many have a part
     */
    public int calls() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts the datagrams.
     *
     * @return what became of those that have come so far
     */
    public SharedRtpCounters counters() {
        return new SharedRtpCounters(
                demux.count(SharedDemux.Result.DELIVERED),
                demux.count(SharedDemux.Result.ENDED),
                demux.count(SharedDemux.Result.AMBIGUOUS),
                demux.count(SharedDemux.Result.FOREIGN),
                demux.count(SharedDemux.Result.MALFORMED));
    }

    /**
     * Gives the address where RTP is received.
     *
     * @return the bound address
     */
    public InetSocketAddress rtpAddress() {
        return pair.rtp().localAddress();
    }

    /**
     * Gives the address where RTCP is received.
     *
     * @return the bound address
     */
    public InetSocketAddress rtcpAddress() {
        return pair.rtcp().localAddress();
    }

    /** Takes no more calls, and closes the sockets when the last one has ended. Does not wait. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closeIfUnused();
        } finally {
            lock.unlock();
        }
    }

    void onCallClosed() {
        lock.lock();
        try {
            calls--;
            closeIfUnused();
        } finally {
            lock.unlock();
        }
    }

    private void closeIfUnused() {
        if (closed && calls == 0) {
            pair.rtp().close();
            pair.rtcp().close();
        }
    }

    /** Takes what comes from the sockets, from before {@link SharedRtpPorts} is made on. Confined to the loop. */
    private static final class Intake {
        private final SharedDemux demux;
        private long dropped;
        private long nextLogAt;

        Intake(SharedDemux demux) {
            this.demux = demux;
        }

        void onRtp(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {
            note(demux.onRtp(payload, from, now), endpoint, from, now);
        }

        void onRtcp(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now) {
            note(demux.onRtcp(payload, from, now), endpoint, from, now);
        }

        private void note(SharedDemux.Result result, DatagramEndpoint endpoint, InetSocketAddress from, long now) {
            if (result == SharedDemux.Result.DELIVERED || result == SharedDemux.Result.ENDED) {
                return;
            }
            dropped++;
            if (now >= nextLogAt) {
                LOG.info(
                        "{} has dropped what is of no call: {} so far, the last from {}: {}",
                        endpoint.localAddress(),
                        dropped,
                        from,
                        result);
                nextLogAt = now + LOG_NANOS;
            }
        }
    }
}
