// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.internal.CallKey.Kind;
import dev.demitasse.rtp.media.internal.SharedCall.Claim;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells the calls of a shared port apart, by the rules of {@link dev.demitasse.rtp.media.SharedRtpPorts}: which call a packet is
 * given to. Whether that call hears it is for its {@link SourceLock} to say. The work per packet is the same however many
 * calls and sources there are, and allocates nothing. Not thread-safe, but for the counts.
 */
public final class SharedDemux {
    /** What became of a packet. */
    public enum Result {
        /** A call has it. */
        DELIVERED,
        /** Dropped: of a call that has just ended. */
        ENDED,
        /** Dropped: of one of several calls, and nothing tells of which. */
        AMBIGUOUS,
        /** Dropped: no call waits for it. */
        FOREIGN,
        /** Dropped: neither RTP nor RTCP. */
        MALFORMED
    }

    /**
     * What a call is told by signalling, and tells itself.
     *
     * @param remote where RTP is to come from, if it is known
     * @param remoteRtcp where RTCP is to come from, if it is known
     * @param ssrc the peer's, if it is known
     * @param receives whether RTP is to come
     * @param ours the SSRC the call sends under
     */
    public record Expected(
            Optional<InetSocketAddress> remote,
            Optional<InetSocketAddress> remoteRtcp,
            OptionalInt ssrc,
            boolean receives,
            int ours) {}

    private final CallIndex index = new CallIndex();
    private final EndedStreams ended = new EndedStreams();
    private final RtcpGlance glance = new RtcpGlance();
    private final AtomicLongArray counts = new AtomicLongArray(Result.values().length);
    private long rtcpPackets;

    /** Makes one without calls. */
    public SharedDemux() {}

    /**
     * Signalling has spoken. The call, which may be a new one, waits for a source, be it the one before.
     *
     * @param call a call
     * @param expected what is known
     */
    public void expect(SharedCall call, Expected expected) {
        call.onSignalled(expected);
        place(call);
    }

    /**
     * A call sends under another SSRC.
     *
     * @param call a call
     * @param ours the SSRC
     */
    public void sendAs(SharedCall call, int ours) {
        call.onOurs(ours);
        place(call);
    }

    /**
     * A call hears another source than before.
     *
     * @param call a call
     * @param from the source
     * @param ssrcBits its SSRC
     */
    public void hear(SharedCall call, InetSocketAddress from, int ssrcBits) {
        call.onHeard(from, ssrcBits);
        place(call);
    }

    /**
     * A call hears this address only.
     *
     * @param call a call
     * @param from the address
     */
    public void lock(SharedCall call, InetSocketAddress from) {
        call.onLocked(from);
        place(call);
    }

    /**
     * A call hears every address again.
     *
     * @param call a call
     */
    public void open(SharedCall call) {
        call.onOpened();
        place(call);
    }

    /**
     * A call is over.
     *
     * @param call a call
     * @param now the time
     */
    public void remove(SharedCall call, long now) {
        index.remove(call);
        if (call.source().isPresent()) {
            for (int ssrc : call.ssrcs()) {
                ended.add(call.source().get(), ssrc, now);
            }
        }
    }

    private void place(SharedCall call) {
        index.put(call, call.newKeys());
    }

    /**
     * A datagram has come to the port for RTP.
     *
     * @param payload its bytes from position to limit; not consumed
     * @param from its source
     * @param now the time
     * @return what became of it
     */
    public Result onRtp(ByteBuffer payload, InetSocketAddress from, long now) {
        if (RtpPacket.isRtcp(payload)) {
            return counted(routeRtcp(payload, from, Kind.ADDRESS, now));
        }
        if (payload.remaining() < RtpPacket.HEADER_BYTES
                || (payload.get(payload.position()) & 0b11_000000) != 0b10_000000) {
            return counted(Result.MALFORMED);
        }
        int ssrc = payload.getInt(payload.position() + 8);
        List<SharedCall> known = index.stream(from, ssrc);
        if (!known.isEmpty()) {
            return counted(
                    isUndecided(known, ssrc) ? Result.AMBIGUOUS : giveKnown(known.get(0), ssrc, payload, from, now));
        }
        if (isOfEnded(from, ssrc, now)) {
            return counted(Result.ENDED);
        }
        List<SharedCall> there = index.address(Kind.ADDRESS, from);
        return counted(there.isEmpty() ? newSource(payload, from, ssrc, now) : newStream(there, payload, from, now));
    }

    /** Whether several calls have been told of a stream, and none hears it. */
    private static boolean isUndecided(List<SharedCall> known, int ssrc) {
        return known.size() > 1
                && known.get(0).claimTo(ssrc) != Claim.HEARS
                && known.get(0).claimTo(ssrc) == known.get(1).claimTo(ssrc);
    }

    private Result giveKnown(SharedCall call, int ssrc, ByteBuffer payload, InetSocketAddress from, long now) {
        if (call.onPacket(ssrc, now)) {
            place(call);
        }
        return give(call, payload, from, now);
    }

    /** A phone may call again with the stream of its last call: this is not kept for long from the call that waits right there. */
    private boolean isOfEnded(InetSocketAddress from, int ssrc, long now) {
        if (!ended.contains(from, ssrc, now)) {
            return false;
        }
        List<SharedCall> waiting = index.address(Kind.WAITING_AT, from);
        boolean mayBeNew = waiting.size() == 1 && !waiting.get(0).awaitsTold();
        return !mayBeNew || !ended.isLongAgo(from, ssrc, now);
    }

