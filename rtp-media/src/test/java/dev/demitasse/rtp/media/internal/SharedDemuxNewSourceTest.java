// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.AMBIGUOUS;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.DELIVERED;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.FOREIGN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.internal.SharedDemux.Expected;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("which call of a shared port a packet of RTP from a new address is given to")
class SharedDemuxNewSourceTest extends DemuxFixture {
    private final InetSocketAddress elsewhere = address(3, 6_000);

    @Test
    @DisplayName("a call that sends only and has heard nobody waits: what comes tells it where to send")
    void sendOnly() {
        var call = new DemuxCall(0);
        demux.expect(
                call.call, new Expected(Optional.of(phone), Optional.empty(), OptionalInt.empty(), false, call.ours));
        assertEquals(DELIVERED, rtp(elsewhere, 1));
        given(1, call);
    }

    @Test
    @DisplayName(
            "a known SSRC from a new address: the call it was of, which its NAT has moved; its lock decides from when on")
    void rebound() {
        DemuxCall one = heard(phone, 1);
        DemuxCall wildcard = wildcard();
        assertEquals(DELIVERED, rtp(elsewhere, 1));
        now += SECOND;
        demux.open(one.call);
        assertEquals(DELIVERED, rtp(elsewhere, 1));
        given(2, one);
        given(0, wildcard);
        hear(one, elsewhere, 1);
        assertEquals(DELIVERED, rtp(elsewhere, 1));
        given(1, one);
    }

    @Test
    @DisplayName(
            "a known SSRC from a new address for 1.5 s, its call being heard: another phone of that number, for the wildcard")
    void twin() {
        DemuxCall one = heard(phone, 0);
        DemuxCall wildcard = wildcard();
        now = 50 * SECOND;
        for (int i = 0; i <= 75; i++) {
            rtp(elsewhere, 0);
            now += SECOND / 50;
        }
        given(0, wildcard);
        given(76, one);
        rtp(elsewhere, 0);
        given(1, wildcard);
        now += 2 * SECOND;
        rtp(elsewhere, 0);
        given(1, wildcard);
    }

    @Test
    @DisplayName("an SSRC of two calls tells nothing: from a new address it is the wildcard's")
    void commonNumber() {
        heard(phone, 0);
        heard(gateway, 0);
        DemuxCall wildcard = wildcard();
        rtp(elsewhere, 0);
        given(1, wildcard);
    }

    @Test
    @DisplayName("a new source: the wildcards in their order, one at a time")
    void wildcards() {
        DemuxCall one = wildcard();
        DemuxCall two = wildcard();
        assertEquals(DELIVERED, rtp(phone, 1));
        assertEquals(DELIVERED, rtp(elsewhere, 2));
        given(2, one);
        hear(one, phone, 1);
        assertEquals(DELIVERED, rtp(elsewhere, 2));
        given(1, two);
        hear(two, elsewhere, 2);
        assertEquals(FOREIGN, rtp(gateway, 3));
    }

    @Test
    @DisplayName("a wildcard keeps its place when signalling says the same again")
    void keepsPlace() {
        DemuxCall one = wildcard();
        DemuxCall two = wildcard();
        demux.expect(one.call, one.expecting(Optional.empty()));
        rtp(phone, 1);
        given(1, one);
        given(0, two);
    }

    @Test
    @DisplayName("a new source of a host where a call waits: that call, not the wildcard; where two wait: nobody")
    void sameHost() {
        DemuxCall wildcard = wildcard();
        DemuxCall call = waiting(phone);
        assertEquals(DELIVERED, rtp(address(1, 9_000), 1));
        given(1, call);
        waiting(address(1, 7_000));
        assertEquals(AMBIGUOUS, rtp(address(1, 9_000), 1));
        given(0, wildcard);
    }

    @Test
    @DisplayName("a new source and no wildcard: the one call that waits, behind its NAT; two wait: nobody")
    void behindNat() {
        heard(gateway, 5);
        DemuxCall one = waiting(phone);
        assertEquals(DELIVERED, rtp(elsewhere, 1));
        given(1, one);
        DemuxCall two = waiting(address(9, 9));
        assertEquals(AMBIGUOUS, rtp(elsewhere, 1));
        hear(one, elsewhere, 1);
        assertEquals(DELIVERED, rtp(address(8, 8), 2));
        given(1, two);
    }

    @Test
    @DisplayName("a call locked elsewhere leaves the signalled address to others")
    void signalledLeft() {
        DemuxCall one = waiting(gateway);
        hear(one, elsewhere, 1);
        DemuxCall two = waiting(gateway);
        rtp(gateway, 2);
        given(1, two);
    }

    @Test
    @DisplayName("a silent call is never given an unknown source with an unknown SSRC")
    void silentFollowsItsNumberOnly() {
        DemuxCall one = heard(phone, 1);
        demux.open(one.call);
        assertEquals(FOREIGN, rtp(elsewhere, 2));
        given(0, one);
    }
}
