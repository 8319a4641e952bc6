// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3611 4.7: the VoIP metrics block")
class Rfc3611Section4_7FieldsTest {
    private static final VoipMetrics METRICS = new VoipMetrics(
            new Ssrc(0x55667788),
            new VoipMetrics.Loss(0x81, 0x82),
            new VoipMetrics.Bursts(0x83, 0x84, 0x8586, 0x8788, 0x90),
            new VoipMetrics.Delay(0x898A, 0x8B8C),
            new VoipMetrics.Signal(-20, -67, 0x8F),
            new VoipMetrics.Quality(0x91, 0x92, 0x93, 0x94),
            new VoipMetrics.Buffer(VoipMetrics.Buffer.STANDARD_ADAPTIVE, 0x9697, 0x9899, 0x9A9B));

    private static final String BYTES = "80cf000a" + "11223344" + "07000008" + "55667788" + "81828384" + "85868788"
            + "898a8b8c" + "ecbd8f90" + "91929394" + "f0009697" + "98999a9b";

    @Test
    @DisplayName("byte by byte, as it is written; levels have a sign, nothing else has")
    void written() {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        var report = new ExtendedReport(new Ssrc(0x11223344), List.of(METRICS));
        report.writeTo(buffer);
        assertEquals(BYTES, HexFormat.of().formatHex(buffer.array(), 0, buffer.position()));
        assertEquals(buffer.position(), report.lengthBytes());
    }

    @Test
    @DisplayName("and as it is read, behind a receiver report")
    void read() {
        var packets = new ArrayList<RtcpPacket>();
        ByteBuffer datagram = ByteBuffer.wrap(HexFormat.of().parseHex("80c9000111223344" + BYTES));
        assertEquals(RtcpReader.Result.VALID, RtcpReader.read(datagram, packets));
        assertEquals(new ExtendedReport(new Ssrc(0x11223344), List.of(METRICS)), packets.get(1));
    }

    @Test
    @DisplayName("what its field does not hold is clamped to what it does, at both ends")
    void clamped() {
        assertEquals(new VoipMetrics.Loss(0, 255), new VoipMetrics.Loss(-1, 256));
        assertEquals(new VoipMetrics.Loss(255, 0), new VoipMetrics.Loss(256, -1));
        assertEquals(new VoipMetrics.Bursts(0, 255, 0, 65_535, 0), new VoipMetrics.Bursts(-1, 256, -1, 65_536, -1));
        assertEquals(new VoipMetrics.Bursts(255, 0, 65_535, 0, 255), new VoipMetrics.Bursts(256, -1, 65_536, -1, 256));
        assertEquals(new VoipMetrics.Delay(0, 65_535), new VoipMetrics.Delay(-1, 65_536));
        assertEquals(new VoipMetrics.Delay(65_535, 0), new VoipMetrics.Delay(65_536, -1));
        assertEquals(new VoipMetrics.Signal(-128, 127, 0), new VoipMetrics.Signal(-129, 128, -1));
        assertEquals(new VoipMetrics.Signal(127, -128, 255), new VoipMetrics.Signal(128, -129, 256));
        assertEquals(new VoipMetrics.Quality(0, 255, 0, 255), new VoipMetrics.Quality(-1, 256, -1, 256));
        assertEquals(new VoipMetrics.Quality(255, 0, 255, 0), new VoipMetrics.Quality(256, -1, 256, -1));
        assertEquals(new VoipMetrics.Buffer(0, 65_535, 0, 65_535), new VoipMetrics.Buffer(-1, 65_536, -1, 65_536));
        assertEquals(new VoipMetrics.Buffer(255, 0, 65_535, 0), new VoipMetrics.Buffer(256, -1, 65_536, -1));
    }
}
