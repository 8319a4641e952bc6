// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static dev.demitasse.rtp.media.internal.DemuxCall.packet;
import static dev.demitasse.rtp.media.internal.DemuxCall.report;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.AMBIGUOUS;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.DELIVERED;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.ENDED;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.FOREIGN;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.MALFORMED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.internal.SharedDemux.Expected;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("which call of a shared port a packet of RTP from a known address is given to")
class SharedDemuxTest extends DemuxFixture {
    private final InetSocketAddress elsewhere = address(3, 6_000);

    @Test
    @DisplayName("a known source: its call")
    void known() {
        DemuxCall one = heard(phone, 1);
        DemuxCall two = heard(elsewhere, 2);
        assertEquals(DELIVERED, rtp(phone, 1));
        assertEquals(DELIVERED, rtp(elsewhere, 2));
        assertEquals(DELIVERED, rtp(elsewhere, 2));
        given(1, one);
        given(2, two);
    }

    @Test
    @DisplayName("several calls of one address: each by its SSRC")
    void gateway() {
        DemuxCall one = heard(gateway, 1);
        DemuxCall two = heard(gateway, 2);
        rtp(gateway, 2);
        rtp(gateway, 1);
        rtp(gateway, 2);
        given(1, one);
        given(2, two);
    }

    @Test
    @DisplayName("the same SSRC from two addresses: each by its address")
    void sameNumber() {
        DemuxCall one = heard(phone, 7);
        DemuxCall two = heard(elsewhere, 7);
        rtp(phone, 7);
        rtp(elsewhere, 7);
        rtp(elsewhere, 7);
        given(1, one);
        given(2, two);
    }

    @Test
    @DisplayName(
            "the same SSRC from one address in two calls can't be told apart: the older has it, the younger nothing of it")
    void collision() {
        DemuxCall one = heard(gateway, 7);
        DemuxCall two = waiting(gateway);
        assertEquals(DELIVERED, rtp(gateway, 7));
        given(1, one);
        given(0, two);
    }

    @Test
    @DisplayName("a new SSRC from an address of several calls: the one that waits")
    void oneWaits() {
        DemuxCall one = heard(gateway, 1);
        DemuxCall two = waiting(gateway);
        assertEquals(DELIVERED, rtp(gateway, 2));
        given(0, one);
        given(1, two);
    }

    @Test
    @DisplayName("a new SSRC where two calls wait: nobody, until one of them is told by its SSRC or over")
    void twoWait() {
        DemuxCall one = waiting(gateway);
        DemuxCall two = waiting(gateway);
        assertEquals(AMBIGUOUS, rtp(gateway, 2));
        demux.remove(one.call, now);
        assertEquals(DELIVERED, rtp(gateway, 2));
        given(0, one);
        given(1, two);
    }

    @Test
    @DisplayName(
            "a call that has heard fewer than four packets waits still: a single stray packet gets it no wrong SSRC")
    void stray() {
        heard(gateway, 1);
        DemuxCall call = waiting(gateway);
        rtp(gateway, 99);
        demux.hear(call.call, gateway, 99);
        demux.lock(call.call, gateway);
        assertEquals(DELIVERED, rtp(gateway, 2));
        given(2, call);
        rtp(gateway, 99);
        rtp(gateway, 99);
        assertEquals(DELIVERED, rtp(gateway, 2));
        rtp(gateway, 99);
        assertEquals(FOREIGN, rtp(gateway, 2));
    }

    @Test
    @DisplayName("a new SSRC from the address of a call that is heard: nobody, be it the only one there")
    void heardHasOne() {
        DemuxCall one = heard(phone, 1);
        assertEquals(FOREIGN, rtp(phone, 2));
        given(0, one);
    }

    @Test
    @DisplayName("a new SSRC from the address of one call that has fallen silent: that call")
    void silentAlone() {
        DemuxCall one = heard(phone, 1);
        demux.open(one.call);
        assertEquals(DELIVERED, rtp(phone, 2));
        given(1, one);
    }

    @Test
    @DisplayName(
            "a new SSRC from the address of two calls that have fallen silent: nobody; each is heard again under its own")
    void silentTogether() {
        DemuxCall one = heard(gateway, 1);
        DemuxCall two = heard(gateway, 2);
        demux.open(one.call);
        demux.open(two.call);
        assertEquals(FOREIGN, rtp(gateway, 3));
        assertEquals(DELIVERED, rtp(gateway, 2));
        given(0, one);
        given(1, two);
    }

    @Test
    @DisplayName("a new SSRC from the address of a silent call while a wildcard waits: nobody, for it may be either's")
    void silentOrWildcard() {
        DemuxCall silent = heard(phone, 1);
        demux.open(silent.call);
        DemuxCall wildcard = wildcard();
        assertEquals(AMBIGUOUS, rtp(phone, 2));
        given(0, silent);
        given(0, wildcard);
    }