    /** A new SSRC from an address of calls. */
    private Result newStream(List<SharedCall> there, ByteBuffer payload, InetSocketAddress from, long now) {
        List<SharedCall> waiting = index.address(Kind.WAITING_AT, from);
        if (!waiting.isEmpty()) {
            return giveToWaiting(waiting, payload, from, now);
        }
        List<SharedCall> wildcards = index.anywhere(Kind.WILDCARD, 0);
        if (there.size() == 1 && there.get(0).isSilent()) {
            return wildcards.isEmpty() ? give(there.get(0), payload, from, now) : Result.AMBIGUOUS;
        }
        return wildcards.isEmpty() ? Result.FOREIGN : give(wildcards.get(0), payload, from, now);
    }

    /** A packet from an address of nobody. */
    private Result newSource(ByteBuffer payload, InetSocketAddress from, int ssrc, long now) {
        List<SharedCall> owners = index.anywhere(Kind.SSRC, ssrc);
        if (owners.size() == 1 && owners.get(0).mayHaveMoved(now)) {
            return give(owners.get(0), payload, from, now);
        }
        List<SharedCall> ofHost = index.host(Kind.WAITING_OF, from.getAddress(), 0);
        if (!ofHost.isEmpty()) {
            return giveToWaiting(ofHost, payload, from, now);
        }
        List<SharedCall> wildcards = index.anywhere(Kind.WILDCARD, 0);
        return wildcards.isEmpty()
                ? giveToOnly(index.anywhere(Kind.WAITING, 0), payload, from, now)
                : give(wildcards.get(0), payload, from, now);
    }

    /** Calls wait for a source where this one is. To the one that was told another SSRC it is given when it can be of no other. */
    private Result giveToWaiting(List<SharedCall> waiting, ByteBuffer payload, InetSocketAddress from, long now) {
        SharedCall call = waiting.get(0);
        if (waiting.size() > 1 || !call.awaitsTold()) {
            return giveToOnly(waiting, payload, from, now);
        }
        if (!index.anywhere(Kind.WILDCARD, 0).isEmpty()
                || !index.address(Kind.SILENT_AT, from).isEmpty()) {
            return Result.AMBIGUOUS;
        }
        return call.mayHaveBeenToldWrong(now) ? give(call, payload, from, now) : Result.FOREIGN;
    }

    private static Result giveToOnly(List<SharedCall> calls, ByteBuffer payload, InetSocketAddress from, long now) {
        if (calls.size() == 1) {
            return give(calls.get(0), payload, from, now);
        }
        return calls.isEmpty() ? Result.FOREIGN : Result.AMBIGUOUS;
    }

    private static Result give(SharedCall call, ByteBuffer payload, InetSocketAddress from, long now) {
        call.sink().onRtp(payload, from, now);
        return Result.DELIVERED;
    }

    /**
     * A datagram has come to the port for RTCP.
     *
     * @param payload its bytes from position to limit; not consumed
     * @param from its source
     * @param now the time
     * @return what became of it
     */
    public Result onRtcp(ByteBuffer payload, InetSocketAddress from, long now) {
        return counted(routeRtcp(payload, from, Kind.RTCP_ADDRESS, now));
    }

    private Result routeRtcp(ByteBuffer payload, InetSocketAddress from, Kind addresses, long now) {
        if (!glance.look(payload)) {
            return Result.MALFORMED;
        }
        rtcpPackets++;
        boolean concernsAny = false;
        for (int n = 0; n < glance.subjects(); n++) {
            List<SharedCall> subjects = index.anywhere(Kind.OURS, glance.subject(n));
            for (int i = 0; i < subjects.size(); i++) {
                SharedCall call = subjects.get(i);
                if (call.takesRtcp(rtcpPackets)) {
                    learn(call, from);
                    giveRtcp(call, addresses, payload, from, now);
                    concernsAny = true;
                }
            }
        }
        if (concernsAny) {
            return Result.DELIVERED;
        }
        List<SharedCall> there = index.address(addresses, from);
        List<SharedCall> senders =
                there.size() == 1 ? there : index.host(Kind.RTCP_SENDER, from.getAddress(), glance.sender());
        if (senders.size() == 1) {
            giveRtcp(senders.get(0), addresses, payload, from, now);
            return Result.DELIVERED;
        }
        if (ended.containsSender(from.getAddress(), glance.sender(), now)) {
            return Result.ENDED;
        }
        return senders.isEmpty() && there.isEmpty() ? Result.FOREIGN : Result.AMBIGUOUS;
    }

    /**
     * Who sends RTP under an SSRC that is of no call yet, and reports on the stream of one call only, is that call's peer. A call
     * that is heard stays as it is.
     */
    private void learn(SharedCall call, InetSocketAddress from) {
        if (glance.isSenderReport()
                && glance.subjects() == 1
                && !call.isHeard()
                && call.isOf(from.getAddress())
                && index.anywhere(Kind.SSRC, glance.sender()).isEmpty()) {
            call.onTold(glance.sender());
            place(call);
        }
    }

    private static void giveRtcp(
            SharedCall call, Kind addresses, ByteBuffer payload, InetSocketAddress from, long now) {
        if (addresses == Kind.ADDRESS) {
            call.sink().onRtp(payload, from, now);
        } else {
            call.sink().onRtcp(payload, from, now);
        }
    }

    private Result counted(Result result) {
        int at = result.ordinal();
        // One writer, so this is no lost update.
        counts.lazySet(at, counts.getPlain(at) + 1);
        return result;
    }

    /**
     * Counts packets. From any thread.
     *
     * @param result what became of them
     * @return how many
     */
    public long count(Result result) {
        return counts.get(result.ordinal());
    }

    int keys() {
        return index.size();
    }
}
