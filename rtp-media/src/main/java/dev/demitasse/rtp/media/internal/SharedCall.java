// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.internal.CallKey.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a shared port knows of one of its calls: what signalling has said, what the call hears, and so under which keys it is
 * found. Changed by {@link SharedDemux} only. Not thread-safe.
 *
 * <pre>
 *         expect              lock                    3 more packets
 *   NEW ----------&gt; WAITING ---------&gt; CONFIRMING ------------------&gt; HEARD
 *                    ^   ^                 |                          |  ^
 *                    |   |      open       |                     open |  | lock
 *                    |   +-----------------+                          v  |
 *                    +---------------------------------------------- SILENT
 *                      expect, from each state
 * </pre>
 *
 * <p>The SSRC that was told is a machine of its own, {@link ToldSsrc}. While it is expected, another stream of the call's address is
 * taken only if the call is the only one it can be for, and has gone on for 1 s.
 */
public final class SharedCall {
    /** Takes what is for a call. */
    public interface Sink {
        /**
         * A datagram has come to the port for RTP.
         *
         * @param payload its bytes
         * @param from its source
         * @param now the time
         */
        void onRtp(ByteBuffer payload, InetSocketAddress from, long now);

        /**
         * A datagram has come to the port for RTCP.
         *
         * @param payload its bytes
         * @param from its source
         * @param now the time
         */
        void onRtcp(ByteBuffer payload, InetSocketAddress from, long now);
    }

    /** How long an SSRC may come from elsewhere while the call is heard, until it is another's of the same number. */
    static final long MOVING_NANOS = 1_500_000_000L;

    /** How good a call's right to a stream is, the best first. */
    enum Claim {
        /** Hears it. */
        HEARS,
        /** Has been told of it. */
        EXPECTS,
        /** Hears it, but has been told of another since. */
        HEARD_BEFORE
    }

    /**
     * Where a call is. NEW: has not begun. WAITING: nothing was heard yet, or not since signalling last spoke. CONFIRMING: heard,
     * but for fewer than four packets. HEARD. SILENT: was heard.
     */
    enum State {
        NEW,
        WAITING,
        CONFIRMING,
        HEARD,
        SILENT
    }

    private final Sink sink;
    private final long order;
    List<CallKey> keys = List.of();

    private State state = State.NEW;
    private Optional<InetSocketAddress> remote = Optional.empty();
    private Optional<InetSocketAddress> remoteRtcp = Optional.empty();
    private Optional<InetSocketAddress> source = Optional.empty();
    private final ToldSsrc told = new ToldSsrc();
    private OptionalInt heard = OptionalInt.empty();
    private boolean receives;
    private int ours;
    private int unconfirmed;
    private long elsewhereSince;
    private long elsewhereAt = -2 * MOVING_NANOS;
    private long rtcpNumber;

    /**
     * Makes a call that expects nothing yet.
     *
     * @param sink takes what is for it
     * @param order higher for younger calls
     */
    public SharedCall(Sink sink, long order) {
        this.sink = sink;
        this.order = order;
    }

    Sink sink() {
        return sink;
    }

    /** Older calls have lower ones. */
    long order() {
        return order;
    }

    State state() {
        return state;
    }

    Optional<InetSocketAddress> source() {
        return source;
    }

    /** The SSRCs of its streams: heard, told, or both. */
    int[] ssrcs() {
        IntStream known = heard.stream();
        return told.state() == ToldSsrc.State.EXPECTED
                ? IntStream.concat(known, IntStream.of(told.bits())).distinct().toArray()
                : known.toArray();
    }

    /** What a stream of {@link #ssrcs} from an address of the call is to it. */
    Claim claimTo(int ssrcBits) {
        if (told.state() != ToldSsrc.State.EXPECTED) {
            return Claim.HEARS;
        }
        if (told.is(ssrcBits)) {
            return hears(ssrcBits) ? Claim.HEARS : Claim.EXPECTS;
        }
        return Claim.HEARD_BEFORE;
    }

    private boolean hears(int ssrcBits) {
        return heard.isPresent() && heard.getAsInt() == ssrcBits;
    }

    void onSignalled(SharedDemux.Expected expected) {
        remote = expected.remote();
        remoteRtcp = expected.remoteRtcp();
        receives = expected.receives();
        ours = expected.ours();
        expected.ssrc().ifPresentOrElse(told::onTold, told::forget);
        state = State.WAITING;
    }

    void onOurs(int ssrcBits) {
        ours = ssrcBits;
    }

    void onHeard(InetSocketAddress from, int ssrcBits) {
        source = Optional.of(from);
        heard = OptionalInt.of(ssrcBits);
        told.onHeard(ssrcBits);
    }

    /** RTCP has said which SSRC is this call's. */
    void onTold(int ssrcBits) {
        told.onTold(ssrcBits);
    }

