// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;

/** One RTCP packet, of which a compound packet has several (RFC 3550 section 6). Immutable. */
public sealed interface RtcpPacket
        permits SenderReport,
                ReceiverReport,
                SourceDescription,
                Goodbye,
                Application,
                GenericNack,
                PictureLossIndication,
                FullIntraRequest,
                BitrateEstimate,
                ExtendedReport,
                OtherRtcpPacket {
    /** The length of the header all kinds have in common, in bytes. */
    int HEADER_BYTES = 4;

    /**
     * Gives the packet type.
     *
     * @return 200 for SR, 201 for RR, 202 for SDES, 203 for BYE, 204 for APP, 205 and 206 for feedback, 207 for XR
     */
    int packetType();

    /**
     * Gives the length on the wire.
     *
     * @return bytes, a multiple of 4
     */
    int lengthBytes();

    /**
     * Writes the packet.
     *
     * @param to {@link #lengthBytes} are put
     * @throws java.nio.BufferOverflowException if there is no room
     */
    void writeTo(ByteBuffer to);

    /**
     * Writes the common header: version 2, no padding, a count of five bits, the type, the length in words less one.
     *
     * @param to takes 4 bytes
     * @param count 0 to 31
     * @param packetType the packet type
     * @param lengthBytes of the whole packet, a multiple of 4
     */
    static void writeHeader(ByteBuffer to, int count, int packetType, int lengthBytes) {
        to.put((byte) (0b10_0_00000 | count)).put((byte) packetType).putShort((short) (lengthBytes / 4 - 1));
    }
}
