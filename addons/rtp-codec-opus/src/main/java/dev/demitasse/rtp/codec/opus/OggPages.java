// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes the pages of one logical Ogg stream, RFC 3533 section 6, of whole packets: none is continued on another page. Not thread-safe;
 * holds one page.
 */
final class OggPages {
    /** Which page of its stream it is. */
    enum Place {
        FIRST(0x02),
        AMONG(0x00),
        LAST(0x04);

        private final int headerType;

        Place(int headerType) {
            this.headerType = headerType;
        }
    }

    private static final byte[] CAPTURE_PATTERN = "OggS".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int MAXIMUM_SEGMENTS = 255;
    private static final int SEGMENT_BYTES = 255;

    private final int serial;
    private final byte[] lacing = new byte[MAXIMUM_SEGMENTS];
    private final byte[] body = new byte[MAXIMUM_SEGMENTS * SEGMENT_BYTES];
    private final ByteBuffer page =
            ByteBuffer.allocate(HEADER_BYTES + lacing.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
    private int sequence;
    private int segments;
    private int bytes;

    OggPages(int serial) {
        this.serial = serial;
    }

    /** Whether a packet of this length can be added to the page; to an empty one it can up to 65,024 bytes. */
    boolean hasRoomFor(int length) {
        return segments + length / SEGMENT_BYTES + 1 <= MAXIMUM_SEGMENTS;
    }

    boolean isEmpty() {
        return segments == 0;
    }

    /** Adds a packet there is room for. */
    void add(byte[] packet, int length) {
        System.arraycopy(packet, 0, body, bytes, length);
        bytes += length;
        // A lacing value below 255 ends a packet, 0 too.
        for (int left = length; left >= 0; left -= SEGMENT_BYTES) {
            lacing[segments++] = (byte) Math.min(left, SEGMENT_BYTES);
        }
    }

    /** Gives the page, and begins the next. Valid until that is given. */
    ByteBuffer finish(Place place, long granulePosition) {
        page.clear()
                .put(CAPTURE_PATTERN)
                .put((byte) 0)
                .put((byte) place.headerType)
                .putLong(granulePosition)
                .putInt(serial)
                .putInt(sequence)
                .putInt(0)
                .put((byte) segments)
                .put(lacing, 0, segments)
                .put(body, 0, bytes)
                .flip();
        page.putInt(CHECKSUM_AT, OggCrc.of(page.array(), 0, page.limit()));
        sequence++;
        segments = 0;
        bytes = 0;
        return page;
    }
}
