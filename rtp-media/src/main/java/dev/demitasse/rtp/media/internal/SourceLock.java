// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.event.loop.Deadlines;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whose packets a session hears, and when its socket is connected to that source (symmetric RTP, RFC 4961; RFC 7362
 * section 4 on latching). Not thread-safe.
 *
 * <p>OPEN: the source locked last passes at once and is locked; before one is, the address that signalling gave. Any other source
 * is locked when it has shown four valid packets in a row, over 30 ms or more, while neither of these two was heard. LOCKED: only that
 * source passes. After 1 s of silence, or three times "port unreachable", back to OPEN. MOVED: signalling gave another address. That one is
 * locked at once when it is heard; the source before goes on passing but is locked only after 1 s, so that the last packets
 * from the old place do not shut out the first from the new.
 *
 * <p>While nothing is to be received, as on hold, the silence of the last source says nothing of it: no other is locked in its place.
 * Before there is a last one, each that proves itself is locked, for it tells where to send; but with the first agreement to receive that is
 * forgotten, and the address that signalling gave passes at once as at the beginning.
 */
public final class SourceLock {
    /** How many valid packets in a row lock an unexpected source. */
    public static final int PROBATION_PACKETS = 4;

    /** How long they take at the least, in nanoseconds: a burst is no stream. */
    public static final long PROBATION_NANOS = 30_000_000L;

    /** How long a locked source may be silent, in nanoseconds. */
    public static final long SILENCE_NANOS = 1_000_000_000L;

    /** How many reports of a closed port, with no packet between, end a lock. */
    public static final int UNREACHABLE_LIMIT = 3;

    private static final int CANDIDATES = 8;
    private static final Candidate[] NO_CANDIDATES = {};

    /** Where the machine is. */
    public enum State {
        /** Hears everybody. */
        OPEN,
        /** Hears everybody, and waits for the new address. */
        MOVED,
        /** Hears one source. */
        LOCKED
    }

    /** What to do with a packet. */
    public enum Verdict {
        /** Take it. */
        PASS,
        /** Take it; its source is locked now, so the socket is to be connected to it. */
        PASS_AND_CONNECT,
        /** Drop it: its source has still to prove itself. */
        ON_PROBATION,
        /** Drop it. */
        FOREIGN
    }

    /** What to do with the socket. */
    public enum Action {
        /** Hear everybody again. */
        DISCONNECT
    }

    private static final List<Action> NOTHING = List.of();
    private static final List<Action> DISCONNECT = List.of(Action.DISCONNECT);

    private Candidate[] candidates = NO_CANDIDATES;
    private State state = State.OPEN;
    /** The address that signalling gave last, and whether it still gives one. */
    private Optional<InetSocketAddress> signalled;

    private boolean signals;
    /** That address, until a source is locked. */
    private Optional<InetSocketAddress> announced;

    private Optional<InetSocketAddress> source = Optional.empty();
    private boolean receives;
    /** Whether the source was locked while nothing was to be received. */
    private boolean provisional;

    private long deadline = Deadlines.NEVER;
    private int unreachable;
    private int victim;

    /** A source on probation. */
    private static final class Candidate {
        private InetSocketAddress from;
        private int ssrc;
        private int next;
        private int inARow;
        private long since;

        /** Takes a packet into account; tells whether so many in a row, over so long, are a stream. */
        boolean count(InetSocketAddress address, int ssrcBits, int sequenceNumber, long now) {
            boolean known = address.equals(from) && ssrcBits == ssrc && inARow > 0;
            if (known && sequenceNumber == (next - 1 & 0xFFFF)) {
                return false; // a copy: some peers send every packet twice
            }
            boolean goesOn = known && sequenceNumber == next;
            from = address;
            ssrc = ssrcBits;
            next = sequenceNumber + 1 & 0xFFFF;
            inARow = goesOn ? inARow + 1 : 1;
            since = goesOn ? since : now;
            return inARow >= PROBATION_PACKETS && now - since >= PROBATION_NANOS;
        }
    }

    /**
     * Makes an open lock.
     *
     * @param signalled the address signalling gave, if it did
     * @param receives whether anything is to be received
     */
    public SourceLock(Optional<InetSocketAddress> signalled, boolean receives) {
        this.signalled = signalled;
        this.receives = receives;
        signals = signalled.isPresent();
        announced = signalled;
    }

    /**
     * A valid RTP packet has come.
     *
     * @param from its source
     * @param ssrcBits its SSRC
     * @param sequenceNumber its sequence number
     * @param now the time
     * @return what to do with it
     */
    public Verdict onPacket(InetSocketAddress from, int ssrcBits, int sequenceNumber, long now) {
        return switch (state) {
            case LOCKED -> {
                if (!isSource(from)) {
                    yield Verdict.FOREIGN;
                }
                deadline = now + SILENCE_NANOS;
                unreachable = 0;
                yield Verdict.PASS;
            }
            case OPEN ->
                isAnnounced(from) || isSource(from) ? lock(from, now) : probe(from, ssrcBits, sequenceNumber, now);
            case MOVED -> {
                if (isAnnounced(from)) {
                    yield lock(from, now);
                }
                yield isSource(from) ? Verdict.PASS : probe(from, ssrcBits, sequenceNumber, now);
            }
        };
    }

