// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 8.2: an SSRC of one's own choice, and its collision with the peer's")
class Rfc3550Section8_2Test extends WireFixture {
    private static final Ssrc CHOSEN = new Ssrc(0xCAFE_0001);

    Rfc3550Section8_2Test() throws IOException {
        session =
                RtpSession.builder(host, ports, pcmu(peer).build()).ssrc(CHOSEN).build();
        session.start();
    }

    private Ssrc lastHeard() {
        return new Ssrc(peer.heard.get(peer.heard.size() - 1).ssrc());
    }

    private List<RtcpPacket> lastReport() {
        List<RtcpPacket> packets = new ArrayList<>();
        byte[] last = peer.heardRtcp.get(peer.heardRtcp.size() - 1);
        assertEquals(RtcpReader.Result.VALID, RtcpReader.read(ByteBuffer.wrap(last), packets));
        return packets;
    }

    @Test
    @DisplayName("packets, reports and statistics have the SSRC that was set, before and after a new agreement")
    void chosen() {
        assertEquals(CHOSEN, session.statistics().localSsrc());
        play(20_000);
        run(10_000);
        session.update(pcmu(peer).ptimeMillis(40).build());
        run(10_000);
        assertTrue(peer.heard.size() > 500);
        assertTrue(peer.heard.stream().allMatch(packet -> packet.ssrc() == CHOSEN.bits()));
        assertEquals(CHOSEN, ((SenderReport) lastReport().get(0)).sender());
    }

    @Test
    @DisplayName(
            "a peer that has it too makes us say good-bye for it and take another, which a new agreement leaves as it is")
    void collision() {
        play(20_000);
        run(60);
        for (int n = 0; n < 10; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, CHOSEN.bits());
            run(20);
        }
        assertEquals(
                new Goodbye(List.of(CHOSEN), ""), lastReport().get(lastReport().size() - 1));
        Ssrc next = lastHeard();
        assertNotEquals(CHOSEN, next);
        session.update(pcmu(peer).build());
        run(100);
        assertEquals(next, lastHeard());
        assertEquals(next, session.statistics().localSsrc());
    }

    @Test
    @DisplayName("what else is random does not depend on whether it was set: numbers and timestamps")
    void drawsAlike() throws IOException {
        RawPeer.Heard set = first(builder -> builder.ssrc(CHOSEN));
        RawPeer.Heard drawn = first(builder -> builder);
        assertEquals(CHOSEN.bits(), set.ssrc());
        assertNotEquals(CHOSEN.bits(), drawn.ssrc());
        assertEquals(drawn.number(), set.number());
        assertEquals(drawn.timestamp(), set.timestamp());
    }

    private static RawPeer.Heard first(UnaryOperator<RtpSessionBuilder> options) throws IOException {
        try (var network = SimulatedNetwork.withSeed(5)) {
            Network host = network.host("10.0.0.1");
            var peer = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", 4000);
            RtpPorts ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
            try (RtpSession session = options.apply(
                            RtpSession.builder(host, ports, pcmu(peer).build()))
                    .build()) {
                session.start();
                session.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[800]));
                network.runFor(Duration.ofMillis(100));
            }
            peer.close();
            return peer.heard.get(0);
        }
    }
}