    void onLocked(InetSocketAddress from) {
        source = Optional.of(from);
        // What was heard before goes on, which is not told again.
        heard.ifPresent(told::onHeard);
        if (state == State.WAITING) {
            unconfirmed = SourceLock.PROBATION_PACKETS - 1;
        }
        state = state == State.WAITING || state == State.CONFIRMING ? State.CONFIRMING : State.HEARD;
    }

    void onOpened() {
        state = switch (state) {
            case NEW, WAITING, SILENT -> state;
            case CONFIRMING -> {
                told.onLost();
                yield State.WAITING;
            }
            case HEARD -> State.SILENT;
        };
    }

    /** A packet of one of its streams has come; tells whether the keys are others by that. */
    boolean onPacket(int ssrcBits, long now) {
        if (!hears(ssrcBits)) {
            return false;
        }
        boolean confirmed = state == State.CONFIRMING && --unconfirmed <= 0;
        if (confirmed) {
            state = State.HEARD;
        }
        return refutes(ssrcBits, now) || confirmed;
    }

    /** What is heard, and not what was told, is this call's after all. */
    private boolean refutes(int ssrcBits, long now) {
        if (told.state() != ToldSsrc.State.EXPECTED || told.is(ssrcBits) || !told.isDoubtfulAt(now) || !isHeard()) {
            return false;
        }
        told.forget();
        return true;
    }

    private boolean isLocked() {
        return state == State.CONFIRMING || state == State.HEARD;
    }

    boolean isHeard() {
        return state == State.HEARD;
    }

    boolean isSilent() {
        return state == State.SILENT;
    }

    /** Whether a new SSRC may be this call's. */
    private boolean awaitsSource() {
        boolean waits = state == State.WAITING || state == State.CONFIRMING;
        return waits
                && switch (told.state()) {
                    case NOTHING -> receives || heard.isEmpty();
                    case EXPECTED -> receives;
                    case CONFIRMED -> false;
                };
    }

    /** Whether it waits for the SSRC that was told, and for another only when that one stays silent. */
    boolean awaitsTold() {
        return told.state() == ToldSsrc.State.EXPECTED;
    }

    /** A new SSRC has come that can be of no other call: tells whether this one, which awaits what was told, takes it. */
    boolean mayHaveBeenToldWrong(long now) {
        return told.isDoubtfulAt(now);
    }

    /** Its SSRC has come from an address of nobody: tells whether it may have moved there, or the SSRC is another's too. */
    boolean mayHaveMoved(long now) {
        if (!isLocked()) {
            return true;
        }
        if (now - elsewhereAt > SourceLock.SILENCE_NANOS) {
            elsewhereSince = now;
        }
        elsewhereAt = now;
        return now - elsewhereSince <= MOVING_NANOS;
    }

    /** Whether a compound packet is given to the call for the first time. */
    boolean takesRtcp(long number) {
        boolean first = rtcpNumber != number;
        rtcpNumber = number;
        return first;
    }

    /** Whether the call hears this host, or is to. */
    boolean isOf(InetAddress host) {
        return isAt(source, host) || isAt(remote, host) || isAt(remoteRtcp, host);
    }

    private static boolean isAt(Optional<InetSocketAddress> address, InetAddress host) {
        return address.isPresent() && address.get().getAddress().equals(host);
    }

    List<CallKey> newKeys() {
        var made = new ArrayList<CallKey>();
        add(made, Kind.OURS, CallKey.ANYWHERE, 0, ours);
        source.ifPresent(address -> addAddress(made, address));
        if (!isLocked()) {
            remote.ifPresent(address -> addAddress(made, address));
        }
        for (int bits : ssrcs()) {
            add(made, Kind.SSRC, CallKey.ANYWHERE, 0, bits);
        }
        remoteRtcp.ifPresent(address -> add(made, Kind.RTCP_ADDRESS, address.getAddress(), address.getPort(), 0));
        source.ifPresent(address -> add(made, Kind.RTCP_ADDRESS, address.getAddress(), address.getPort() + 1, 0));
        if (awaitsSource() && !awaitsTold()) {
            Kind kind = source.isEmpty() && remote.isEmpty() ? Kind.WILDCARD : Kind.WAITING;
            add(made, kind, CallKey.ANYWHERE, 0, 0);
        }
        return made;
    }

    private void addAddress(List<CallKey> made, InetSocketAddress address) {
        InetAddress host = address.getAddress();
        add(made, Kind.ADDRESS, host, address.getPort(), 0);
        for (int bits : ssrcs()) {
            add(made, Kind.STREAM, host, address.getPort(), bits);
            add(made, Kind.RTCP_SENDER, host, 0, bits);
        }
        if (isSilent()) {
            add(made, Kind.SILENT_AT, host, address.getPort(), 0);
        }
        if (awaitsSource()) {
            add(made, Kind.WAITING_AT, host, address.getPort(), 0);
            add(made, Kind.WAITING_OF, host, 0, 0);
        }
    }

    private static void add(List<CallKey> made, Kind kind, InetAddress host, int port, int ssrcBits) {
        var key = new CallKey(kind, host, port, ssrcBits);
        if (!made.contains(key)) {
            made.add(key);
        }
    }
}
