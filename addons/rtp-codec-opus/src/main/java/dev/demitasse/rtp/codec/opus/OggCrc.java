// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

/** The checksum of an Ogg page, RFC 3533 section 6: 32 bits, generator 0x04C11DB7, from 0 on, no bit order turned, nothing inverted. */
final class OggCrc {
    private static final int GENERATOR = 0x04C1_1DB7;
    private static final int[] TABLE = table();

    private OggCrc() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int value = 0; value < table.length; value++) {
            int remainder = value << 24;
            for (int bit = 0; bit < 8; bit++) {
                remainder = remainder << 1 ^ (remainder < 0 ? GENERATOR : 0);
            }
            table[value] = remainder;
        }
        return table;
    }

    static int of(byte[] bytes, int offset, int length) {
        int crc = 0;
        for (int i = offset; i < offset + length; i++) {
            crc = crc << 8 ^ TABLE[(crc >>> 24 ^ bytes[i]) & 0xFF];
        }
        return crc;
    }
}
