// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8285: elements of the header extension; RFC 3550 5.1: CSRCs and padding written")
class Rfc8285Test {
    private final RtpPacket packet = new RtpPacket();
    private final HeaderExtensions extensions = new HeaderExtensions();

    private HeaderExtensions.Result parse(String extension) {
        String header = "9000" + "0001" + "00000002" + "00000003";
        byte[] bytes = HexFormat.of().parseHex(header + extension);
        assertEquals(RtpPacket.Result.VALID, packet.parse(ByteBuffer.wrap(bytes)));
        return extensions.parse(packet);
    }

    private String element(int id) {
        var text = new StringBuilder();
        for (int i = 0; i < extensions.length(id); i++) {
            text.append(String.format("%02x", extensions.byteAt(id, i)));
        }
        return text.toString();
    }

    @Test
    @DisplayName("4.2: one-byte headers: length less one; a null octet between is padding")
    void oneByte() {
        assertEquals(
                HeaderExtensions.Result.VALID, parse("bede0003" + "10aa" + "22bbccdd" + "00" + "e0" + "11" + "000000"));
        assertEquals("aa", element(1));
        assertEquals("bbccdd", element(2));
        assertEquals("11", element(14));
        assertEquals(3, extensions.count());
        assertFalse(extensions.has(3));
        assertThrows(IndexOutOfBoundsException.class, () -> extensions.byteAt(1, 1));
    }

    @Test
    @DisplayName("4.2: ID 15 ends the processing of the whole extension")
    void reservedId() {
        assertEquals(HeaderExtensions.Result.VALID, parse("bede0002" + "10aa" + "f0bb" + "20cc" + "0000"));
        assertTrue(extensions.has(1));
        assertFalse(extensions.has(2));
    }

    @Test
    @DisplayName("4.3: two-byte headers: any length, also none; the profile's low bits do not matter")
    void twoBytes() {
        assertEquals(HeaderExtensions.Result.VALID, parse("10050003" + "0100" + "00" + "ff03aabbcc" + "0f01dd" + "00"));
        assertTrue(extensions.has(1));
        assertEquals(0, extensions.length(1));
        assertEquals("aabbcc", element(255));
        assertEquals("dd", element(15));
    }

    @Test
    @DisplayName("an element longer than what is left ends it; those before can be read")
    void truncated() {
        assertEquals(HeaderExtensions.Result.TRUNCATED, parse("bede0001" + "10aa" + "22bb"));
        assertEquals("aa", element(1));
        assertFalse(extensions.has(2));
        assertEquals(HeaderExtensions.Result.TRUNCATED, parse("10000002" + "0101bb02" + "04000000"));
        assertEquals("bb", element(1));
    }

    @Test
    @DisplayName("another kind of extension, or none, has no elements, and forgets those of the packet before")
    void otherKinds() {
        parse("bede0001" + "10aa0000");
        assertEquals(HeaderExtensions.Result.NONE, parse("abcd0001" + "10aa0000"));
        assertEquals(0, extensions.count());
        assertFalse(extensions.has(1));
        ByteBuffer plain = ByteBuffer.allocate(12);
        RtpPacket.writeHeader(plain, 0, false, 1, 2, 3);
        packet.parse(plain.flip());
        assertEquals(HeaderExtensions.Result.NONE, extensions.parse(packet));
    }

    @Test
    @DisplayName("4.1.2: small elements are written with headers of one byte, others with two, padded to 32 bits")
    void written() {
        assertEquals("bede0001" + "10aa" + "0000", extensionOf(new RtpPacketWriter().extension(1, (byte) 0xAA)));
        assertEquals("10000001" + "1001aa00", extensionOf(new RtpPacketWriter().extension(16, (byte) 0xAA)));
        assertEquals("10000001" + "0100" + "0000", extensionOf(new RtpPacketWriter().extension(1)));
        assertEquals(
                "10000001" + "0f01aa00",
                extensionOf(new RtpPacketWriter().extension(15, (byte) 0xAA)),
                "4.3: a number like any other where headers have two");
        assertThrows(IllegalArgumentException.class, () -> new RtpPacketWriter().extension(256, (byte) 1));
        assertThrows(IllegalArgumentException.class, () -> new RtpPacketWriter().extension(0, (byte) 1));
        assertThrows(IllegalArgumentException.class, () -> new RtpPacketWriter().extension(1, new byte[256]));
    }

    private static String extensionOf(RtpPacketWriter writer) {
        ByteBuffer to = ByteBuffer.allocate(200);
        writer.write(to, 0, false, 1, 2, 3, ByteBuffer.allocate(0));
        return HexFormat.of().formatHex(to.array(), 12, to.position());
    }

    @Test
    @DisplayName("RFC 9143 15.2: the MID of a received packet is text in UTF-8")
    void text() {
        parse("bede0002" + "31c3a4" + "10" + "62000000");
        assertEquals(Optional.of("\u00e4"), extensions.text(3));
        assertEquals(Optional.of("b"), extensions.text(1));
        assertEquals(Optional.empty(), extensions.text(4));
    }

    @Test
    @DisplayName("RFC 3550 5.1: CSRCs and padding are written as they are read; 15 CSRCs at the most")
    void csrcsAndPadding() {
        var writer = new RtpPacketWriter().csrc(new Ssrc(7)).csrc(new Ssrc(8)).paddingTo(4);
        ByteBuffer to = ByteBuffer.allocate(200);
        writer.write(to, 96, true, 65_536 + 9, 10, 11, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
        assertEquals(12 + 8 + 8, to.position());
        assertEquals(RtpPacket.Result.VALID, packet.parse(to.flip()));
        assertEquals(5, packet.payloadLength());
        assertEquals(new Ssrc(8), packet.csrc(1));
        assertEquals(9, packet.sequenceNumber());
        for (int i = 2; i < 15; i++) {
            writer.csrc(new Ssrc(i));
        }
        assertThrows(IllegalStateException.class, () -> writer.csrc(new Ssrc(16)));
        assertThrows(IllegalArgumentException.class, () -> writer.paddingTo(0));
    }
}
