// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes RTP packets with all that RFC 3550 section 5.1 and RFC 8285 allow: contributing sources, header extension, padding. For
 * plain packets {@link RtpPacket#writeHeader} does, without an object. Not thread-safe; may be used for many packets.
 */
public final class RtpPacketWriter {
    private static final int MAXIMUM_CSRCS = 15;
    private static final int ONE_BYTE_IDS = 14;
    private static final int ONE_BYTE_LENGTH = 16;
    private static final int PADDING = 0b00_1_0_0000;
    private static final int EXTENSION = 0b00_0_1_0000;

    private final List<Ssrc> csrcs = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private int paddingMultiple = 1;

    private record Element(int id, byte[] data) {}

    /** Makes a writer of plain packets. */
    public RtpPacketWriter() {}

    /**
     * Adds a contributing source.
     *
     * @param source the source
     * @return this
     * @throws IllegalStateException if there are 15
     */
    public RtpPacketWriter csrc(Ssrc source) {
        if (csrcs.size() == MAXIMUM_CSRCS) {
            throw new IllegalStateException("15 contributing sources");
        }
        csrcs.add(source);
        return this;
    }

    /**
     * Adds an element to the header extension. Headers are of one byte if all elements fit them (IDs 1 to 14, 1 to 16 bytes),
     * else of two.
     *
     * @param id 1 to 255
     * @param data up to 255 bytes; copied
     * @return this
     * @throws IllegalArgumentException if one is out of range
     */
    public RtpPacketWriter extension(int id, byte... data) {
        if (id < 1 || id > 255 || data.length > 255) {
            throw new IllegalArgumentException("header extension " + id + " of " + data.length + " bytes");
        }
        elements.add(new Element(id, data.clone()));
        return this;
    }

    /**
     * Pads payloads, so that a packet's length is a multiple.
     *
     * @param bytes 1 to 255; 1 for no padding
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public RtpPacketWriter paddingTo(int bytes) {
        if (bytes < 1 || bytes > 255) {
            throw new IllegalArgumentException("padding to a multiple of " + bytes);
        }
        paddingMultiple = bytes;
        return this;
    }

    /**
     * Writes a packet.
     *
     * @param to takes it
     * @param payloadType 0 to 127
     * @param marker the marker bit
     * @param sequenceNumber its low 16 bits are written
     * @param timestamp 32 bits
     * @param ssrcBits 32 bits
     * @param payload bytes from position to limit, not consumed
     * @throws java.nio.BufferOverflowException if there is no room
     */
    public void write(
            ByteBuffer to,
            int payloadType,
            boolean marker,
            int sequenceNumber,
            int timestamp,
            int ssrcBits,
            ByteBuffer payload) {
        int start = to.position();
        RtpPacket.writeHeader(to, payloadType, marker, sequenceNumber, timestamp, ssrcBits);
        csrcs.forEach(source -> to.putInt(source.bits()));
        if (!elements.isEmpty()) {
            writeExtension(to);
        }
        to.put(payload.duplicate());
        int padding = Math.floorMod(start - to.position(), paddingMultiple);
        for (int i = 1; i < padding; i++) {
            to.put((byte) 0);
        }
        if (padding > 0) {
            to.put((byte) padding);
        }
        int flags = (padding > 0 ? PADDING : 0) | (elements.isEmpty() ? 0 : EXTENSION);
        to.put(start, (byte) (to.get(start) | flags | csrcs.size()));
    }

    private void writeExtension(ByteBuffer to) {
        boolean oneByte = elements.stream()
                .allMatch(element -> element.id() <= ONE_BYTE_IDS
                        && element.data().length >= 1
                        && element.data().length <= ONE_BYTE_LENGTH);
        to.putShort((short) (oneByte ? HeaderExtensions.ONE_BYTE_PROFILE : HeaderExtensions.TWO_BYTE_PROFILE));
        int lengthAt = to.position();
        to.putShort((short) 0);
        for (Element element : elements) {
            if (oneByte) {
                to.put((byte) (element.id() << 4 | element.data().length - 1));
            } else {
                to.put((byte) element.id()).put((byte) element.data().length);
            }
            to.put(element.data());
        }
        int words = (to.position() - lengthAt - 2 + 3) / 4;
        while (to.position() < lengthAt + 2 + 4 * words) {
            to.put((byte) 0);
        }
        to.putShort(lengthAt, (short) words);
    }
}
