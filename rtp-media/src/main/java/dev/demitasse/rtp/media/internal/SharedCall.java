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

/**
 * What a shared port knows of one of its calls: what signalling has said, what the call hears, and so under which keys it is
 * found. Changed by {@link SharedDemux} only. Not thread-safe.
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
    private OptionalInt ssrc = OptionalInt.empty();
    private boolean receives;
    private boolean told;
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

    OptionalInt ssrc() {
        return ssrc;
    }

    void onSignalled(SharedDemux.Expected expected) {
        remote = expected.remote();
        remoteRtcp = expected.remoteRtcp();
        receives = expected.receives();
        ours = expected.ours();
        told = expected.ssrc().isPresent();
        ssrc = told ? expected.ssrc() : ssrc;
        state = State.WAITING;
    }

    void onOurs(int ssrcBits) {
        ours = ssrcBits;
    }

    void onHeard(InetSocketAddress from, int ssrcBits) {
        source = Optional.of(from);
        ssrc = OptionalInt.of(ssrcBits);
    }

    /** RTCP has said which SSRC is this call's. */
    void onTold(int ssrcBits) {
        told = true;
        ssrc = OptionalInt.of(ssrcBits);
    }

    void onLocked(InetSocketAddress from) {
        source = Optional.of(from);
        if (state == State.WAITING) {
            unconfirmed = SourceLock.PROBATION_PACKETS - 1;
        }
        state = state == State.WAITING || state == State.CONFIRMING ? State.CONFIRMING : State.HEARD;
    }

    void onOpened() {
        if (isLocked()) {
            state = State.SILENT;
        }
    }

    /** A packet of its stream has come; tells whether the keys are others by that. */
    boolean onPacket() {
        if (state == State.CONFIRMING && --unconfirmed <= 0) {
            state = State.HEARD;
            return true;
        }
        return false;
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
        return (state == State.WAITING || state == State.CONFIRMING) && !told && (receives || ssrc.isEmpty());
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
        ssrc.ifPresent(bits -> add(made, Kind.SSRC, CallKey.ANYWHERE, 0, bits));
        remoteRtcp.ifPresent(address -> add(made, Kind.RTCP_ADDRESS, address.getAddress(), address.getPort(), 0));
        source.ifPresent(address -> add(made, Kind.RTCP_ADDRESS, address.getAddress(), address.getPort() + 1, 0));
        if (awaitsSource()) {
            Kind kind = source.isEmpty() && remote.isEmpty() ? Kind.WILDCARD : Kind.WAITING;
            add(made, kind, CallKey.ANYWHERE, 0, 0);
        }
        return made;
    }

    private void addAddress(List<CallKey> made, InetSocketAddress address) {
        InetAddress host = address.getAddress();
        add(made, Kind.ADDRESS, host, address.getPort(), 0);
        ssrc.ifPresent(bits -> {
            add(made, Kind.STREAM, host, address.getPort(), bits);
            add(made, Kind.RTCP_SENDER, host, 0, bits);
        });
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