    @Test
    @DisplayName(
            "a new SSRC from an address where nobody waits: the oldest wildcard, as for media that is faster than its answer")
    void earlyMedia() {
        DemuxCall heard = heard(gateway, 1);
        DemuxCall wildcard = wildcard();
        DemuxCall younger = wildcard();
        assertEquals(DELIVERED, rtp(gateway, 2));
        given(0, heard);
        given(1, wildcard);
        given(0, younger);
    }

    @Test
    @DisplayName("after an update a call waits again, while it receives: another SSRC of the same address is its own")
    void renewed() {
        heard(gateway, 1);
        DemuxCall two = heard(gateway, 2);
        demux.open(two.call);
        demux.expect(two.call, two.expecting(Optional.of(gateway)));
        assertEquals(DELIVERED, rtp(gateway, 2));
        assertEquals(DELIVERED, rtp(gateway, 3));
        given(2, two);
        demux.expect(
                two.call, new Expected(Optional.of(gateway), Optional.empty(), OptionalInt.empty(), false, two.ours));
        assertEquals(FOREIGN, rtp(gateway, 4));
        given(2, two);
    }

    @Test
    @DisplayName("a re-INVITE to another address: the new one is the call's, and the old one still")
    void moved() {
        DemuxCall one = heard(phone, 1);
        heard(gateway, 5);
        demux.open(one.call);
        demux.expect(one.call, one.expecting(Optional.of(gateway)));
        assertEquals(DELIVERED, rtp(phone, 1));
        assertEquals(DELIVERED, rtp(gateway, 6));
        given(2, one);
        hear(one, gateway, 6);
        assertEquals(FOREIGN, rtp(phone, 1));
        given(0, one);
    }

    @Test
    @DisplayName(
            "an SSRC that signalling has named: its call, whatever waits beside it; another one is not its own once it is heard")
    void named() {
        DemuxCall one = waiting(gateway);
        var two = new DemuxCall(made++);
        demux.expect(
                two.call, new Expected(Optional.of(gateway), Optional.empty(), OptionalInt.of(22), true, two.ours));
        assertEquals(DELIVERED, rtp(gateway, 22));
        given(1, two);
        assertEquals(AMBIGUOUS, rtp(gateway, 23));
        hear(two, gateway, 22);
        assertEquals(DELIVERED, rtp(gateway, 23));
        given(1, one);
        assertEquals(DELIVERED, rtp(elsewhere, 22));
        given(1, two);
    }

    @Test
    @DisplayName(
            "the last packets of an ended call meet no other for 1 s; then they are of the call that waits at their address")
    void ended() {
        DemuxCall one = heard(phone, 1);
        demux.remove(one.call, now);
        DemuxCall two = waiting(phone);
        assertEquals(ENDED, rtp(phone, 1));
        now += SECOND - 1;
        assertEquals(ENDED, rtp(phone, 1));
        assertEquals(DELIVERED, rtp(phone, 2));
        now++;
        assertEquals(DELIVERED, rtp(phone, 1));
        given(2, two);
    }

    @Test
    @DisplayName(
            "a peer that goes on sending after its call's end is no new source for a wildcard, until it is silent for 1 s")
    void endedGoesOn() {
        DemuxCall one = heard(phone, 1);
        demux.remove(one.call, now);
        DemuxCall wildcard = wildcard();
        for (int i = 0; i < 250; i++) {
            now += SECOND / 50;
            assertEquals(ENDED, rtp(phone, 1));
        }
        now += SECOND;
        assertEquals(DELIVERED, rtp(phone, 1));
        given(1, wildcard);
    }

    @Test
    @DisplayName("a call's end frees its keys, and so does each change; after all ends there is none")
    void freed() {
        DemuxCall one = heard(phone, 1);
        assertEquals(6, demux.keys());
        for (int i = 0; i < 100; i++) {
            hear(one, address(i % 100, 2_000 + i), i);
            demux.expect(one.call, one.expecting(Optional.of(address(4, i + 1))));
            demux.sendAs(one.call, i);
        }
        hear(one, phone, 1);
        demux.remove(one.call, now);
        assertEquals(0, demux.keys());
    }

    @Test
    @DisplayName("neither RTP nor RTCP: counted, given to nobody")
    void malformed() {
        heard(phone, 1);
        assertEquals(MALFORMED, demux.onRtp(ByteBuffer.allocate(0), phone, now));
        assertEquals(MALFORMED, demux.onRtp(packet(1).limit(11), phone, now));
        assertEquals(MALFORMED, demux.onRtp(packet(1).put(0, (byte) 0b01_000000), phone, now));
        assertEquals(MALFORMED, demux.onRtp(packet(1).put(0, (byte) 0b11_000000), phone, now));
        assertEquals(MALFORMED, demux.onRtcp(packet(1), phone, now));
        assertEquals(MALFORMED, demux.onRtcp(report(201, 1).limit(7), phone, now));
        assertEquals(6, demux.count(MALFORMED));
        assertEquals(3, demux.count(DELIVERED));
    }
}
