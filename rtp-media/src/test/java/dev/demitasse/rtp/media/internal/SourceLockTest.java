// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.rtp.media.internal.SourceLock.Action;
import dev.demitasse.rtp.media.internal.SourceLock.State;
import dev.demitasse.rtp.media.internal.SourceLock.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("symmetric RTP (RFC 4961): whose packets are heard")
class SourceLockTest {
    private static final long MILLI = 1_000_000L;

    private final InetSocketAddress signalled = address(1);
    private final InetSocketAddress natted = address(2);
    private final InetSocketAddress stranger = address(3);
    private final SourceLock lock = new SourceLock(Optional.of(signalled));
    private int number;

    static InetSocketAddress address(int last) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}), 4000);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Verdict packet(InetSocketAddress from, long millis) {
        return lock.onPacket(from, from.getAddress().getAddress()[3], number++ & 0xFFFF, millis * MILLI);
    }

    /** Packets every 10 ms, of which the last is at the given time. */
    private Verdict packets(InetSocketAddress from, int count, long lastMillis) {
        Verdict last = Verdict.FOREIGN;
        for (int i = count - 1; i >= 0; i--) {
            last = packet(from, lastMillis - 10L * i);
        }
        return last;
    }

    /** The source is heard as long as it takes, and locked with the packet at the given time. */
    private void lockOn(InetSocketAddress from, long millis) {
        if (from.equals(signalled)) {
            assertEquals(Verdict.PASS_AND_CONNECT, packet(from, millis));
            return;
        }
        assertEquals(Verdict.PASS, packets(from, 4, millis - 1_000));
        assertEquals(State.TRIAL, lock.state());
        assertEquals(Verdict.PASS, packets(from, 99, millis - 10));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(from, millis));
    }

    @Test
    @DisplayName("the signalled address is locked at its first packet")
    void signalledAtOnce() {
        assertEquals(Verdict.PASS_AND_CONNECT, packet(signalled, 0));
        assertEquals(Verdict.PASS, packet(signalled, 20));
        assertEquals(State.LOCKED, lock.state());
        assertEquals(Verdict.FOREIGN, packet(stranger, 30));
    }

    @Test
    @DisplayName(
            "another source is heard from its fourth packet in a row, and sent to from then on; after 1 s it is locked")
    void probation() {
        assertEquals(Optional.of(signalled), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(natted, 0));
        assertEquals(Verdict.ON_PROBATION, packet(natted, 20));
        assertEquals(Verdict.ON_PROBATION, packet(natted, 40));
        assertEquals(Optional.of(signalled), lock.target());
        assertEquals(Verdict.PASS, packet(natted, 60));
        assertEquals(State.TRIAL, lock.state());
        assertEquals(Optional.of(natted), lock.target());
        assertTrue(lock.isLockedTo(natted));
        assertFalse(lock.isLockedTo(signalled));
        assertEquals(Verdict.PASS, packet(natted, 1_059));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 1_060));
        assertEquals(State.LOCKED, lock.state());
        assertEquals(2_060 * MILLI, lock.nextDeadline());
    }

    @Test
    @DisplayName("a burst is no stream: packets in a row count only when they take 30 ms, from the first to the last")
    void burst() {
        for (int i = 0; i < 20; i++) {
            assertEquals(Verdict.ON_PROBATION, packet(stranger, 0));
        }
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 29));
        assertEquals(State.OPEN, lock.state());
        assertEquals(Verdict.PASS, packet(stranger, 30));
        number++;
        var another = new SourceLock(Optional.empty());
        another.onPacket(stranger, 1, 1, 0);
        another.onPacket(stranger, 1, 5, 30 * MILLI);
        another.onPacket(stranger, 1, 6, 31 * MILLI);
        another.onPacket(stranger, 1, 7, 32 * MILLI);
        assertEquals(Verdict.ON_PROBATION, another.onPacket(stranger, 1, 8, 33 * MILLI), "counts from the gap on");
    }

    @Test
    @DisplayName("on trial, the signalled address is locked at its first packet: a stray burst before it does no harm")
    void trialThenSignalled() {
        assertEquals(Verdict.PASS, packets(stranger, 4, 30));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(signalled, 40));
        assertEquals(Optional.of(signalled), lock.target());
        assertEquals(Verdict.FOREIGN, packet(stranger, 50));
    }

    @Test
    @DisplayName("on trial, the source that was locked before is locked again at its first packet")
    void trialThenFormer() {
        lockOn(natted, 1_060);
        lock.onTimeout(2_060 * MILLI);
        assertEquals(Verdict.PASS, packets(stranger, 4, 2_100));
        assertEquals(Optional.of(stranger), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(signalled, 2_110));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 2_120));
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.FOREIGN, packet(stranger, 2_130));
    }

    @Test
    @DisplayName("on trial, a third source takes the place of one that is silent, not of one that goes on")
    void trialThenThird() {
        packets(stranger, 4, 30);
        packets(natted, 3, 60);
        assertEquals(Verdict.PASS, packet(stranger, 70));
        assertEquals(1_070 * MILLI, lock.nextDeadline());
        assertEquals(Verdict.ON_PROBATION, packets(natted, 3, 90));
        assertEquals(Verdict.PASS, packet(natted, 110));
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 120));
        assertEquals(Verdict.PASS, packet(natted, 1_109));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 1_110));
    }

    @Test
    @DisplayName("a source that falls silent on trial was a stray burst: the one locked before is the source again")
    void trialSilent() {
        lockOn(natted, 1_060);
        lock.onTimeout(2_060 * MILLI);
        packets(stranger, 4, 3_000);
        assertEquals(List.of(), lock.onTimeout(3_999 * MILLI));
        assertEquals(State.TRIAL, lock.state());
        assertEquals(List.of(), lock.onTimeout(4_000 * MILLI));
        assertEquals(State.OPEN, lock.state());
        assertEquals(Deadlines.NEVER, lock.nextDeadline());
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 4_010));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 4_020));
    }

    @Test
    @DisplayName("with none before, what fell silent on trial is still sent to, and the signalled address still passes")
    void trialSilentFirst() {
        packets(natted, 4, 30);
        lock.onTimeout(1_030 * MILLI);
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(signalled, 2_000));
        assertEquals(Optional.of(signalled), lock.target());
    }

    @Test
    @DisplayName("two stray bursts one after the other do not make the first of them the source before")
    void trialTwice() {
        lockOn(natted, 1_060);
        lock.onTimeout(2_060 * MILLI);
        packets(stranger, 4, 2_100);
        packets(address(9), 4, 2_140);
        assertEquals(Optional.of(address(9)), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 2_150));
        lock.onTimeout(3_140 * MILLI);
        assertEquals(Optional.of(natted), lock.target());
    }

    @Test
    @DisplayName("signalling ends a trial: the new address is waited for, and nothing is to be disconnected")
    void trialThenRemote() {
        packets(natted, 4, 30);
        assertEquals(List.of(), lock.onRemote(Optional.of(stranger), 40 * MILLI));
        assertEquals(State.MOVED, lock.state());
        assertEquals(Verdict.PASS, packet(natted, 50));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 60));
    }

    @Test
    @DisplayName("another address behind a NAT: heard from its fourth packet, whatever still comes from the old one")
    void newRemoteElsewhere() {
        lockOn(signalled, 0);
        lock.onRemote(Optional.of(stranger), 0);
        assertEquals(Verdict.PASS, packets(natted, 4, 100));
        assertEquals(Verdict.ON_PROBATION, packet(signalled, 105));
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 110));
    }

    @Test
    @DisplayName("a number left out, or another SSRC, begins the four anew")
    void notInARow() {
        packet(natted, 0);
        packet(natted, 20);
        packet(natted, 40);
        number++;
        assertEquals(Verdict.ON_PROBATION, packet(natted, 60));
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.ON_PROBATION, lock.onPacket(natted, 99, number++, (80 + 20 * i) * MILLI));
        }
        assertEquals(Verdict.PASS, lock.onPacket(natted, 99, number++, 140 * MILLI));
    }

    @Test
    @DisplayName("numbers in a row go on across the wrap")
    void wrap() {
        number = 65_534;
        packet(natted, 0);
        packet(natted, 20);
        packet(natted, 40);
        assertEquals(Verdict.PASS, packet(natted, 60));
    }

    @Test
    @DisplayName("single packets from many strangers do not stop the one that goes on")
    void strangersBetween() {
        for (int i = 0; i < 4; i++) {
            Verdict verdict = lock.onPacket(natted, 7, 100 + i, 10 * i * MILLI);
            assertEquals(i < 3 ? Verdict.ON_PROBATION : Verdict.PASS, verdict);
            for (int j = 10; j < 13 && i < 3; j++) {
                assertEquals(Verdict.ON_PROBATION, lock.onPacket(address(10 * i + j), j, 5, 10 * i * MILLI));
            }
        }
    }

    @Test
    @DisplayName("after 1 s of silence everybody is heard again; the last source passes at once and is locked")
    void silence() {
        lockOn(natted, 0);
        assertEquals(List.of(), lock.onTimeout(999 * MILLI));
        assertEquals(1_000 * MILLI, lock.nextDeadline());
        assertEquals(List.of(Action.DISCONNECT), lock.onTimeout(1_000 * MILLI));
        assertEquals(State.OPEN, lock.state());
        assertEquals(Deadlines.NEVER, lock.nextDeadline());
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 5_000));
    }

    @Test
    @DisplayName("packets put the silence off")
    void notSilent() {
        lockOn(natted, 0);
        packet(natted, 900);
        assertEquals(List.of(), lock.onTimeout(1_500 * MILLI));
        assertEquals(State.LOCKED, lock.state());
    }

    @Test
    @DisplayName("another source takes over only if the last one stays silent meanwhile")
    void takeOver() {
        lockOn(natted, 0);
        lock.onTimeout(1_000 * MILLI);
        packet(stranger, 1_010);
        packet(stranger, 1_020);
        packet(stranger, 1_030);
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 1_031));
        assertEquals(Verdict.FOREIGN, packet(stranger, 1_040));
        lock.onTimeout(3_000 * MILLI);
        assertEquals(Verdict.ON_PROBATION, packets(stranger, 3, 3_030));
        assertEquals(Verdict.PASS, packet(stranger, 3_040));
        assertEquals(Optional.of(stranger), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 4_040));
    }

    @Test
    @DisplayName("three times port unreachable in a row end the lock; a packet between begins the count anew")
    void unreachable() {
        lockOn(signalled, 0);
        assertEquals(List.of(), lock.onUnreachable(1));
        assertEquals(List.of(), lock.onUnreachable(2));
        packet(signalled, 3);
        assertEquals(List.of(), lock.onUnreachable(4));
        assertEquals(List.of(), lock.onUnreachable(5));
        assertEquals(List.of(Action.DISCONNECT), lock.onUnreachable(6));
        assertEquals(List.of(), lock.onUnreachable(7));
        assertEquals(State.OPEN, lock.state());
    }

    @Test
    @DisplayName("the same address again: disconnected and locked at the next packet")
    void sameRemote() {
        lockOn(natted, 0);
        assertEquals(List.of(Action.DISCONNECT), lock.onRemote(Optional.of(signalled), 10));
        assertEquals(State.OPEN, lock.state());
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 20));
    }

    @Test
    @DisplayName("another address: sent to at once, locked at its first packet, though the old source still passes")
    void newRemote() {
        lockOn(signalled, 0);
        assertEquals(List.of(Action.DISCONNECT), lock.onRemote(Optional.of(stranger), 10 * MILLI));
        assertEquals(State.MOVED, lock.state());
        assertEquals(Optional.of(stranger), lock.target());
        assertEquals(Verdict.PASS, packet(signalled, 20));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 30));
        assertEquals(Verdict.FOREIGN, packet(signalled, 40));
    }

    @Test
    @DisplayName("another address that is never heard: after 1 s the old source is locked again, as behind a NAT")
    void newRemoteBehindNat() {
        lockOn(natted, 0);
        lock.onRemote(Optional.of(stranger), 0);
        assertEquals(Verdict.PASS, packet(natted, 500));
        assertEquals(List.of(), lock.onTimeout(1_000 * MILLI));
        assertEquals(State.OPEN, lock.state());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 1_001));
        assertEquals(Optional.of(natted), lock.target());
    }

    @Test
    @DisplayName("with no address signalled, the first four in a row are heard, and nobody is sent to before")
    void latchOnly() {
        var open = new SourceLock(Optional.empty());
        assertEquals(Optional.empty(), open.target());
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.ON_PROBATION, open.onPacket(natted, 1, i, 20 * i * MILLI));
        }
        assertEquals(Verdict.PASS, open.onPacket(natted, 1, 3, 60 * MILLI));
        assertEquals(Optional.of(natted), open.target());
    }

    @Test
    @DisplayName(
            "once another source was locked, a single packet from the signalled address aims the session at nobody")
    void signalledRefuted() {
        lockOn(natted, 0);
        lock.onTimeout(1_000 * MILLI);
        assertEquals(Verdict.ON_PROBATION, packet(signalled, 1_010));
        assertEquals(Optional.of(natted), lock.target());
        lock.onRemote(Optional.of(signalled), 1_020 * MILLI);
        assertEquals(Verdict.ON_PROBATION, packet(signalled, 1_030));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 1_040));
    }
}
