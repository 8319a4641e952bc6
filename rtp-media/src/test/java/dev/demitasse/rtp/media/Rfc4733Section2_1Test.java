// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The clock of the payload type of the digits is not always the codec's. */
@DisplayName("RFC 4733 2.1 and 2.3.5: a digit's duration is in ticks of the clock of its payload type")
class Rfc4733Section2_1Test extends WireFixture {
    private static final AudioPayload WIDE =
            AudioPayload.of(96, Pair.CODECS.find("L16", 44_100, 1).orElseThrow());
    private static final int EVENT = 101;

    Rfc4733Section2_1Test() throws IOException {}

    private RtpParametersBuilder wide() {
        return RtpParameters.builder(WIDE).remote(peer.address());
    }

    private static int duration(RawPeer.Heard packet) {
        return Integer.parseInt(packet.payload().substring(4, 8), 16);
    }

    private List<RawPeer.Heard> events() {
        return peer.heard.stream().filter(packet -> packet.type() == EVENT).toList();
    }

    private void event(int number, int timestamp, int duration, boolean end) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        RtpPacket.writeHeader(bytes, EVENT, false, number, timestamp, 5);
        bytes.put((byte) 7).put((byte) (end ? 0x8A : 0x0A)).putShort((short) duration);
        peer.send(ports.rtpAddress(), bytes.flip());
        run(20);
    }

    @Test
    @DisplayName(
            "sent under telephone-event/8000 beside audio at 44,100 Hz: durations at 8000 Hz, timestamps of the stream")
    void sent() {
        open(wide().sendTelephoneEvent(EVENT, 8_000));
        session.sendDtmf(List.of(DtmfEvent.of('7', 100), DtmfEvent.of('8', 4_000)));
        run(6_000);
        RawPeer.Heard first = events().get(0);
        List<RawPeer.Heard> seven = events().stream()
                .filter(packet -> packet.timestamp() == first.timestamp())
                .toList();
        // Packets of 10 ms, for at this rate longer ones are longer than a datagram may be.
        assertEquals(80, duration(seven.get(0)));
        assertEquals(800, duration(seven.get(seven.size() - 1)));
        assertEquals(32_000, duration(events().get(events().size() - 1)));
        // 7 is 100 ms long, and 50 ms of pause and the rest of a packet time follow.
        int ticks = events().get(seven.size()).timestamp() - first.timestamp();
        assertEquals(0, ticks % 441);
        assertEquals(160, ticks / 44.1, 20);
    }

    @Test
    @DisplayName("received likewise, also before any audio under a new agreement, and with audio in its midst")
    void received() {
        open(pcmu(peer).receiveTelephoneEvent(EVENT + 1, 8_000));
        peer.sendAudio(ports.rtpAddress(), 0, 1, 0, 5);
        peer.sendAudio(ports.rtpAddress(), 0, 2, 160, 5);
        run(20);
        session.update(wide().receiveTelephoneEvent(EVENT, 8_000).build());
        run(20);
        event(3, 10_000, 160, false);
        ByteBuffer audio = ByteBuffer.allocate(12 + 1_764);
        RtpPacket.writeHeader(audio, 96, false, 4, 20_000, 5);
        peer.send(ports.rtpAddress(), audio.clear());
        run(20);
        event(5, 10_000, 1_280, true);
        assertEquals(
                List.of(160),
                heard.digits.stream().map(DtmfEvent::durationMillis).toList());
    }

    @Test
    @DisplayName(
            "without a clock of its own it goes by the codec's; a clock is 1 to 1,000,000 Hz; digits that don't fit are refused")
    void bounds() {
        open(wide().sendTelephoneEvent(EVENT));
        assertEquals(
                OptionalInt.empty(), wide().sendTelephoneEvent(EVENT).build().sendTelephoneEventClockRateHz());
        assertThrows(IllegalArgumentException.class, () -> wide().sendTelephoneEvent(EVENT, 0));
        assertThrows(IllegalArgumentException.class, () -> wide().receiveTelephoneEvent(EVENT, 1_000_001));
        assertThrows(IllegalArgumentException.class, () -> session.sendDtmf(List.of(DtmfEvent.of('1', 2_000))));
        session.update(wide().sendTelephoneEvent(EVENT, 8_000).build());
        run(20);
        session.sendDtmf(List.of(DtmfEvent.of('1', 2_000)));
        assertEquals(
                8_000,
                wide().sendTelephoneEvent(EVENT, 8_000).build().toBuilder()
                        .build()
                        .sendTelephoneEventClockRateHz()
                        .orElseThrow());
    }
}
