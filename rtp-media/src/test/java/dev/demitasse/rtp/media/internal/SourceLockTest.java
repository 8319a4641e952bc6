// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    private final SourceLock lock = new SourceLock(Optional.of(signalled), true);
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

    private void lockOn(InetSocketAddress from, long millis) {
        boolean expected = from.equals(signalled) || lock.source().equals(Optional.of(from));
        for (int left = expected ? 0 : 3; left > 0; left--) {
            assertEquals(Verdict.ON_PROBATION, packet(from, millis - 20 * left));
        }
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
            "another source is locked at its fourth packet in a row, over 30 ms or more, and is sent to from then on")
    void probation() {
        assertEquals(Optional.of(signalled), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(natted, 0));
        assertEquals(Verdict.ON_PROBATION, packet(natted, 20));
        assertEquals(Verdict.ON_PROBATION, packet(natted, 40));
        assertEquals(Optional.of(signalled), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 60));
        assertEquals(Optional.of(natted), lock.target());
    }

    @Test
    @DisplayName("a number left out, or another SSRC, begins the four anew")
    void notInARow() {
        packet(natted, 0);
        packet(natted, 20);
        packet(natted, 40);
        number++;
        assertEquals(Verdict.ON_PROBATION, packet(natted, 60));
        assertEquals(Verdict.ON_PROBATION, lock.onPacket(natted, 99, number++, 80 * MILLI));
        assertEquals(Verdict.ON_PROBATION, lock.onPacket(natted, 99, number++, 90 * MILLI));
        assertEquals(Verdict.ON_PROBATION, lock.onPacket(natted, 99, number++, 100 * MILLI));
        assertEquals(Verdict.PASS_AND_CONNECT, lock.onPacket(natted, 99, number++, 110 * MILLI));
    }

    @Test
    @DisplayName("a burst is no stream: four in a row count over 30 ms, and what goes on is locked then")
    void burst() {
        for (int i = 0; i < 20; i++) {
            assertEquals(Verdict.ON_PROBATION, lock.onPacket(stranger, 7, i, i * MILLI));
        }
        assertEquals(Verdict.PASS_AND_CONNECT, packet(signalled, 20));
        var open = new SourceLock(Optional.of(signalled), true);
        for (int i = 0; i < 30; i++) {
            assertEquals(Verdict.ON_PROBATION, open.onPacket(natted, 7, i, i * MILLI));
        }
        assertEquals(Verdict.PASS_AND_CONNECT, open.onPacket(natted, 7, 30, 30 * MILLI));
    }

    @Test
    @DisplayName("a source that sends every packet twice is locked as any other")
    void everyPacketTwice() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.ON_PROBATION, lock.onPacket(natted, 7, 65_534 + i & 0xFFFF, 20 * i * MILLI));
            assertEquals(Verdict.ON_PROBATION, lock.onPacket(natted, 7, 65_534 + i & 0xFFFF, 20 * i * MILLI));
        }
        assertEquals(Verdict.PASS_AND_CONNECT, lock.onPacket(natted, 7, 1, 60 * MILLI));
    }

    @Test
    @DisplayName("numbers in a row go on across the wrap")
    void wrap() {
        number = 65_534;
        packet(natted, 0);
        packet(natted, 20);
        packet(natted, 40);
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 60));
    }

    @Test
    @DisplayName("single packets from many strangers do not stop the one that goes on")
    void strangersBetween() {
        for (int i = 0; i < 4; i++) {
            Verdict verdict = lock.onPacket(natted, 7, 100 + i, 20 * i * MILLI);
            assertEquals(i < 3 ? Verdict.ON_PROBATION : Verdict.PASS_AND_CONNECT, verdict);
            for (int j = 10; j < 13 && i < 3; j++) {
                assertEquals(Verdict.ON_PROBATION, lock.onPacket(address(10 * i + j), j, 5, 20 * i * MILLI));
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
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.ON_PROBATION, packet(stranger, 3_010 + 20 * i));
        }
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 3_070));
        assertEquals(Optional.of(stranger), lock.target());
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
        assertEquals(List.of(Action.DISCONNECT), lock.onRemote(Optional.of(signalled), true, 10));
        assertEquals(State.OPEN, lock.state());
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 20));
    }

    @Test
    @DisplayName(
            "an agreement without an address, then the one before again: nothing has moved, the source that was heard is the target")
    void sameRemoteAfterNone() {
        lockOn(natted, 0);
        lock.onRemote(Optional.empty(), true, 10 * MILLI);
        assertEquals(Optional.of(natted), lock.target());
        lock.onRemote(Optional.of(signalled), true, 20 * MILLI);
        assertEquals(State.OPEN, lock.state());
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(signalled, 30));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 40));
    }

    @Test
    @DisplayName("without an address nobody is expected; given again before anything was heard, it passes at once")
    void noneBeforeAnything() {
        lock.onRemote(Optional.empty(), true, 0);
        assertEquals(Optional.empty(), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(signalled, 10));
        lock.onRemote(Optional.of(signalled), true, 20 * MILLI);
        assertEquals(Optional.of(signalled), lock.target());
        assertEquals(Deadlines.NEVER, lock.nextDeadline());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(signalled, 30));
    }

    @Test
    @DisplayName("signalling gives the address that is heard anyway: nothing has moved")
    void remoteThatIsHeard() {
        lockOn(natted, 0);
        lock.onRemote(Optional.of(natted), true, 10 * MILLI);
        assertEquals(State.OPEN, lock.state());
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 20));
    }

    @Test
    @DisplayName("another address, given once more before it is heard, is still the target")
    void newRemoteTwice() {
        lockOn(natted, 0);
        lock.onRemote(Optional.of(stranger), true, 10 * MILLI);
        lock.onRemote(Optional.of(stranger), true, 500 * MILLI);
        assertEquals(State.MOVED, lock.state());
        assertEquals(1_500 * MILLI, lock.nextDeadline());
        assertEquals(Optional.of(stranger), lock.target());
        lock.onRemote(Optional.empty(), true, 600 * MILLI);
        assertEquals(Optional.of(natted), lock.target());
        lock.onRemote(Optional.of(stranger), true, 700 * MILLI);
        assertEquals(Optional.of(stranger), lock.target());
    }

    @Test
    @DisplayName(
            "RFC 3264 8.3.1: another address that sends nothing, as one that only receives, is sent to as long as the old one is silent")
    void newRemoteThatOnlyReceives() {
        lockOn(signalled, 0);
        lock.onRemote(Optional.of(stranger), true, 0);
        lock.onTimeout(1_000 * MILLI);
        assertEquals(State.OPEN, lock.state());
        assertEquals(Optional.of(stranger), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 9_000));
        assertEquals(Optional.of(stranger), lock.target());
    }

    @Test
    @DisplayName("another address: sent to at once, locked at its first packet, though the old source still passes")
    void newRemote() {
        lockOn(signalled, 0);
        assertEquals(List.of(Action.DISCONNECT), lock.onRemote(Optional.of(stranger), true, 10 * MILLI));
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
        lock.onRemote(Optional.of(stranger), true, 0);
        assertEquals(Verdict.PASS, packet(natted, 500));
        assertEquals(List.of(), lock.onTimeout(1_000 * MILLI));
        assertEquals(State.OPEN, lock.state());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 1_001));
        assertEquals(Optional.of(natted), lock.target());
    }

    @Test
    @DisplayName("with no address signalled, the first four in a row are locked, and nobody is sent to before")
    void latchOnly() {
        var open = new SourceLock(Optional.empty(), true);
        assertEquals(Optional.empty(), open.target());
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.ON_PROBATION, open.onPacket(natted, 1, i, 20 * i * MILLI));
        }
        assertEquals(Verdict.PASS_AND_CONNECT, open.onPacket(natted, 1, 3, 60 * MILLI));
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
        lock.onRemote(Optional.of(signalled), true, 1_020 * MILLI);
        assertEquals(Verdict.ON_PROBATION, packet(signalled, 1_030));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 1_040));
    }

    /** Four packets, 20 ms apart, from the given time on; the verdict on the last. */
    private Verdict four(InetSocketAddress from, long millis) {
        packet(from, millis);
        packet(from, millis + 20);
        packet(from, millis + 40);
        return packet(from, millis + 60);
    }

    @Test
    @DisplayName("on hold, the silence of the last source gives its place to nobody; after hold it passes at once")
    void hold() {
        lockOn(natted, 0);
        lock.onRemote(Optional.of(signalled), false, 10 * MILLI);
        for (int i = 0; i < 100; i++) {
            assertEquals(Verdict.ON_PROBATION, packet(stranger, 5_000 + 20 * i));
        }
        assertEquals(Optional.of(natted), lock.target());
        lock.onRemote(Optional.of(signalled), true, 8_000 * MILLI);
        assertEquals(Optional.of(natted), lock.target());
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 8_010));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 8_020));
    }

    @Test
    @DisplayName("after hold, a source that went on meanwhile has to prove itself anew: four packets over 30 ms")
    void afterHold() {
        lockOn(signalled, 0);
        lock.onRemote(Optional.of(signalled), false, 10 * MILLI);
        four(stranger, 5_000);
        lock.onRemote(Optional.of(signalled), true, 6_000 * MILLI);
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 6_010));
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 6_030));
        assertEquals(Verdict.ON_PROBATION, packet(stranger, 6_050));
        assertEquals(Optional.of(signalled), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 6_070));
    }

    @Test
    @DisplayName("on hold, the last source is locked again when it is heard, and so is a new address of signalling")
    void heardOnHold() {
        lockOn(natted, 0);
        lock.onRemote(Optional.of(signalled), false, 10 * MILLI);
        assertEquals(Verdict.PASS_AND_CONNECT, packet(natted, 20));
        assertEquals(List.of(Action.DISCONNECT), lock.onRemote(Optional.of(stranger), false, 30 * MILLI));
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 5_000));
        assertEquals(List.of(Action.DISCONNECT), lock.onRemote(Optional.of(stranger), true, 6_000 * MILLI));
        assertEquals(Optional.of(stranger), lock.target());
        assertEquals(Verdict.PASS_AND_CONNECT, packet(stranger, 6_010));
    }

    @Test
    @DisplayName(
            "a session that begins with sending only follows each source that proves itself; when it is to receive, the"
                    + " signalled address passes at once, and what locked itself meanwhile does not")
    void beginsOnHold() {
        var held = new SourceLock(Optional.of(signalled), false);
        for (InetSocketAddress source : List.of(natted, stranger)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(Verdict.ON_PROBATION, held.onPacket(source, 7, i, 20 * i * MILLI));
            }
            assertEquals(Verdict.PASS_AND_CONNECT, held.onPacket(source, 7, 3, 60 * MILLI));
            assertEquals(Optional.of(source), held.target());
            held.onTimeout(2_000 * MILLI);
        }
        held.onRemote(Optional.of(signalled), true, 3_000 * MILLI);
        assertEquals(Optional.of(signalled), held.target());
        assertEquals(Verdict.ON_PROBATION, held.onPacket(stranger, 7, 4, 3_010 * MILLI));
        assertEquals(Verdict.PASS_AND_CONNECT, held.onPacket(signalled, 8, 1, 3_020 * MILLI));
        held.onTimeout(5_000 * MILLI);
        held.onRemote(Optional.of(signalled), true, 6_000 * MILLI);
        assertEquals(Optional.of(signalled), held.source(), "forgotten once only");
    }
}
