// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.event.loop.Deadlines;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Decides whose packets a session hears, and when its socket is connected to that source (symmetric RTP, RFC 4961; RFC 7362
 * section 4 on latching). Not thread-safe.
 *
 * <p>OPEN: the source locked last passes at once and is locked; before one is, the address that signalling gave. Any other source
 * is put on trial when it has shown four valid packets in a row, over 30 ms or more, while neither of these two was heard. TRIAL: it
 * passes and is sent to, but everybody is heard: the one locked last, or signalled, is locked at its first packet; others take its
 * place as in OPEN, if it is silent meanwhile. What is heard for 1 s is locked; what falls silent for as long was a stray burst, and
 * is forgotten for the one before. LOCKED: only that source passes. After 1 s of silence, or three times "port unreachable", back to
 * OPEN. MOVED: signalling gave another address. That one is locked at once when it is heard; the source before goes on passing but is
 * locked only after 1 s, so that the last packets from the old place do not shut out the first from the new.
 */
public final class SourceLock {
    /** How many valid packets in a row put an unexpected source on trial. */
    public static final int PROBATION_PACKETS = 4;

    /** How long they take at the least, in nanoseconds: a burst is no stream. */
    public static final long PROBATION_NANOS = 30_000_000L;

    /** How long a source on trial is heard before it is locked, in nanoseconds. */
    public static final long TRIAL_NANOS = 1_000_000_000L;

    /** How long a source, locked or on trial, may be silent, in nanoseconds. */
    public static final long SILENCE_NANOS = 1_000_000_000L;

    /** How many reports of a closed port, with no packet between, end a lock. */
    public static final int UNREACHABLE_LIMIT = 3;

    private static final int CANDIDATES = 8;

    /** Where the machine is. */
    public enum State {
        /** Hears everybody. */
        OPEN,
        /** Hears everybody, and waits for the new address. */
        MOVED,
        /** Takes an unexpected source's packets, and hears everybody still. */
        TRIAL,
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

    private final Candidate[] candidates = new Candidate[CANDIDATES];
    private State state = State.OPEN;
    private Optional<InetSocketAddress> signalled;
    private Optional<InetSocketAddress> announced;
    private Optional<InetSocketAddress> source = Optional.empty();
    private Optional<InetSocketAddress> sourceBefore = Optional.empty();
    private long trialEnd;
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
            boolean goesOn = address.equals(from) && ssrcBits == ssrc && sequenceNumber == next && inARow > 0;
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
     */
    public SourceLock(Optional<InetSocketAddress> signalled) {
        this.signalled = signalled;
        announced = signalled;
        for (int i = 0; i < CANDIDATES; i++) {
            candidates[i] = new Candidate();
        }
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
                isAnnounced(from) || isSource(from)
                        ? lock(from, now)
                        : probe(from, ssrcBits, sequenceNumber, source, now);
            case TRIAL -> {
                if (isAnnounced(from) || isAt(sourceBefore, from)) {
                    yield lock(from, now);
                }
                yield isSource(from) ? goOn(from, now) : probe(from, ssrcBits, sequenceNumber, sourceBefore, now);
            }
            case MOVED -> {
                if (isAnnounced(from)) {
                    yield lock(from, now);
                }
                yield isSource(from) ? Verdict.PASS : probe(from, ssrcBits, sequenceNumber, Optional.empty(), now);
            }
        };
    }

    private Verdict lock(InetSocketAddress from, long now) {
        forgetCandidates();
        announced = Optional.empty();
        sourceBefore = Optional.empty();
        if (!isSource(from)) {
            source = Optional.of(from);
        }
        state = State.LOCKED;
        deadline = now + SILENCE_NANOS;
        unreachable = 0;
        return Verdict.PASS_AND_CONNECT;
    }

    /** Takes an unknown source's packet into account; the one before is what its trial may end with. */
    private Verdict probe(
            InetSocketAddress from, int ssrcBits, int sequenceNumber, Optional<InetSocketAddress> before, long now) {
        if (!candidateFor(from).count(from, ssrcBits, sequenceNumber, now)) {
            return Verdict.ON_PROBATION;
        }
        forgetCandidates();
        sourceBefore = before;
        source = Optional.of(from);
        state = State.TRIAL;
        trialEnd = now + TRIAL_NANOS;
        deadline = now + SILENCE_NANOS;
        return Verdict.PASS;
    }

    private Verdict goOn(InetSocketAddress from, long now) {
        if (now >= trialEnd) {
            return lock(from, now);
        }
        forgetCandidates();
        deadline = now + SILENCE_NANOS;
        return Verdict.PASS;
    }

    /** The one that is known, else a place: that of the one with the fewest packets in a row, each in its turn. */
    private Candidate candidateFor(InetSocketAddress from) {
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
     * @param now the time
     * @return what to do
     */
    public List<Action> onRemote(Optional<InetSocketAddress> address, long now) {
        boolean moved = !address.equals(signalled) && address.isPresent() && !address.equals(source);
        if (!address.equals(signalled)) {
            signalled = address;
            announced = address;
        }
        return moved && source.isPresent() ? open(State.MOVED, now + SILENCE_NANOS) : open(State.OPEN, Deadlines.NEVER);
    }

    /**
     * Looks at the clock.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onTimeout(long now) {
        if (now < deadline) {
            return NOTHING;
        }
        source = sourceBefore.or(() -> source);
        return open(State.OPEN, Deadlines.NEVER);
    }

    private List<Action> open(State next, long until) {
        boolean wasLocked = state == State.LOCKED;
        sourceBefore = Optional.empty();
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
     * Gives the source that is locked or on trial, or was last.
     *
     * @return its address, if there was one
     */
    public Optional<InetSocketAddress> source() {
        return source;
    }

    /**
     * Tells whether a source is the one that is locked or on trial.
     *
     * @param from an address
     * @return whether it is
     */
    public boolean isLockedTo(InetSocketAddress from) {
        return (state == State.LOCKED || state == State.TRIAL) && isSource(from);
    }

    /**
     * Says where to send: to the source heard, for a peer behind a NAT hears only what answers it; before one is heard, or
     * after signalling gave a new address, to that one.
     *
     * @return the address, if one is known
     */
    public Optional<InetSocketAddress> target() {
        return state == State.MOVED || source.isEmpty() ? signalled.or(() -> source) : source;
    }

    /** Whether signalling has given this address, and no source has been locked since. */
    private boolean isAnnounced(InetSocketAddress from) {
        return isAt(announced, from);
    }

    private boolean isSource(InetSocketAddress from) {
        return isAt(source, from);
    }

    private static boolean isAt(Optional<InetSocketAddress> address, InetSocketAddress from) {
        return address.isPresent() && address.get().equals(from);
    }
}
