// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static dev.demitasse.rtp.media.internal.DemuxCall.report;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.AMBIGUOUS;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.DELIVERED;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.ENDED;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.FOREIGN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.internal.SharedDemux.Expected;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a call of a shared port whose SSRC was told, rightly or wrongly")
class SharedDemuxToldTest extends DemuxFixture {
    private final InetSocketAddress gatewayRtcp = address(2, 5_001);

    private void senderReport(int ssrc, DemuxCall on) {
        demux.onRtcp(report(200, ssrc, on.ours), gatewayRtcp, now);
        on.rtcp = 0;
    }

    @Test
    @DisplayName("a wrong one leaves the call deaf for 1 s of another stream, not until the next update")
    void wrong() {
        DemuxCall call = told(gateway, 1);
        assertEquals(50, untilGiven(gateway, 5));
        hear(call, gateway, 5);
        assertEquals(DELIVERED, rtp(gateway, 5));
        assertEquals(FOREIGN, rtp(gateway, 6));
        given(1, call);
    }

    @Test
    @DisplayName("a single stray packet is not taken for what was told wrongly, nor are two that are far apart")
    void stray() {
        DemuxCall call = told(gateway, 1);
        now = 60 * SECOND;
        assertEquals(FOREIGN, rtp(gateway, 5));
        now += SECOND + 1;
        assertEquals(FOREIGN, rtp(gateway, 5));
        now += SECOND - 1;
        assertEquals(FOREIGN, rtp(gateway, 5));
        now += 1;
        assertEquals(DELIVERED, rtp(gateway, 5));
        given(1, call);
    }

    @Test
    @DisplayName("the right one is heard at once, also when strangers were heard for fewer than four packets")
    void preferred() {
        DemuxCall call = told(gateway, 1);
        untilGiven(gateway, 5);
        demux.hear(call.call, gateway, 5);
        demux.lock(call.call, gateway);
        assertEquals(DELIVERED, rtp(gateway, 1));
        hear(call, gateway, 1);
        assertEquals(FOREIGN, rtp(gateway, 5));
        assertEquals(DELIVERED, rtp(gateway, 1));
    }

    @Test
    @DisplayName("a call that was told, and heard for fewer than four packets, waits for it or for another as before")
    void preferredThenLost() {
        DemuxCall call = told(gateway, 1);
        heard(gateway, 9);
        rtp(gateway, 1);
        demux.hear(call.call, gateway, 1);
        demux.lock(call.call, gateway);
        assertEquals(FOREIGN, rtp(gateway, 5));
        now += SECOND;
        demux.open(call.call);
        assertEquals(50, untilGiven(gateway, 5));
    }

    @Test
    @DisplayName("two calls of one address, both told wrongly: nobody is given what may be the other's")
    void bothWrong() {
        DemuxCall one = told(gateway, 1);
        DemuxCall two = told(gateway, 2);
        assertEquals(NEVER, untilGiven(gateway, 5));
        assertEquals(NEVER, untilGiven(gateway, 6));
        assertEquals(1_000, demux.count(AMBIGUOUS));
        senderReport(6, two);
        assertEquals(DELIVERED, rtp(gateway, 6));
        hear(two, gateway, 6);
        assertEquals(50, untilGiven(gateway, 5));
        given(1, one);
        given(0, two);
    }

    @Test
    @DisplayName("two calls of one address, one told wrongly: it is given the other stream once the right one is heard")
    void oneWrong() {
        DemuxCall wrong = told(gateway, 1);
        DemuxCall right = told(gateway, 2);
        assertEquals(NEVER, untilGiven(gateway, 5));
        hear(right, gateway, 2);
        assertEquals(50, untilGiven(gateway, 5));
        given(1, wrong);
        given(0, right);
    }

    @Test
    @DisplayName("a call that waits beside one that was told: a new SSRC may be of either, until one of them is heard")
    void besideWaiting() {
        DemuxCall told = told(gateway, 1);
        DemuxCall waits = waiting(gateway);
        assertEquals(NEVER, untilGiven(gateway, 5));
        hear(told, gateway, 1);
        assertEquals(DELIVERED, rtp(gateway, 5));
        given(1, waits);
        given(0, told);
    }

    @Test
    @DisplayName("a new SSRC where a wildcard waits, or a call is silent, too: nobody, for it may be either's")
    void besideOthers() {
        DemuxCall silent = heard(gateway, 9);
        DemuxCall told = told(gateway, 1);
        demux.open(silent.call);
        assertEquals(NEVER, untilGiven(gateway, 5));
        hear(silent, gateway, 9);
        DemuxCall wildcard = wildcard();
        assertEquals(NEVER, untilGiven(gateway, 5));
        demux.remove(wildcard.call, now);
        assertEquals(50, untilGiven(gateway, 5));
        given(1, told);
        given(0, silent);
    }

