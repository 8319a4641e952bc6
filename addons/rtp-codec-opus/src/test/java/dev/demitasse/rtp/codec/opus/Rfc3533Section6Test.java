// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 3533 section 6: the Ogg page")
class Rfc3533Section6Test {
    private static byte[] bytes(ByteBuffer page) {
        byte[] bytes = new byte[page.remaining()];
        page.get(bytes);
        return bytes;
    }

    private static byte[] packet(int length) {
        byte[] packet = new byte[length];
        new Random(length).nextBytes(packet);
        return packet;
    }

    @Test
    @DisplayName(
            "the checksum is 32 bits of 0x04C11DB7 from 0 on: one bit gives the generator, nine digits what CRC-32/POSIX says, inverted")
    void checksum() {
        assertEquals(0, OggCrc.of(new byte[500], 0, 500));
        assertEquals(0x04C1_1DB7, OggCrc.of(new byte[] {0, 0, 1}, 0, 3));
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(~0x765E_7680, OggCrc.of(digits, 0, 9));
        assertEquals(OggCrc.of(digits, 0, 9), OggCrc.of("x123456789x".getBytes(StandardCharsets.US_ASCII), 1, 9));
        for (int length = 0; length < 300; length++) {
            byte[] any = packet(length);
            assertEquals(OggFile.bitByBit(any), OggCrc.of(any, 0, length), length + " bytes");
        }
    }

    @Test
    @DisplayName("the fields, in their places: a page to the byte")
    void fields() {
        var pages = new OggPages(0x0403_0201);
        pages.add(new byte[] {10, 20, 30}, 2);
        pages.add(new byte[] {40}, 1);
        byte[] page = bytes(pages.finish(OggPages.Place.FIRST, 0x0807_0605_0403_0201L));
        assertArrayEquals(
                new byte[] {'O', 'g', 'g', 'S', 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 0, 0, 0, 0},
                Arrays.copyOf(page, 22));
        assertArrayEquals(new byte[] {2, 2, 1, 10, 20, 40}, Arrays.copyOfRange(page, 26, page.length));
    }

    @Test
    @DisplayName(
            "lacing: packets of any length come back, those of multiples of 255 too; pages are numbered, the last is marked")
    void lacing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.ogg");
        var pages = new OggPages(-1);
        var written = new ByteArrayOutputStream();
        for (int length = 0; length <= 1_275; length++) {
            pages.add(packet(length), length);
            pages.add(packet(3), 3);
            OggPages.Place place = length == 1_275 ? OggPages.Place.LAST : OggPages.Place.AMONG;
            written.writeBytes(bytes(pages.finish(place, 960L * length)));
        }
        OggFile read = OggFile.read(Files.write(file, written.toByteArray()));
        for (int length = 0; length <= 1_275; length++) {
            OggFile.Page page = read.pages().get(length);
            assertEquals(2, page.packets().size());
            assertArrayEquals(packet(length), page.packets().get(0));
            assertEquals(length, page.sequence());
            assertEquals(960L * length, page.granulePosition());
            assertEquals(-1, page.serial());
            assertEquals(length == 1_275 ? 4 : 0, page.headerType());
        }
    }

    @Test
    @DisplayName("255 segments and no more: a page says when it has no room for a packet")
    void room() {
        var pages = new OggPages(0);
        assertTrue(pages.isEmpty());
        for (int i = 0; i < 42; i++) {
            assertTrue(pages.hasRoomFor(1_275));
            pages.add(packet(1_275), 1_275);
        }
        assertFalse(pages.isEmpty());
        assertFalse(pages.hasRoomFor(765), "4 segments of the 3 left");
        assertTrue(pages.hasRoomFor(764));
        pages.add(packet(764), 764);
        assertFalse(pages.hasRoomFor(0));
        assertEquals(
                27 + 255 + 42 * 1_275 + 764,
                pages.finish(OggPages.Place.AMONG, 0).remaining());
        assertTrue(pages.isEmpty());
        assertTrue(pages.hasRoomFor(65_024));
        assertFalse(pages.hasRoomFor(65_025));
    }
}
