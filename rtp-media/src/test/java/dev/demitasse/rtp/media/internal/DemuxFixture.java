// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static dev.demitasse.rtp.media.internal.DemuxCall.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.internal.SharedDemux.Result;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A shared port with its calls, and some places packets come from. */
abstract class DemuxFixture {
    static final long SECOND = 1_000_000_000L;

    final InetSocketAddress phone = address(1, 4_000);
    final InetSocketAddress gateway = address(2, 5_000);
    final SharedDemux demux = new SharedDemux();
    long now;
    int made;

    DemuxCall waiting(InetSocketAddress remote) {
        var call = new DemuxCall(made++);
        demux.expect(call.call, call.expecting(Optional.of(remote)));
        return call;
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

    static void given(int rtp, DemuxCall call) {
        assertEquals(rtp, call.rtp);
    }
}
