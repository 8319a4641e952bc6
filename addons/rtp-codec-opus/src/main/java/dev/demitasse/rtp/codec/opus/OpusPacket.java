// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

/** What the first bytes of a packet say of it, before the library sees it. */
final class OpusPacket {
    private static final int SHORTEST_FRAME = 120;
    private static final int SILK_FRAME = 960;
    private static final int LONG_LENGTH = 252;
    private static final int FIRST_WITHOUT_SILK = 16;

    private OpusPacket() {}

    /** A packet's length, RFC 6716 section 3.1: samples of each channel, 0 if it does not say. */
    static int samples(byte[] payload, int offset, int length) {
        if (length < 1) {
            return 0;
        }
        int toc = payload[offset] & 0xFF;
        int frames = switch (toc & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> length < 2 ? 0 : payload[offset + 1] & 0x3F;
        };
        return frames * frame(toc >> 3);
    }

    private static int frame(int configuration) {
        if (configuration < 12) {
            int quarter = configuration & 3;
            return quarter == 3 ? 2_880 : 480 << quarter;
        }
        return configuration < FIRST_WITHOUT_SILK ? 480 << (configuration & 1) : SHORTEST_FRAME << (configuration & 3);
    }

    /**
     * How much of what was before it a packet carries once more: the length of one of its frames, or nothing. RFC 6716 section 4.2.3:
     * a bit of voice activity for each 20 ms, then the bit that says so, stand plainly at the beginning of the first frame.
     * Packets of an arbitrary number of frames are not looked into.
     */
    static int redundantSamples(byte[] payload, int offset, int length) {
        int toc = length < 1 ? 0xFF : payload[offset] & 0xFF;
        int configuration = toc >> 3;
        int header = headerBytes(toc & 3, payload, offset, length);
        if (configuration >= FIRST_WITHOUT_SILK || header >= length) {
            return 0;
        }
        int samples = frame(configuration);
        int activityBits = Math.max(1, samples / SILK_FRAME);
        return (payload[offset + header] & 0x80 >> activityBits) == 0 ? 0 : samples;
    }

    /** Section 3.2: where the first frame begins. */
    private static int headerBytes(int code, byte[] payload, int offset, int length) {
        return switch (code) {
            case 0, 1 -> 1;
            case 2 -> length > 1 && (payload[offset + 1] & 0xFF) >= LONG_LENGTH ? 3 : 2;
            default -> length;
        };
    }
}