    @Test
    @DisplayName("told of what another call hears: that call keeps it, be it the younger")
    void anothers() {
        DemuxCall older = waiting(gateway);
        DemuxCall younger = told(gateway, 2);
        hear(younger, gateway, 2);
        tell(older, gateway, 2);
        assertEquals(DELIVERED, rtp(gateway, 2));
        given(1, younger);
        given(0, older);
        assertEquals(50, untilGiven(gateway, 5));
        given(1, older);
    }

    @Test
    @DisplayName(
            "two calls told of the same SSRC, as by a device that always names one: nobody, while neither hears it")
    void same() {
        DemuxCall one = told(gateway, 7);
        DemuxCall two = told(gateway, 7);
        assertEquals(AMBIGUOUS, rtp(gateway, 7));
        hear(two, gateway, 7);
        assertEquals(DELIVERED, rtp(gateway, 7));
        given(0, one);
        given(1, two);
    }

    @Test
    @DisplayName("a re-INVITE with another SSRC: the stream before is still the call's, but for one that is told of it")
    void renamed() {
        DemuxCall one = heard(gateway, 4);
        tell(one, gateway, 9);
        assertEquals(DELIVERED, rtp(gateway, 4));
        given(1, one);
        DemuxCall two = told(gateway, 4);
        assertEquals(DELIVERED, rtp(gateway, 4));
        given(1, two);
        assertEquals(DELIVERED, rtp(gateway, 9));
        given(2, one);
    }

    @Test
    @DisplayName("the stream before goes on for 1 s while the one that was told is silent: it is the call's after all")
    void renamedWrongly() {
        DemuxCall one = heard(gateway, 4);
        tell(one, gateway, 9);
        demux.lock(one.call, gateway);
        for (int i = 0; i < 50; i++) {
            assertEquals(DELIVERED, rtp(gateway, 4));
            now += SECOND / 50;
        }
        assertEquals(DELIVERED, rtp(gateway, 9));
        assertEquals(DELIVERED, rtp(gateway, 4));
        assertEquals(FOREIGN, rtp(gateway, 9));
        DemuxCall two = told(gateway, 4);
        assertEquals(DELIVERED, rtp(gateway, 4));
        given(53, one);
        given(0, two);
    }

    @Test
    @DisplayName(
            "a sender report under an SSRC that no RTP has: what the silent call heard before is heard again at once")
    void reportedWrongly() {
        heard(gateway, 8);
        DemuxCall call = heard(gateway, 4);
        demux.open(call.call);
        senderReport(77, call);
        assertEquals(DELIVERED, rtp(gateway, 4));
        demux.lock(call.call, gateway);
        assertEquals(DELIVERED, rtp(gateway, 4));
        given(2, call);
    }

    @Test
    @DisplayName("a sender report under an SSRC that no RTP has, before the first packet: 1 s, as with signalling")
    void reportedWronglyAtFirst() {
        DemuxCall call = waiting(gateway);
        senderReport(77, call);
        assertEquals(50, untilGiven(gateway, 5));
        given(1, call);
    }

    @Test
    @DisplayName("a wrong one is put right by the sender report")
    void putRight() {
        DemuxCall call = told(gateway, 1);
        senderReport(5, call);
        assertEquals(0, untilGiven(gateway, 5));
        given(1, call);
    }

    @Test
    @DisplayName("a wrong one is forgotten with the next update")
    void updated() {
        DemuxCall call = told(gateway, 1);
        demux.expect(call.call, call.expecting(Optional.of(gateway)));
        assertEquals(0, untilGiven(gateway, 5));
        given(1, call);
    }

    @Test
    @DisplayName("behind a NAT, on another port of the host that was signalled: 1 s, too")
    void behindNat() {
        DemuxCall call = told(phone, 1);
        assertEquals(50, untilGiven(address(1, 9_999), 5));
        given(1, call);
        assertEquals(NEVER, untilGiven(address(3, 9_999), 5));
    }

    @Test
    @DisplayName("a call that does not receive is given no other SSRC than the one that was told")
    void onHold() {
        DemuxCall call = told(gateway, 1);
        demux.expect(
                call.call, new Expected(Optional.of(gateway), Optional.empty(), OptionalInt.of(1), false, call.ours));
        assertEquals(NEVER, untilGiven(gateway, 5));
        assertEquals(0, untilGiven(gateway, 1));
    }

    @Test
    @DisplayName("what is left of an ended call is not taken for the stream of one that was told another")
    void ended() {
        DemuxCall over = heard(gateway, 5);
        demux.remove(over.call, now);
        told(gateway, 1);
        for (int i = 0; i < 250; i++) {
            assertEquals(ENDED, rtp(gateway, 5));
            now += SECOND / 50;
        }
    }
}
