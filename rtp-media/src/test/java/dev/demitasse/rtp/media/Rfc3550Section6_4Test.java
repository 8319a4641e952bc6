// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 6.1, 6.4 to 6.6 and A.2: RTCP packets")
class Rfc3550Section6_4Test {
    private static final Ssrc SOURCE = new Ssrc(0x11223344);

    private static String hex(RtcpPacket... packets) {
        ByteBuffer buffer = ByteBuffer.allocate(1_000);
        for (RtcpPacket packet : packets) {
            packet.writeTo(buffer);
        }
        return HexFormat.of().formatHex(buffer.array(), 0, buffer.position());
    }

    private final List<RtcpPacket> packets = new ArrayList<>();

    private RtcpReader.Result read(String hex) {
        return RtcpReader.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))), packets);
    }

    @Test
    @DisplayName("6.4.1: a sender report with one block, byte by byte")
    void senderReport() {
        var block = new ReportBlock(new Ssrc(5), 64, -2, 0x1_2345, 7, 0xAABBCCDDL, 0x10000);
        var report = new SenderReport(SOURCE, new NtpTimestamp(0x0102030405060708L), 160, 3, 480, List.of(block));
        assertEquals(
                "81c8000c" + "11223344" + "0102030405060708" + "000000a0" + "00000003" + "000001e0" + "00000005"
                        + "40fffffe" + "00012345" + "00000007" + "aabbccdd" + "00010000",
                hex(report));
    }

    @Test
    @DisplayName("6.4.1: the number lost has 24 bits with a sign, and is clamped")
    void clamped() {
        assertEquals(8_388_607, new ReportBlock(SOURCE, 0, 9_000_000, 0, 0, 0, 0).cumulativeLost());
        assertEquals(-8_388_608, new ReportBlock(SOURCE, 0, -9_000_000, 0, 0, 0, 0).cumulativeLost());
        assertEquals(255, new ReportBlock(SOURCE, 300, 0, 0, 0, 0, 0).fractionLost());
    }

    @Test
    @DisplayName("6.5: items end with a null octet, chunks at 32 bits; four nulls where the text ends at one")
    void sourceDescription() {
        assertEquals("81ca0002" + "11223344" + "010161" + "00", hex(SourceDescription.ofCname(SOURCE, "a")));
        assertEquals("81ca0003" + "11223344" + "01026162" + "00000000", hex(SourceDescription.ofCname(SOURCE, "ab")));
        assertEquals(RtcpReader.Result.VALID, read("80c90001 11223344 81ca0003 11223344 01026162 00000000"));
        assertEquals("ab", ((SourceDescription) packets.get(1)).cname(SOURCE).orElseThrow());
        assertTrue(((SourceDescription) packets.get(1)).cname(new Ssrc(1)).isEmpty());
    }

    @Test
    @DisplayName("6.6: BYE with and without a reason")
    void goodbye() {
        assertEquals("81cb0001" + "11223344", hex(new Goodbye(List.of(SOURCE), "")));
        assertEquals("81cb0002" + "11223344" + "03627965", hex(new Goodbye(List.of(SOURCE), "bye")));
    }

    @Test
    @DisplayName("a BYE without a reason at the end of the datagram is read, not read past (regression)")
    void goodbyeAtTheEnd() {
        assertEquals(RtcpReader.Result.VALID, read("80c90001 11223344 81cb0001 11223344"));
        assertEquals(new Goodbye(List.of(SOURCE), ""), packets.get(1));
    }

    @Test
    @DisplayName("A.2: the first packet is a report without padding")
    void firstIsReport() {
        assertEquals(RtcpReader.Result.NO_REPORT_FIRST, read("81cb0001 11223344"));
        assertEquals(RtcpReader.Result.NO_REPORT_FIRST, read("a0c90002 11223344 00000004"));
        assertTrue(packets.isEmpty());
    }

    @Test
    @DisplayName("A.2: all packets have version 2, and their lengths add up")
    void versionsAndLengths() {
        assertEquals(RtcpReader.Result.NOT_RTCP, read("80c90001 11223344 01cb0001 11223344"));
        assertEquals(RtcpReader.Result.WRONG_LENGTH, read("80c90002 11223344"));
        assertEquals(RtcpReader.Result.WRONG_LENGTH, read("80c90001 11223344 80cb"));
        assertEquals(RtcpReader.Result.NOT_RTCP, read(""));
        assertEquals(RtcpReader.Result.NOT_RTCP, read("80c9"));
        assertTrue(packets.isEmpty());
    }

    @Test
    @DisplayName("6.4.1: padding only in the last packet, a multiple of four")
    void padding() {
        assertEquals(RtcpReader.Result.VALID, read("80c90001 11223344 a1cb0002 11223344 00000004"));
        assertEquals(new Goodbye(List.of(SOURCE), ""), packets.get(1));
        assertEquals(RtcpReader.Result.BAD_PADDING, read("80c90001 11223344 a1cb0002 11223344 00000003"));
        assertEquals(RtcpReader.Result.BAD_PADDING, read("80c90001 11223344 a1cb0002 11223344 00000010"));
        assertEquals(
                RtcpReader.Result.BAD_PADDING, read("80c90001 11223344 a1cb0002 11223344 00000004 81cb0001 11223344"));
    }

    @Test
    @DisplayName("counts and text lengths beyond the packet's end are malformed")
    void malformed() {
        assertEquals(RtcpReader.Result.MALFORMED, read("81c90001 11223344"));
        assertEquals(RtcpReader.Result.MALFORMED, read("80c90001 11223344 82cb0001 11223344"));
        assertEquals(RtcpReader.Result.MALFORMED, read("80c90001 11223344 81cb0002 11223344 04627965"));
        assertEquals(RtcpReader.Result.MALFORMED, read("80c90001 11223344 81ca0002 11223344 01ff6100"));
        assertEquals(RtcpReader.Result.MALFORMED, read("80c90001 11223344 81ca0002 11223344 01026162"));
        assertEquals(RtcpReader.Result.MALFORMED, read("80c90001 11223344 82ca0002 11223344 01016100"));
    }

    @Test
    @DisplayName("kinds that are not read are recognised")
    void others() {
        assertEquals(RtcpReader.Result.VALID, read("80c90001 11223344 85d20002 11223344 41424344"));
        assertEquals(new OtherRtcpPacket(210, 5, 12), packets.get(1));
    }

    @Test
    @DisplayName("text that is no UTF-8 is read all the same, and is never too long to be written")
    void foreignText() {
        String latin = "ff".repeat(255);
        assertEquals(RtcpReader.Result.VALID, read("80c90001 11223344 81ca0042 11223344 01ff" + latin + "000000"));
        assertEquals(
                127,
                ((SourceDescription) packets.get(1)).cname(SOURCE).orElseThrow().length());
    }

    @Test
    @DisplayName("no more than 31 of anything, no text over 255 bytes")
    void limits() {
        var block = new ReportBlock(SOURCE, 0, 0, 0, 0, 0, 0);
        var many = Collections.nCopies(32, block);
        assertThrows(IllegalArgumentException.class, () -> new ReceiverReport(SOURCE, many));
        assertThrows(IllegalArgumentException.class, () -> new Goodbye(Collections.nCopies(32, SOURCE), ""));
        assertThrows(IllegalArgumentException.class, () -> new Goodbye(List.of(), "x".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> new SourceDescription.Item(0, ""));
        assertThrows(IllegalArgumentException.class, () -> new OtherRtcpPacket(100, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> new OtherRtcpPacket(210, 0, 6));
    }

    @Test
    @DisplayName("4: NTP time counts from 1900; its middle 32 bits refer to it")
    void ntp() {
        var time = NtpTimestamp.of(Instant.parse("1970-01-01T00:00:00.500Z"));
        assertEquals(2_208_988_800L << 32 | 0x8000_0000L, time.bits());
        assertEquals(0x7E80_8000L, time.middle());
    }
}