    private Verdict lock(InetSocketAddress from, long now) {
        forgetCandidates();
        announced = Optional.empty();
        if (!isSource(from)) {
            provisional = !receives && (provisional || source.isEmpty());
            source = Optional.of(from);
        }
        state = State.LOCKED;
        deadline = now + SILENCE_NANOS;
        unreachable = 0;
        return Verdict.PASS_AND_CONNECT;
    }

    private Verdict probe(InetSocketAddress from, int ssrcBits, int sequenceNumber, long now) {
        if (!receives && source.isPresent() && !provisional) {
            return Verdict.ON_PROBATION;
        }
        return candidateFor(from).count(from, ssrcBits, sequenceNumber, now) ? lock(from, now) : Verdict.ON_PROBATION;
    }

    /** The one that is known, else a place: that of the one with the fewest packets in a row, each in its turn. */
    private Candidate candidateFor(InetSocketAddress from) {
        if (candidates.length == 0) {
            candidates = Stream.generate(Candidate::new).limit(CANDIDATES).toArray(Candidate[]::new);
        }
        victim = (victim + 1) % CANDIDATES;
        Candidate fewest = candidates[victim];
        for (int i = 0; i < CANDIDATES; i++) {
            Candidate candidate = candidates[(victim + i) % CANDIDATES];
            if (from.equals(candidate.from)) {
                return candidate;
            }
            fewest = candidate.inARow < fewest.inARow ? candidate : fewest;
        }
        return fewest;
    }

    private void forgetCandidates() {
        for (Candidate candidate : candidates) {
            candidate.inARow = 0;
        }
    }

    /**
     * The network has said that the peer's port is closed.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onUnreachable(long now) {
        return state == State.LOCKED && ++unreachable >= UNREACHABLE_LIMIT
                ? open(State.OPEN, Deadlines.NEVER)
                : NOTHING;
    }

    /**
     * Signalling has given an address, perhaps the same.
     *
     * @param address the address, if there is one
     * @param nowReceives whether anything is to be received from now on
     * @param now the time
     * @return what to do
     */
    public List<Action> onRemote(Optional<InetSocketAddress> address, boolean nowReceives, long now) {
        receives = nowReceives;
        if (receives && provisional) {
            provisional = false;
            source = Optional.empty();
            announced = signalled;
        }
        signals = address.isPresent();
        if (signals && !address.equals(signalled)) {
            signalled = address;
            announced = address;
        }
        boolean moved =
                source.isPresent() && announced().isPresent() && !announced().equals(source);
        return moved ? open(State.MOVED, now + SILENCE_NANOS) : open(State.OPEN, Deadlines.NEVER);
    }

    /**
     * Looks at the clock.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onTimeout(long now) {
        return now < deadline ? NOTHING : open(State.OPEN, Deadlines.NEVER);
    }

    private List<Action> open(State next, long until) {
        boolean wasLocked = state == State.LOCKED;
        state = next;
        deadline = until;
        forgetCandidates();
        return wasLocked ? DISCONNECT : NOTHING;
    }

    /**
     * Says when the clock is to be looked at.
     *
     * @return the time, or {@link Deadlines#NEVER}
     */
    public long nextDeadline() {
        return deadline;
    }

    /**
     * Says where the machine is.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * Gives the source that is locked or was last.
     *
     * @return its address, if there was one
     */
    public Optional<InetSocketAddress> source() {
        return source;
    }

    /**
     * Tells whether only one source passes, and it is this one.
     *
     * @param from an address
     * @return whether it is
     */
    public boolean isLockedTo(InetSocketAddress from) {
        return state == State.LOCKED && isSource(from);
    }

    /**
     * Says where to send: to the source heard, for a peer behind a NAT hears only what answers it; before one is locked, and
     * after signalling gave another address until one is, to the one it gave (RFC 3264 section 8.3.1).
     *
     * @return the address, if one is known
     */
    public Optional<InetSocketAddress> target() {
        return announced().or(() -> source);
    }

    /** What signalling gives, while no source has been locked since it was new. */
    private Optional<InetSocketAddress> announced() {
        return signals ? announced : Optional.empty();
    }

    private boolean isAnnounced(InetSocketAddress from) {
        return signals && announced.isPresent() && announced.get().equals(from);
    }

    private boolean isSource(InetSocketAddress from) {
        return source.isPresent() && (source.get() == from || source.get().equals(from));
    }
}
