// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static dev.demitasse.rtp.media.internal.DemuxCall.address;
import static dev.demitasse.rtp.media.internal.DemuxCall.report;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.AMBIGUOUS;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.DELIVERED;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.ENDED;
import static dev.demitasse.rtp.media.internal.SharedDemux.Result.FOREIGN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.internal.SharedDemux.Result;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("which call of a shared port a packet of RTCP is given to, and what it tells of RTP")
class SharedDemuxRtcpTest extends DemuxFixture {
    private static final int SR = 200;
    private static final int RR = 201;
    private static final int BYE = 203;
    private static final int NACK = 205;

    private final InetSocketAddress gatewayRtcp = address(2, 5_001);
    private final InetSocketAddress elsewhere = address(3, 6_001);

    private Result rtcp(InetSocketAddress from, ByteBuffer bytes) {
        return demux.onRtcp(bytes, from, now);
    }

    private static void given(int rtp, int rtcp, DemuxCall call) {
        assertEquals(rtp + " " + rtcp, call.rtp + " " + call.rtcp);
    }

    @Test
    @DisplayName("a report on a call's stream: that call, though others have the address, too")
    void subject() {
        DemuxCall one = heard(gateway, 1);
        DemuxCall two = heard(gateway, 2);
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(RR, 99, two.ours)));
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(SR, 99, two.ours)));
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(NACK, 99, two.ours).limit(12)));
        given(0, 0, one);
        given(0, 3, two);
    }

    @Test
    @DisplayName("a report on the streams of several calls: each of them, once")
    void subjects() {
        DemuxCall one = heard(gateway, 1);
        DemuxCall two = heard(gateway, 2);
        DemuxCall three = heard(gateway, 3);
        rtcp(gatewayRtcp, report(SR, 3, one.ours, two.ours, 12_345, two.ours));
        given(0, 1, one);
        given(0, 1, two);
        given(0, 0, three);
    }

    @Test
    @DisplayName(
            "a stream of several calls, by a collision of ours: each of them, whose own check of the host tells them apart")
    void oursCollide() {
        DemuxCall one = heard(phone, 1);
        DemuxCall two = heard(gateway, 2);
        demux.sendAs(two.call, one.ours);
        rtcp(gatewayRtcp, report(RR, 2, one.ours));
        given(0, 1, one);
        given(0, 1, two);
    }

    @Test
    @DisplayName("no report on us: the only call of that RTCP address")
    void byAddress() {
        DemuxCall one = heard(gateway, 1);
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(RR, 99)));
        given(0, 1, one);
    }

    @Test
    @DisplayName("no report on us: the call of the sender's SSRC at this host, from whatever port")
    void bySender() {
        heard(gateway, 1);
        DemuxCall two = heard(gateway, 2);
        heard(phone, 2);
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(BYE, 2)));
        assertEquals(DELIVERED, rtcp(address(2, 9_999), report(RR, 2)));
        given(0, 2, two);
        assertEquals(AMBIGUOUS, rtcp(gatewayRtcp, report(RR, 3)));
        assertEquals(FOREIGN, rtcp(elsewhere, report(RR, 2)));
    }

    @Test
    @DisplayName("the last RTCP of an ended call is told from that of strangers, for 1 s")
    void ended() {
        DemuxCall one = heard(gateway, 1);
        demux.remove(one.call, now);
        assertEquals(ENDED, rtcp(gatewayRtcp, report(BYE, 1)));
        assertEquals(FOREIGN, rtcp(gatewayRtcp, report(BYE, 2)));
        now += SECOND;
        assertEquals(FOREIGN, rtcp(gatewayRtcp, report(BYE, 1)));
    }

    @Test
    @DisplayName("on the port for RTP, RFC 5761: the same by the address of RTP")
    void muxed() {
        DemuxCall one = heard(phone, 1);
        assertEquals(DELIVERED, demux.onRtp(report(RR, 99), phone, 0));
        given(1, 0, one);
        assertEquals(FOREIGN, demux.onRtp(report(RR, 99), address(1, 4_001), 0));
    }

    @Test
    @DisplayName("the RTCP of a peer behind a NAT: from the port after that of its RTP")
    void besideTheSource() {
        DemuxCall one = waiting(phone);
        demux.hear(one.call, gateway, 1);
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(RR, 99)));
        given(0, 1, one);
    }

    @Test
    @DisplayName("a sender report on the stream of one call tells its SSRC where several waited")
    void told() {
        DemuxCall one = waiting(gateway);
        DemuxCall two = waiting(gateway);
        assertEquals(AMBIGUOUS, rtp(gateway, 2));
        rtcp(gatewayRtcp, report(SR, 2, two.ours));
        assertEquals(DELIVERED, rtp(gateway, 2));
        given(1, 1, two);
        hear(two, gateway, 2);
        assertEquals(DELIVERED, rtp(gateway, 1));
        given(1, 0, one);
    }

    @Test
    @DisplayName("a silent call among others at an address is heard again under the SSRC that a sender report tells")
    void toldAnew() {
        heard(gateway, 1);
        DemuxCall two = heard(gateway, 2);
        demux.open(two.call);
        rtcp(gatewayRtcp, report(SR, 3, two.ours));
        assertEquals(DELIVERED, rtp(gateway, 3));
        given(1, 1, two);
    }

    @Test
    @DisplayName(
            "nothing is told by: a receiver report, a report on several, another host, an SSRC of a call; nor to a call that is heard")
    void notTold() {
        DemuxCall one = waiting(gateway);
        DemuxCall two = waiting(gateway);
        DemuxCall heard = heard(gateway, 7);
        rtcp(gatewayRtcp, report(RR, 2, two.ours));
        rtcp(gatewayRtcp, report(SR, 2, one.ours, two.ours));
        rtcp(elsewhere, report(SR, 2, two.ours));
        rtcp(gatewayRtcp, report(SR, 7, two.ours));
        rtcp(gatewayRtcp, report(SR, 2, heard.ours));
        assertEquals(AMBIGUOUS, rtp(gateway, 2));
        rtp(gateway, 7);
        given(1, 1, heard);
    }

    @Test
    @DisplayName("a count of blocks or a length that is longer than the packet reads nothing behind it")
    void tooShort() {
        DemuxCall one = waiting(gateway);
        ByteBuffer claims = report(RR, 1);
        claims.put(0, (byte) 0b10_011111).putShort(2, (short) 0xFFFF);
        assertEquals(DELIVERED, rtcp(gatewayRtcp, claims));
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(SR, 1).limit(8)));
        assertEquals(DELIVERED, rtcp(gatewayRtcp, report(NACK, 1).limit(8)));
        ByteBuffer next =
                ByteBuffer.allocate(40).put(report(RR, 1)).put(report(SR, 1)).position(0);
        next.put(0, (byte) 0b10_000001).putInt(8, one.ours);
        assertEquals(FOREIGN, rtcp(elsewhere, next));
        given(0, 3, one);
    }
}
