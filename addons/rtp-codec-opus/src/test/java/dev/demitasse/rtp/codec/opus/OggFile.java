// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what was written, and fails where a page is not as RFC 3533 section 6 has it. The checksum is reckoned bit by bit. */
record OggFile(List<Page> pages) {
    /** A page; its packets are whole. */
    record Page(int headerType, long granulePosition, int serial, int sequence, List<byte[]> packets) {}

    static OggFile read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        var pages = new ArrayList<Page>();
        int at = 0;
        while (at < bytes.length) {
            int segments = bytes[at + 26] & 0xFF;
            int body = at + 27 + segments;
            int end = body;
            for (int i = 0; i < segments; i++) {
                end += bytes[at + 27 + i] & 0xFF;
            }
            pages.add(page(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        return new OggFile(pages);
    }

    private static Page page(byte[] page) {
        ByteBuffer header = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("OggS", new String(page, 0, 4, StandardCharsets.US_ASCII));
        assertEquals(0, page[4], "version");
        int checksum = header.getInt(22);
        header.putInt(22, 0);
        assertEquals(bitByBit(page), checksum, "checksum");
        return new Page(page[5], header.getLong(6), header.getInt(14), header.getInt(18), packets(page));
    }

    private static List<byte[]> packets(byte[] page) {
        var packets = new ArrayList<byte[]>();
        int at = 27 + (page[26] & 0xFF);
        int length = 0;
        for (int i = 0; i < (page[26] & 0xFF); i++) {
            int lacing = page[27 + i] & 0xFF;
            length += lacing;
            if (lacing < 255) {
                packets.add(Arrays.copyOfRange(page, at, at + length));
                at += length;
                length = 0;
            }
        }
        assertEquals(0, length, "a packet goes on on the next page");
        assertEquals(page.length, at);
        return packets;
    }

    /** The remainder of a long division, as a checksum of 32 bits is defined. */
    static int bitByBit(byte[] bytes) {
        int remainder = 0;
        for (byte each : bytes) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean out = remainder < 0 ^ (each >> bit & 1) == 1;
                remainder = remainder << 1 ^ (out ? 0x04C1_1DB7 : 0);
            }
        }
        return remainder;
    }

    /** The packets of audio. */
    List<byte[]> audio() {
        return pages.stream().skip(2).flatMap(page -> page.packets().stream()).toList();
    }

    int preSkip() {
        return ByteBuffer.wrap(pages.get(0).packets().get(0))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort(10);
    }

    /** How much audio there is as a player has it, at 48 kHz. */
    long samples() {
        long end = pages.get(pages.size() - 1).granulePosition();
        return Math.max(0, end - preSkip());
    }

    /** What a player plays: without the pre-skip, as far as the last page says. */
    short[] decode(int rateHz, int channels) throws OpusException {
        var decoder = new OpusDecoder(rateHz, channels);
        List<byte[]> audio = audio();
        int frame = rateHz / 50;
        short[] all = new short[audio.size() * frame * channels];
        for (int i = 0; i < audio.size(); i++) {
            byte[] packet = audio.get(i);
            assertEquals(frame, decoder.decode(packet, 0, packet.length, all, i * frame * channels, frame, false));
        }
        int from = preSkip() * rateHz / 48_000;
        int count = (int) (samples() * rateHz / 48_000);
        return Arrays.copyOfRange(all, from * channels, (from + count) * channels);
    }
}
