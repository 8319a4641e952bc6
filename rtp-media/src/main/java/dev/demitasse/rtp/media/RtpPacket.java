// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A view of one RTP packet in a buffer (RFC 3550 section 5.1). {@link #parse} checks all bounds once; the accessors then read
 * the buffer, which must not change meanwhile. One object serves for any number of packets, one after the other, and
 * allocates nothing. Not thread-safe.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * |                             SSRC                              |
 * |                     CSRC, CC times                            |
 * |  X: profile, 16 bits          |  length in words, 16 bits     |
 * |                     header extension                          |
 * |                     payload, P: padding                       |
 * </pre>
 */
public final class RtpPacket {
    /** The length of a header without CSRCs and extension, in bytes. */
    public static final int HEADER_BYTES = 12;

    private static final int VERSION_2 = 0b10_0_0_0000;
    private static final int VERSION_MASK = 0b11_0_0_0000;
    private static final int PADDING = 0b00_1_0_0000;
    private static final int EXTENSION = 0b00_0_1_0000;
    private static final int CSRC_COUNT = 0b00_0_0_1111;
    private static final int MARKER = 0b1_0000000;
    private static final int PAYLOAD_TYPE = 0b0_1111111;

    /** What {@link #parse} says. */
    public enum Result {
        /** A packet: the accessors tell what it holds. */
        VALID,
        /** Ends within its header, its list of CSRCs or its header extension. */
        TOO_SHORT,
        /** The version is not 2. */
        WRONG_VERSION,
        /** The padding is longer than the payload, or has a length of 0. */
        BAD_PADDING
    }

