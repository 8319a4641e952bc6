// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;

/**
 * An RTCP packet of a kind that is recognised but not read. Immutable.
 *
 * @param packetType 192 to 223
 * @param count the five bits of the header that count or say a format
 * @param lengthBytes of all of it, 4 to 262,144
 */
public record OtherRtcpPacket(int packetType, int count, int lengthBytes) implements RtcpPacket {
    /**
     * Checks the fields.
     *
     * @param packetType 192 to 223
     * @param count the five bits of the header that count or say a format
     * @param lengthBytes of all of it, 4 to 262,144
     * @throws IllegalArgumentException if one is out of range
     */
    public OtherRtcpPacket {
        if (packetType < 192 || packetType > 223 || count < 0 || count > 31) {
            throw new IllegalArgumentException("packet type " + packetType + ", count " + count);
        }
        if (lengthBytes < HEADER_BYTES || lengthBytes > 262_144 || lengthBytes % 4 != 0) {
            throw new IllegalArgumentException("length " + lengthBytes);
        }
    }

    /** Writes the header, and zeros for what was not read. */
    @Override
    public void writeTo(ByteBuffer to) {
        RtcpPacket.writeHeader(to, count, packetType, lengthBytes);
        for (int i = HEADER_BYTES; i < lengthBytes; i++) {
            to.put((byte) 0);
        }
    }
}
