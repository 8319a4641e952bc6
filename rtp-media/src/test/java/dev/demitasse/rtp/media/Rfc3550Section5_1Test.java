// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.RtpPacket.Result;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 5.1: the RTP header")
class Rfc3550Section5_1Test {
    private final RtpPacket packet = new RtpPacket();

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private byte[] payload() {
        byte[] to = new byte[packet.payloadLength()];
        packet.copyPayload(to);
        return to;
    }

    @Test
    @DisplayName("the fixed header: marker, payload type, sequence number, timestamp, SSRC")
    void fixedHeader() {
        assertEquals(Result.VALID, packet.parse(bytes("80 e5 fffe 80000001 deadbeef 0102")));
        assertTrue(packet.marker());
        assertEquals(101, packet.payloadType());
        assertEquals(0xFFFE, packet.sequenceNumber());
        assertEquals(0x80000001, packet.timestamp());
        assertEquals("deadbeef", new Ssrc(packet.ssrcBits()).toString());
        assertEquals(0, packet.csrcCount());
        assertFalse(packet.hasExtension());
        assertArrayEquals(new byte[] {1, 2}, payload());
        assertEquals(2, packet.payloadByte(1));
    }

    @Test
    @DisplayName("CSRCs and a header extension stand before the payload and are no part of it")
    void csrcAndExtension() {
        assertEquals(
                Result.VALID,
                packet.parse(bytes("92 00 0001 00000000 00000001 0000000a 0000000b bede 0001 10aa0000 77")));
        assertEquals(2, packet.csrcCount());
        assertEquals(new Ssrc(11), packet.csrc(1));
        assertThrows(IndexOutOfBoundsException.class, () -> packet.csrc(2));
        assertTrue(packet.hasExtension());
        assertEquals(0xBEDE, packet.extensionProfile());
        assertEquals(4, packet.extension().remaining());
        assertArrayEquals(new byte[] {0x77}, payload());
    }

    @Test
    @DisplayName("an extension may be empty")
    void emptyExtension() {
        assertEquals(Result.VALID, packet.parse(bytes("90 00 0001 00000000 00000001 1234 0000 77")));
        assertEquals(0, packet.extension().remaining());
        assertArrayEquals(new byte[] {0x77}, payload());
    }

    @Test
    @DisplayName("padding is cut; its last octet counts it, itself included")
    void padding() {
        assertEquals(Result.VALID, packet.parse(bytes("a0 00 0001 00000000 00000001 77 000003")));
        assertArrayEquals(new byte[] {0x77}, payload());
        assertEquals(Result.VALID, packet.parse(bytes("a0 00 0001 00000000 00000001 00000004")));
        assertEquals(0, packet.payloadLength());
    }

    @Test
    @DisplayName("padding of 0, longer than the payload, or of no payload at all is wrong")
    void badPadding() {
        assertEquals(Result.BAD_PADDING, packet.parse(bytes("a0 00 0001 00000000 00000001 7700")));
        assertEquals(Result.BAD_PADDING, packet.parse(bytes("a0 00 0001 00000000 00000001 7703")));
        assertEquals(Result.BAD_PADDING, packet.parse(bytes("a0 00 0001 00000000 00000001")));
    }

    @Test
    @DisplayName("a packet that ends within header, CSRCs or extension is too short")
    void tooShort() {
        assertEquals(Result.TOO_SHORT, packet.parse(bytes("80 00 0001 00000000 000000")));
        assertEquals(Result.TOO_SHORT, packet.parse(bytes("81 00 0001 00000000 00000001 000000")));
        assertEquals(Result.TOO_SHORT, packet.parse(bytes("90 00 0001 00000000 00000001 bede00")));
        assertEquals(Result.TOO_SHORT, packet.parse(bytes("90 00 0001 00000000 00000001 bede ffff 00000000")));
        assertEquals(Result.TOO_SHORT, packet.parse(ByteBuffer.allocate(0)));
    }

    @Test
    @DisplayName("the version must be 2")
    void version() {
        assertEquals(Result.WRONG_VERSION, packet.parse(bytes("00 00 0001 00000000 00000001 00")));
        assertEquals(Result.WRONG_VERSION, packet.parse(bytes("40 00 0001 00000000 00000001 00")));
        assertEquals(Result.WRONG_VERSION, packet.parse(bytes("c0 00 0001 00000000 00000001 00")));
    }

    @Test
    @DisplayName("a packet is read from position to limit, wherever in its buffer")
    void withinBuffer() {
        ByteBuffer buffer = bytes("ffff 8008 0001 00000002 00000003 55 ffff");
        buffer.position(2).limit(15);
        assertEquals(Result.VALID, packet.parse(buffer));
        assertEquals(8, packet.payloadType());
        assertArrayEquals(new byte[] {0x55}, payload());
        assertEquals(2, buffer.position());
    }

    @Test
    @DisplayName("a written header reads the same")
    void write() {
        ByteBuffer buffer = ByteBuffer.allocate(12);
        RtpPacket.writeHeader(buffer, 101, true, 65_536 + 7, -2, 0xCAFEBABE);
        assertEquals("80e50007fffffffecafebabe", HexFormat.of().formatHex(buffer.array()));
    }

    @Test
    @DisplayName("a new view is of an empty header, not of nothing")
    void emptyView() {
        assertEquals(0, packet.payloadType());
        assertEquals(0, packet.payloadLength());
        assertEquals(0, packet.extension().remaining());
    }

    @Test
    @DisplayName("RFC 5761 4: packet types 192 to 223 are RTCP where both share a port")
    void demultiplexing() {
        assertTrue(RtpPacket.isRtcp(bytes("80c8")));
        assertTrue(RtpPacket.isRtcp(bytes("80df")));
        assertFalse(RtpPacket.isRtcp(bytes("80bf")));
        assertFalse(RtpPacket.isRtcp(bytes("80e0")));
        assertFalse(RtpPacket.isRtcp(bytes("80")));
    }
}