    private ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES);
    private int start;
    private int extensionStart;
    private int payloadStart;
    private int payloadEnd = HEADER_BYTES;

    /** Makes a view of nothing: a header of zeros. */
    public RtpPacket() {
        payloadStart = HEADER_BYTES;
        extensionStart = HEADER_BYTES;
    }

    /**
     * Tells RTCP from RTP where both come to one port (RFC 5761 section 4).
     *
     * @param datagram bytes from position to limit, not consumed
     * @return whether the packet type is one of RTCP, 192 to 223
     */
    public static boolean isRtcp(ByteBuffer datagram) {
        if (datagram.remaining() < 2) {
            return false;
        }
        int type = datagram.get(datagram.position() + 1) & 0xFF;
        return type >= 192 && type <= 223;
    }

    /**
     * Looks at a packet.
     *
     * @param datagram bytes from position to limit, not consumed
     * @return whether it is one; if not, the view is of the packet before, and of no use
     */
    public Result parse(ByteBuffer datagram) {
        int from = datagram.position();
        int end = datagram.limit();
        if (end - from < HEADER_BYTES) {
            return Result.TOO_SHORT;
        }
        int first = datagram.get(from);
        if ((first & VERSION_MASK) != VERSION_2) {
            return Result.WRONG_VERSION;
        }
        int extension = from + HEADER_BYTES + 4 * (first & CSRC_COUNT);
        int payload = extension;
        if ((first & EXTENSION) != 0) {
            if (end - extension < 4) {
                return Result.TOO_SHORT;
            }
            payload += 4 + 4 * (datagram.getShort(extension + 2) & 0xFFFF);
        }
        if (payload > end) {
            return Result.TOO_SHORT;
        }
        int padding = (first & PADDING) == 0 ? 0 : paddingBytes(datagram, payload, end);
        if (padding < 0) {
            return Result.BAD_PADDING;
        }
        buffer = datagram;
        start = from;
        extensionStart = extension;
        payloadStart = payload;
        payloadEnd = end - padding;
        return Result.VALID;
    }

    /** "The last octet of the padding contains a count of how many padding octets should be ignored, including itself." */
    private static int paddingBytes(ByteBuffer datagram, int payload, int end) {
        if (end == payload) {
            return -1;
        }
        int count = datagram.get(end - 1) & 0xFF;
        return count == 0 || count > end - payload ? -1 : count;
    }

    /**
     * Tells whether the marker bit is set: for audio, the first packet of a talkspurt.
     *
     * @return whether it is
     */
    public boolean marker() {
        return (buffer.get(start + 1) & MARKER) != 0;
    }

    /**
     * Gives the payload type.
     *
     * @return 0 to 127
     */
    public int payloadType() {
        return buffer.get(start + 1) & PAYLOAD_TYPE;
    }

    /**
     * Gives the sequence number.
     *
     * @return 0 to 65,535
     */
    public int sequenceNumber() {
        return buffer.getShort(start + 2) & 0xFFFF;
    }

    /**
     * Gives the timestamp.
     *
     * @return its 32 bits, in ticks of the payload's clock rate; differences of two are to be taken as {@code int}s
     */
    public int timestamp() {
        return buffer.getInt(start + 4);
    }

    /**
     * Gives the synchronization source.
     *
     * @return the 32 bits of an {@link Ssrc}
     */
    public int ssrcBits() {
        return buffer.getInt(start + 8);
    }

    /**
     * Counts the contributing sources.
     *
     * @return 0 to 15
     */
    public int csrcCount() {
        return buffer.get(start) & CSRC_COUNT;
    }

    /**
     * Gives a contributing source.
     *
     * @param index from 0
     * @return the source
     * @throws IndexOutOfBoundsException if there is no such one
     */
    public Ssrc csrc(int index) {
        return new Ssrc(buffer.getInt(start + HEADER_BYTES + 4 * Objects.checkIndex(index, csrcCount())));
    }

    /**
     * Tells whether there is a header extension.
     *
     * @return whether there is
     */
    public boolean hasExtension() {
        return (buffer.get(start) & EXTENSION) != 0;
    }

    /**
     * Gives the 16 bits that say what a header extension is, such as 0xBEDE (RFC 8285).
     *
     * @return 0 to 65,535; 0 if there is no extension
     */
    public int extensionProfile() {
        return hasExtension() ? buffer.getShort(extensionStart) & 0xFFFF : 0;
    }

    /**
     * Gives the content of the header extension.
     *
     * @return a read-only view, empty if there is none
     */
    public ByteBuffer extension() {
        return buffer.asReadOnlyBuffer()
                .limit(extensionEnd())
                .position(extensionBegin())
                .slice();
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /** Where the content of the header extension begins; its end if there is none. */
    int extensionBegin() {
        return hasExtension() ? extensionStart + 4 : payloadStart;
    }

    int extensionEnd() {
        return payloadStart;
    }

    /**
     * Gives the payload's length.
     *
     * @return bytes, without padding
     */
    public int payloadLength() {
        return payloadEnd - payloadStart;
    }

    /**
     * Gives one byte of the payload.
     *
     * @param index from 0
     * @return 0 to 255
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public int payloadByte(int index) {
        return buffer.get(payloadStart + Objects.checkIndex(index, payloadLength())) & 0xFF;
    }

    /**
     * Copies the payload.
     *
     * @param to where it goes, from the start
     * @throws IndexOutOfBoundsException if there is no room
     */
    public void copyPayload(byte[] to) {
        buffer.get(payloadStart, to, 0, payloadLength());
    }

    /**
     * Writes a header without CSRCs, extension and padding, for which there is {@link RtpPacketWriter}; the payload is to follow.
     *
     * @param to 12 bytes are put
     * @param payloadType 0 to 127
     * @param marker the marker bit
     * @param sequenceNumber its low 16 bits are written
     * @param timestamp 32 bits
     * @param ssrcBits 32 bits
     * @throws java.nio.BufferOverflowException if there is no room
     */
    public static void writeHeader(
            ByteBuffer to, int payloadType, boolean marker, int sequenceNumber, int timestamp, int ssrcBits) {
        to.put((byte) VERSION_2);
        to.put((byte) (marker ? MARKER | payloadType : payloadType));
        to.putShort((short) sequenceNumber);
        to.putInt(timestamp);
        to.putInt(ssrcBits);
    }
}
