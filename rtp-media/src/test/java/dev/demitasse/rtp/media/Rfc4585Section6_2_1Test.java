// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 4585 6.2.1: a generic NACK is answered by sending the packets again")
class Rfc4585Section6_2_1Test extends WireFixture {
    private static final int KEPT = 128;

    Rfc4585Section6_2_1Test() throws IOException {}

    private void openAndPlay(boolean allowed, int millis) {
        open(pcmu(peer).genericNack(allowed));
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, Tones.sine(441.7, 8_000, millis * 8)));
        run(millis + 100);
        assertEquals(millis / 20, peer.heard.size());
    }

    private void nack(RawPeer by, int mediaOffset, List<Integer> missing) {
        ByteBuffer bytes = ByteBuffer.allocate(4_000);
        new ReceiverReport(new Ssrc(7), List.of()).writeTo(bytes);
        SourceDescription.ofCname(new Ssrc(7), "peer").writeTo(bytes);
        new GenericNack(new Ssrc(7), new Ssrc(peer.heard.get(0).ssrc() + mediaOffset), missing).writeTo(bytes);
        by.sendRtcp(ports.rtcpAddress(), bytes.flip());
        run(50);
    }

    private int number(int index) {
        return peer.heard.get(index).number();
    }

    /** What came after the first packets, each as it was sent the first time, but for when. */
    private List<Integer> again(int firstPackets) {
        List<RawPeer.Heard> later = peer.heard.subList(firstPackets, peer.heard.size());
        for (RawPeer.Heard packet : later) {
            RawPeer.Heard before = peer.heard.stream()
                    .filter(each -> each.number() == packet.number())
                    .findFirst()
                    .orElseThrow();
            assertEquals(before.timestamp(), packet.timestamp());
            assertEquals(before.ssrc(), packet.ssrc());
            assertEquals(before.payload(), packet.payload());
            assertEquals(before.marker(), packet.marker());
        }
        return later.stream().map(RawPeer.Heard::number).toList();
    }

    @Test
    @DisplayName("those that are missing, as they were, in the order asked for; counted")
    void answered() {
        openAndPlay(true, 400);
        List<Integer> missing = List.of(number(0), number(3), number(4), number(19));
        nack(peer, 0, missing);
        assertEquals(missing, again(20));
        assertEquals(4, session.statistics().sent().sentAgain());
        assertEquals(24, session.statistics().sent().packets());
        assertEquals(24 * 160, session.statistics().sent().octets());
    }

    @Test
    @DisplayName("what the network does not take was not sent again")
    void notTaken() throws IOException {
        openAndPlay(true, 400);
        // A socket of version 4 sends nothing to an address of version 6.
        var elsewhere = new InetSocketAddress(InetAddress.getByName("fd00::1"), 4_000);
        InetSocketAddress rtcp = new InetSocketAddress(peer.address().getAddress(), 4_001);
        session.update(
                Pair.pcmu().remote(elsewhere).remoteRtcp(rtcp).genericNack(true).build());
        nack(peer, 0, List.of(number(0), number(3)));
        assertEquals(2, session.statistics().sent().unsent());
        assertEquals(0, session.statistics().sent().sentAgain());
        assertEquals(20, session.statistics().sent().packets());
    }

    @Test
    @DisplayName("a codec with longer packets, agreed on meanwhile, has them sent again too")
    void longerPackets() {
        openAndPlay(true, 400);
        AudioPayload wide =
                AudioPayload.of(10, Pair.CODECS.find("L16", 44_100, 2).orElseThrow());
        session.update(RtpParameters.builder(wide)
                .remote(peer.address())
                .genericNack(true)
                .build());
        run(20);
        session.play(AudioFrame.of(wide.format(), Tones.sine(441.7, 44_100, 88_200)));
        run(1_100);
        int packets = peer.heard.size();
        assertEquals(120, packets);
        nack(peer, 0, List.of(number(30), number(119)));
        assertEquals(List.of(number(30), number(119)), again(packets));
    }

    @Test
    @DisplayName("each twice at the most, however often it is asked for")
    void twice() {
        openAndPlay(true, 400);
        for (int i = 0; i < 50; i++) {
            nack(peer, 0, List.of(number(3)));
        }
        assertEquals(List.of(number(3), number(3)), again(20));
    }

    @Test
    @DisplayName("the last 128 are kept; older ones, and those never sent, are not answered")
    void bounded() {
        openAndPlay(true, 4_000);
        List<Integer> all = IntStream.range(0, 400)
                .mapToObj(i -> number(0) - 100 + i & 0xFFFF)
                .toList();
        nack(peer, 0, all);
        List<Integer> again = again(200);
        assertEquals(KEPT, again.size());
        assertEquals(number(200 - KEPT), again.get(0));
        assertEquals(number(199), again.get(again.size() - 1));
    }

    @Test
    @DisplayName("not unless agreed on, not for another source, not to another host; forgotten when no more agreed on")
    void refused() {
        openAndPlay(false, 400);
        nack(peer, 0, List.of(number(3)));
        assertEquals(List.of(), again(20));
        session.update(pcmu(peer).genericNack(true).build());
        play(400);
        run(500);
        int packets = peer.heard.size();
        assertEquals(40, packets);
        nack(peer, 1, List.of(number(33)));
        nack(other, 0, List.of(number(33)));
        nack(peer, 0, List.of(number(3)));
        assertEquals(List.of(), again(packets));
        nack(peer, 0, List.of(number(33)));
        assertEquals(List.of(number(33)), again(packets));
        session.update(pcmu(peer).build());
        run(20);
        nack(peer, 0, List.of(number(34)));
        assertEquals(packets + 1, peer.heard.size());
        assertTrue(count(PacketResult.FOREIGN_SOURCE) > 0);
    }

    @Test
    @DisplayName("not on hold: what is not to be sent is not sent again either; after hold it is")
    void onHold() {
        openAndPlay(true, 400);
        session.update(
                pcmu(peer).genericNack(true).direction(MediaDirection.RECVONLY).build());
        run(20);
        nack(peer, 0, List.of(number(3)));
        assertEquals(List.of(), again(20));
        session.update(pcmu(peer).genericNack(true).build());
        run(20);
        nack(peer, 0, List.of(number(3)));
        assertEquals(List.of(number(3)), again(20));
    }
}
