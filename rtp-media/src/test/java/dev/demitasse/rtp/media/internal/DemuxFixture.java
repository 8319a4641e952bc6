// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static dev.demitasse.rtp.media.internal.DemuxCall.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.internal.SharedDemux.Expected;
import dev.demitasse.rtp.media.internal.SharedDemux.Result;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** A shared port with its calls, and some places packets come from. */
abstract class DemuxFixture {
    static final long SECOND = 1_000_000_000L;

    final InetSocketAddress phone = address(1, 4_000);
    final InetSocketAddress gateway = address(2, 5_000);
    final SharedDemux demux = new SharedDemux();
    static final long NEVER = -1;

    long now;
    int made;

    DemuxCall waiting(InetSocketAddress remote) {
        var call = new DemuxCall(made++);
        demux.expect(call.call, call.expecting(Optional.of(remote)));
        return call;
    }

    /** A call that waits, and was told of an SSRC. */
    DemuxCall told(InetSocketAddress remote, int ssrc) {
        var call = new DemuxCall(made++);
        tell(call, remote, ssrc);
        return call;
    }

    void tell(DemuxCall call, InetSocketAddress remote, int ssrc) {
        demux.expect(
                call.call, new Expected(Optional.of(remote), Optional.empty(), OptionalInt.of(ssrc), true, call.ours));
    }

    DemuxCall wildcard() {
        var call = new DemuxCall(made++);
        demux.expect(call.call, call.expecting(Optional.empty()));
        return call;
    }

    /** A call that hears a source. */
    DemuxCall heard(InetSocketAddress from, int ssrc) {
        DemuxCall call = waiting(from);
        hear(call, from, ssrc);
        return call;
    }

    void hear(DemuxCall call, InetSocketAddress from, int ssrc) {
        demux.hear(call.call, from, ssrc);
        demux.lock(call.call, from);
        for (int i = 0; i < 3; i++) {
            rtp(from, ssrc);
        }
        call.rtp = 0;
    }

    Result rtp(InetSocketAddress from, int ssrc) {
        return demux.onRtp(packet(ssrc), from, now);
    }

    /** A stream of 50 packets a second, as long as it is for no call. */
    long untilGiven(InetSocketAddress from, int ssrc) {
        for (int packets = 0; packets < 500; packets++) {
            if (rtp(from, ssrc) == Result.DELIVERED) {
                return packets;
            }
            now += SECOND / 50;
        }
        return NEVER;
    }

    static void given(int rtp, DemuxCall call) {
        assertEquals(rtp, call.rtp);
    }
}
