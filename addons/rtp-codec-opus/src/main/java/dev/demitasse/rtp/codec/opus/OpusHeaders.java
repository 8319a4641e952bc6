// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.AudioFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The two packets that an Opus stream in Ogg begins with, RFC 7845 section 5. */
final class OpusHeaders {
    private static final byte[] VENDOR = "Demitasse".getBytes(StandardCharsets.UTF_8);
    private static final int HEAD_BYTES = 19;

    private OpusHeaders() {}

    /** Section 5.1. One or two channels are mapping family 0, which has no table. */
    static byte[] identification(AudioFormat input, int preSkip) {
        return ByteBuffer.allocate(HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) input.channels())
                .putShort((short) preSkip)
                .putInt(input.sampleRateHz())
                .putShort((short) 0)
                .put((byte) 0)
                .array();
    }

    /** Section 5.2, without comments. */
    static byte[] comments() {
        return ByteBuffer.allocate(8 + 4 + VENDOR.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
                .putInt(VENDOR.length)
                .put(VENDOR)
                .putInt(0)
                .array();
    }
}
