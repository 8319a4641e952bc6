// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.rtp.media.internal.InterarrivalJitter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("faults of other stacks that are not ours")
class RtpWeaknessTest extends WireFixture {
    RtpWeaknessTest() throws IOException {}

    private void sendEvent(int number, int... payload) {
        ByteBuffer bytes = ByteBuffer.allocate(12 + payload.length);
        RtpPacket.writeHeader(bytes, 101, false, number, 800, 9);
        for (int octet : payload) {
            bytes.put((byte) octet);
        }
        peer.send(ports.rtpAddress(), bytes.flip());
    }

    @Test
    @DisplayName(
            "W17: who listens is said once, before the start; a digit that began before events were agreed on is heard")
    void listenersAreThereFirst() {
        open(Pair.pcmu().remote(peer.address()).receive(AudioPayload.of(96, Pair.CODECS.named("PCMA"))));
        session.update(RtpParameters.builder(AudioPayload.of(0, Pair.CODECS.named("PCMU")))
                .remote(peer.address())
                .build());
        sendEvent(1, 5, 10, 0, 160);
        run(20);
        assertEquals(1, count(PacketResult.UNKNOWN_PAYLOAD_TYPE));
        session.update(pcmu(peer).build());
        run(20);
        sendEvent(2, 5, 10, 1, 64);
        sendEvent(3, 5, 0x8A, 5, 0);
        run(20);
        assertEquals("5", heard.digitText(), session.statistics()::toString);
    }

    @Test
    @DisplayName("W19: a payload type means what its session agreed on, in each session something else")
    void payloadTypesAreOfASession() {
        AudioPayload alaw = AudioPayload.of(96, Pair.CODECS.named("PCMA"));
        AudioPayload wide = AudioPayload.of(96, Pair.CODECS.named("G722"));
        assertEquals(alaw, RtpParameters.builder(alaw).build().receive().get(0));
        assertEquals(wide, RtpParameters.builder(wide).build().receive().get(0));
        assertThrows(
                IllegalStateException.class,
                () -> RtpParameters.builder(alaw).receive(wide).build());
        open(RtpParameters.builder(alaw).remote(peer.address()));
        peer.sendAudio(ports.rtpAddress(), 96, 1, 160, 9);
        peer.sendAudio(ports.rtpAddress(), 97, 2, 320, 9);
        run(20);
        assertEquals(1, count(PacketResult.AUDIO));
        assertEquals(1, count(PacketResult.UNKNOWN_PAYLOAD_TYPE));
    }

    @Test
    @DisplayName("W20: to ask for statistics changes nothing")
    void askingChangesNothing() {
        open(pcmu(peer));
        for (int n = 0; n < 50; n++) {
            if (n % 5 != 2) {
                peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 9);
            }
            run(20);
        }
        run(200);
        RtpStatistics once = session.statistics();
        for (int i = 0; i < 10; i++) {
            assertEquals(once.received(), session.statistics().received());
            assertEquals(once.losses(), session.statistics().losses());
        }
        assertEquals(0.2, once.received().lossRatio(), 0.01);
        network.runFor(Duration.ofSeconds(8));
        assertEquals(0.2, fractionToldToThePeer(), 0.02, "in the report the peer gets");
    }

    private double fractionToldToThePeer() {
        var packets = new ArrayList<RtcpPacket>();
        assertEquals(RtcpReader.Result.VALID, RtcpReader.read(ByteBuffer.wrap(peer.heardRtcp.get(0)), packets));
        ReceiverReport report = (ReceiverReport) packets.get(0);
        return report.reports().get(0).fractionLost() / 256.0;
    }

    @Test
    @DisplayName("W20: jitter goes on across the wrap of timestamps, and of the clock they are compared with")
    void jitterAcrossWraps() {
        open(pcmu(peer));
        var jitter = new InterarrivalJitter();
        for (int n = -50; n < 50; n++) {
            jitter.onPacket(n * 160, (1L << 32) + n * 160L + (n & 1) * 16);
        }
        assertEquals(16, jitter.ticks(), 0.1);
    }

    @Test
    @DisplayName("W20: a telephone event cut short is counted, and nothing else")
    void eventCutShort() {
        open(pcmu(peer));
        sendEvent(1);
        sendEvent(2, 5);
        sendEvent(3, 5, 0x8A, 5);
        run(300);
        assertEquals(3, count(PacketResult.BAD_PAYLOAD));
        assertEquals("", heard.digitText());
    }
}
