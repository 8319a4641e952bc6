// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands out pairs of ports of a range (RFC 3550 section 11): RTP on the even one, RTCP on the odd one above it. In sequence,
 * wrapping around, past those in use or in quarantine. A pair is bound when it is handed out and stays bound, so nobody can
 * come between. A pair that was given back rests for a while, so that a finished call's last packets meet no new call.
 *
 * <p>Thread-safe.
 */
public final class RtpPortAllocator {
    /** How long a pair rests if nothing else is said: 2 s. */
    public static final Duration DEFAULT_QUARANTINE = Duration.ofSeconds(2);

    private final Network network;
    private final InetAddress local;
    private final int firstPort;
    private final int pairs;
    private final Duration quarantine;
    private final Signal givenBack;
    private final ReentrantLock lock = new ReentrantLock();

    private final BitSet unavailable = new BitSet();
    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private int cursor;
    private int inUse;
    private long allocated;

    private record Resting(int pair, long until) {}

    /**
     * Makes an allocator; no port is bound yet.
     *
     * @param network where the ports are bound; its clock times the quarantine
     * @param local a local address, or the wildcard
     * @param firstPort of the range; rounded up to an even number
     * @param lastPort of the range, inclusive
     * @param quarantine how long a pair rests
     * @throws IllegalArgumentException if the range holds no pair, or the quarantine is negative
     */
    public RtpPortAllocator(Network network, InetAddress local, int firstPort, int lastPort, Duration quarantine) {
        int first = firstPort + (firstPort & 1);
        if (firstPort < 1 || lastPort > 65_535 || lastPort <= first || quarantine.isNegative()) {
            throw new IllegalArgumentException("ports " + firstPort + "-" + lastPort + ", quarantine " + quarantine);
        }
        this.network = network;
        this.local = local;
        this.firstPort = first;
        this.pairs = (lastPort - first + 1) / 2;
        this.quarantine = quarantine;
        this.givenBack = network.newSignal();
    }

    /**
     * Makes an allocator with the usual quarantine.
     *
     * @param network where the ports are bound
     * @param local a local address, or the wildcard
     * @param firstPort of the range; rounded up to an even number
     * @param lastPort of the range, inclusive
     * @throws IllegalArgumentException if the range holds no pair
     */
    public RtpPortAllocator(Network network, InetAddress local, int firstPort, int lastPort) {
        this(network, local, firstPort, lastPort, DEFAULT_QUARANTINE);
    }

    /**
     * Binds the next free pair. Does not wait.
     *
     * @return the bound pair
     * @throws PortsExhaustedException if none is free
     * @throws IOException if binding fails for another reason than that a port is in use
     */
    public RtpPorts allocate() throws IOException {
        lock.lock();
        try {
            endQuarantines();
            for (int tried = 0; tried < pairs; tried++) {
                int pair = unavailable.nextClearBit(cursor);
                if (pair >= pairs) {
                    pair = unavailable.nextClearBit(0);
                }
                if (pair >= pairs) {
                    break;
                }
                cursor = pair + 1 < pairs ? pair + 1 : 0;
                try {
                    return bind(pair);
                } catch (BindException takenByOthers) {
                    continue;
                }
            }
            throw new PortsExhaustedException(firstPort, firstPort + 2 * pairs - 1, inUse, resting.size());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Binds the next free pair, and waits for one if none is free.
     *
     * @param limit how long to wait at the most
     * @return the bound pair
     * @throws PortsExhaustedException if none has become free in time
     * @throws IOException if binding fails for another reason than that a port is in use
     * @throws IllegalStateException if called on a loop
     */
    public RtpPorts allocate(Duration limit) throws IOException {
        long deadline = Deadlines.after(network.now(), limit);
        while (true) {
            try {
                return allocate();
            } catch (PortsExhaustedException none) {
                if (network.now() >= deadline) {
                    throw none;
                }
                long next = nextEndOfQuarantine();
                givenBack.await(() -> nextEndOfQuarantine() != next, Math.min(deadline, next));
            }
        }
    }

    /**
     * Counts the pairs in use.
     *
     * @return pairs
     */
    public int inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts the pairs that rest.
     *
     * @return pairs
     */
    public int inQuarantine() {
        lock.lock();
        try {
            endQuarantines();
            return resting.size();
        } finally {
            lock.unlock();
        }
    }

    private RtpPorts bind(int pair) throws IOException {
        EventLoop loop = network.mediaLoop();
        int phase = (int) (allocated / network.mediaLoopCount() % RtpEngine.PHASES);
        var address = new InetSocketAddress(local, firstPort + 2 * pair);
        RtpPorts ports = RtpPorts.bind(loop, address, phase, () -> giveBack(pair));
        unavailable.set(pair);
        inUse++;
        allocated++;
        return ports;
    }

    private void giveBack(int pair) {
        lock.lock();
        try {
            inUse--;
            resting.add(new Resting(pair, Deadlines.after(network.now(), quarantine)));
        } finally {
            lock.unlock();
        }
        givenBack.raise();
    }

    private void endQuarantines() {
        long now = network.now();
        while (!resting.isEmpty() && resting.peek().until() <= now) {
            unavailable.clear(resting.remove().pair());
        }
    }

    private long nextEndOfQuarantine() {
        lock.lock();
        try {
            return resting.isEmpty() ? Deadlines.NEVER : resting.peek().until();
        } finally {
            lock.unlock();
        }
    }
}
