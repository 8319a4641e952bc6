// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A good-bye, BYE (RFC 3550 section 6.6). Immutable.
 *
 * @param sources that leave, up to 31
 * @param reason up to 255 bytes of UTF-8; an empty text for none
 */
public record Goodbye(List<Ssrc> sources, String reason) implements RtcpPacket {
    static final int TYPE = 203;

    private static final int MAXIMUM_SOURCES = 31;

    /**
     * Checks and copies the list.
     *
     * @param sources that leave, up to 31
     * @param reason up to 255 bytes of UTF-8; an empty text for none
     * @throws IllegalArgumentException if there are more sources, or the reason is longer
     */
    public Goodbye {
        if (sources.size() > MAXIMUM_SOURCES || reason.getBytes(StandardCharsets.UTF_8).length > 255) {
            throw new IllegalArgumentException(sources.size() + " sources, " + reason.length() + " characters");
        }
        sources = List.copyOf(sources);
    }

    @Override
    public int packetType() {
        return TYPE;
    }

    @Override
    public int lengthBytes() {
        int text = reason.isEmpty() ? 0 : 1 + reason.getBytes(StandardCharsets.UTF_8).length;
        return HEADER_BYTES + 4 * sources.size() + (text + 3 & ~3);
    }

    @Override
    public void writeTo(ByteBuffer to) {
        int end = to.position() + lengthBytes();
        RtcpPacket.writeHeader(to, sources.size(), TYPE, lengthBytes());
        sources.forEach(source -> to.putInt(source.bits()));
        if (!reason.isEmpty()) {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            to.put((byte) text.length).put(text);
        }
        while (to.position() < end) {
            to.put((byte) 0);
        }
    }
}
