// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * A view of the elements in an RTP packet's header extension (RFC 8285), in the form with headers of one byte or of two. One
 * object serves for any number of packets, one after the other, and allocates nothing. Not thread-safe.
 *
 * <pre>
 *  one byte:  | ID | len-1 | data ...          profile 0xBEDE
 *  two bytes: |   ID   |  len   | data ...     profile 0x1000 to 0x100F
 * </pre>
 */
public final class HeaderExtensions {
    /** What {@link #parse} says. */
    public enum Result {
        /** Elements, perhaps none. */
        VALID,
        /** There is no header extension, or it is of another kind. */
        NONE,
        /** An element is longer than what is left; those before it can be read. */
        TRUNCATED
    }

    /** The profile of headers of one byte. */
    public static final int ONE_BYTE_PROFILE = 0xBEDE;

    /** The profile of headers of two bytes; its low four bits are the application's. */
    public static final int TWO_BYTE_PROFILE = 0x1000;

    private static final int TWO_BYTE_MASK = 0xFFF0;
    private static final int STOP = 15;
    private static final int IDS = 256;

    private final int[] offsets = new int[IDS];
    private final int[] lengths = new int[IDS];
    private final int[] found = new int[IDS];
    private int count;
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** Makes a view of nothing. */
    public HeaderExtensions() {}

    /**
     * Looks at a packet's header extension.
     *
     * @param packet a valid packet, which must not change while this is used
     * @return whether there are elements
     */
    public Result parse(RtpPacket packet) {
        forget();
        int profile = packet.extensionProfile();
        boolean oneByte = profile == ONE_BYTE_PROFILE;
        if (!packet.hasExtension() || !oneByte && (profile & TWO_BYTE_MASK) != TWO_BYTE_PROFILE) {
            return Result.NONE;
        }
        buffer = packet.buffer();
        int end = packet.extensionEnd();
        return oneByte ? readOneByte(packet.extensionBegin(), end) : readTwoBytes(packet.extensionBegin(), end);
    }

    private void forget() {
        for (int i = 0; i < count; i++) {
            offsets[found[i]] = 0;
        }
        count = 0;
    }

    /** Section 4.2. "If the ID value 15 is used, its length field should be ignored, processing of the entire extension should terminate". */
    private Result readOneByte(int from, int end) {
        int at = from;
        while (at < end) {
            int head = buffer.get(at++) & 0xFF;
            int id = head >> 4;
            if (id == STOP) {
                return Result.VALID;
            }
            if (head == 0) {
                continue;
            }
            int length = (head & 0x0F) + 1;
            if (length > end - at) {
                return Result.TRUNCATED;
            }
            if (id != 0) {
                add(id, at, length);
            }
            at += length;
        }
        return Result.VALID;
    }

    /** Section 4.3. */
    private Result readTwoBytes(int from, int end) {
        int at = from;
        while (at < end) {
            int id = buffer.get(at++) & 0xFF;
            if (id == 0) {
                continue;
            }
            int length = at < end ? buffer.get(at++) & 0xFF : IDS;
            if (length > end - at) {
                return Result.TRUNCATED;
            }
            add(id, at, length);
            at += length;
        }
        return Result.VALID;
    }

    /** The first of several with the same ID counts. */
    private void add(int id, int at, int length) {
        if (offsets[id] == 0) {
            offsets[id] = at;
            lengths[id] = length;
            found[count++] = id;
        }
    }

    /**
     * Tells whether there is an element.
     *
     * @param id 1 to 255
     * @return whether there is
     */
    public boolean has(int id) {
        return offsets[id] != 0;
    }

    /**
     * Gives an element's length.
     *
     * @param id 1 to 255
     * @return 0 to 255 bytes; 0 also if there is none
     */
    public int length(int id) {
        return has(id) ? lengths[id] : 0;
    }

    /**
     * Gives one byte of an element.
     *
     * @param id 1 to 255
     * @param index from 0
     * @return 0 to 255
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public int byteAt(int id, int index) {
        return buffer.get(offsets[id] + Objects.checkIndex(index, length(id))) & 0xFF;
    }

    /**
     * Gives an element that is text, such as the MID (RFC 9143 section 15.2), and as the SDES items of RFC 7941 are. Allocates.
     *
     * @param id 1 to 255
     * @return what its bytes say in UTF-8; nothing if there is no such element
     */
    public Optional<String> text(int id) {
        if (!has(id)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[lengths[id]];
        buffer.get(offsets[id], bytes);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * Counts the elements.
     *
     * @return different IDs
     */
    public int count() {
        return count;
    }
}
