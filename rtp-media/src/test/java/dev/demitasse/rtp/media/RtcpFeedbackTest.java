// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RTCP beyond reports: APP, feedback (RFC 4585, 5104, REMB), XR (RFC 3611), reduced size (RFC 5506)")
class RtcpFeedbackTest {
    private static final Ssrc US = new Ssrc(0x11223344);
    private static final Ssrc THEM = new Ssrc(0x55667788);
    private static final String BOTH = "11223344" + "55667788";

    private final List<RtcpPacket> packets = new ArrayList<>();

    private static String hex(RtcpPacket packet) {
        ByteBuffer buffer = ByteBuffer.allocate(packet.lengthBytes());
        packet.writeTo(buffer);
        assertEquals(0, buffer.remaining());
        return HexFormat.of().formatHex(buffer.array());
    }

    private RtcpReader.Result read(String hex) {
        packets.clear();
        return RtcpReader.readReducedSize(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), packets);
    }

    /** Writes the packet as it is to look, and reads it back. */
    private void both(String hex, RtcpPacket packet) {
        assertEquals(hex, hex(packet));
        assertEquals(RtcpReader.Result.VALID, read(hex));
        assertEquals(List.of(packet), packets);
    }

    @Test
    @DisplayName("RFC 3550 6.7: APP has a subtype, a name of four characters, and data")
    void application() {
        var packet = Application.of(5, US, "tst1", (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        both("85cc0003" + "11223344" + "74737431" + "01020304", packet);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, ((Application) packets.get(0)).data());
        assertEquals(RtcpReader.Result.MALFORMED, read("80cc0001" + "11223344"));
        assertThrows(IllegalArgumentException.class, () -> Application.of(5, US, "abc"));
        assertThrows(IllegalArgumentException.class, () -> Application.of(5, US, "abcd", (byte) 1));
        assertThrows(IllegalArgumentException.class, () -> Application.of(32, US, "abcd"));
    }

    @Test
    @DisplayName("RFC 4585 6.2.1: a NACK names a packet and which of the 16 after it are missing too, across the wrap")
    void nack() {
        both("81cd0003" + BOTH + "00648001", new GenericNack(US, THEM, List.of(100, 101, 116)));
        both("81cd0004" + BOTH + "00640000" + "00750000", new GenericNack(US, THEM, List.of(100, 117)));
        both("81cd0003" + BOTH + "ffff0003", new GenericNack(US, THEM, List.of(65_535, 0, 1)));
        assertEquals(RtcpReader.Result.MALFORMED, read("81cd0001" + "11223344"));
        assertThrows(IllegalArgumentException.class, () -> new GenericNack(US, THEM, List.of(65_536)));
        assertThrows(IllegalArgumentException.class, () -> new GenericNack(US, THEM, Collections.nCopies(1_001, 1)));
    }

    @Test
    @DisplayName("a NACK that asks for more than a thousand packets is malformed: nothing received is trusted for size")
    void hugeNack() {
        assertEquals(RtcpReader.Result.MALFORMED, read("81cd0042" + BOTH + "0000ffff".repeat(64)));
    }

    @Test
    @DisplayName("RFC 4585 6.3.1: PLI is a header and two sources")
    void pictureLoss() {
        both("81ce0002" + BOTH, new PictureLossIndication(US, THEM));
    }

    @Test
    @DisplayName("RFC 5104 4.3.1: FIR names sources and numbers; its media source is 0")
    void fullIntra() {
        var packet = new FullIntraRequest(US, List.of(new FullIntraRequest.Request(THEM, 7)));
        both("84ce0004" + "11223344" + "00000000" + "55667788" + "07000000", packet);
        assertEquals(RtcpReader.Result.MALFORMED, read("84ce0003" + BOTH + "55667788"));
        assertThrows(IllegalArgumentException.class, () -> new FullIntraRequest.Request(THEM, 256));
    }

    @Test
    @DisplayName("REMB: 18 bits of mantissa, an exponent, the sources; other application feedback is recognised only")
    void bitrate() {
        both(
                "8fce0005" + "11223344" + "00000000" + "52454d42" + "010bd090" + "55667788",
                new BitrateEstimate(US, 250_000L << 2, List.of(THEM)));
        assertEquals(1_048_572 << 10, new BitrateEstimate(US, (1_048_575 << 10) + 1, List.of()).bitsPerSecond());
        assertEquals(0, new BitrateEstimate(US, 0, List.of()).bitsPerSecond());
        assertEquals(RtcpReader.Result.VALID, read("8fce0003" + BOTH + "41424344"));
        assertEquals(List.of(new OtherRtcpPacket(206, 15, 16)), packets);
        assertEquals(RtcpReader.Result.MALFORMED, read("8fce0004" + BOTH + "52454d42" + "02000001"));
        assertEquals(RtcpReader.Result.MALFORMED, read("8fce0004" + BOTH + "52454d42" + "00ffffff"));
    }

    @Test
    @DisplayName("TWCC and formats nobody knows are recognised by type and format, not read")
    void recognised() {
        assertEquals(RtcpReader.Result.VALID, read("8fcd0004" + BOTH + "00010001" + "00000100"));
        assertEquals(List.of(new OtherRtcpPacket(205, 15, 20)), packets);
        assertEquals(RtcpReader.Result.VALID, read("82ce0002" + BOTH));
        assertEquals(List.of(new OtherRtcpPacket(206, 2, 12)), packets);
        assertEquals(RtcpReader.Result.MALFORMED, read("8fcd0001" + "11223344"));
    }

    @Test
    @DisplayName("RFC 3611 4.7: VoIP metrics, field by field; other blocks are left out")
    void voipMetrics() {
        var metrics = new VoipMetrics(
                THEM,
                new VoipMetrics.Loss(13, 2),
                new VoipMetrics.Bursts(64, 1, 480, 9_000, 16),
                new VoipMetrics.Delay(120, 60),
                new VoipMetrics.Signal(-20, -60, VoipMetrics.UNAVAILABLE),
                new VoipMetrics.Quality(80, VoipMetrics.UNAVAILABLE, 41, 39),
                new VoipMetrics.Buffer(VoipMetrics.Buffer.STANDARD_ADAPTIVE, 40, 80, 200));
        String block = "07000008" + "55667788" + "0d024001" + "01e02328" + "0078003c" + "ecc47f10" + "507f2927"
                + "f0000028" + "005000c8";
        both("80cf000a" + "11223344" + block, new ExtendedReport(US, List.of(metrics)));
        assertEquals(RtcpReader.Result.VALID, read("80cf000d" + "11223344" + "04000002" + "0000000000000000" + block));
        assertEquals(List.of(new ExtendedReport(US, List.of(metrics))), packets);
        assertEquals(RtcpReader.Result.MALFORMED, read("80cf0002" + "11223344" + "04000002"));
        assertEquals(RtcpReader.Result.MALFORMED, read("80cf0002" + "11223344" + "07000000"));
    }

    @Test
    @DisplayName("VoIP metrics beyond their fields are clamped")
    void clamped() {
        assertEquals(255, new VoipMetrics.Loss(300, -1).lost());
        assertEquals(0, new VoipMetrics.Loss(300, -1).discarded());
        assertEquals(65_535, new VoipMetrics.Delay(70_000, 0).roundTripMillis());
        assertEquals(-128, new VoipMetrics.Signal(-200, 0, 0).signalDbm0());
    }

    @Test
    @DisplayName("RFC 5506: reduced size need not begin with a report; without agreement it must")
    void reducedSize() {
        String pli = "81ce0002" + BOTH;
        assertEquals(RtcpReader.Result.VALID, read(pli));
        packets.clear();
        assertEquals(
                RtcpReader.Result.NO_REPORT_FIRST,
                RtcpReader.read(ByteBuffer.wrap(HexFormat.of().parseHex(pli)), packets));
        assertEquals(List.of(), packets);
        assertEquals(RtcpReader.Result.NOT_RTCP, read("81000002" + BOTH));
        assertEquals(RtcpReader.Result.WRONG_LENGTH, read("81ce0003" + BOTH));
    }
}
