// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What all feedback packets have in common (RFC 4585 section 6.1): a format in the place of the count, who sends it, and of
 * whose media it speaks.
 */
final class Feedback {
    static final int TRANSPORT_TYPE = 205;
    static final int PAYLOAD_TYPE = 206;
    static final int FIXED_BYTES = RtcpPacket.HEADER_BYTES + 8;

    private Feedback() {}

    static Ssrc sender(ByteBuffer in, int at) {
        return new Ssrc(in.getInt(at + RtcpPacket.HEADER_BYTES));
    }

    static Ssrc media(ByteBuffer in, int at) {
        return new Ssrc(in.getInt(at + RtcpPacket.HEADER_BYTES + 4));
    }

    static void writeTo(ByteBuffer to, int format, int type, int lengthBytes, Ssrc sender, Ssrc media) {
        RtcpPacket.writeHeader(to, format, type, lengthBytes);
        to.putInt(sender.bits()).putInt(media.bits());
    }

    /** Reads a packet about the transport: NACK; others, such as TWCC, are recognised. */
    static boolean readTransport(ByteBuffer in, int at, int end, int format, List<RtcpPacket> packets) {
        if (end - at < FIXED_BYTES) {
            return false;
        }
        return format == GenericNack.FORMAT
                ? GenericNack.read(in, at, end, packets)
                : packets.add(new OtherRtcpPacket(TRANSPORT_TYPE, format, end - at));
    }

    /** Reads a packet about a payload: PLI, FIR, REMB; others are recognised. */
    static boolean readPayload(ByteBuffer in, int at, int end, int format, List<RtcpPacket> packets) {
        if (end - at < FIXED_BYTES) {
            return false;
        }
        return switch (format) {
            case PictureLossIndication.FORMAT -> packets.add(new PictureLossIndication(sender(in, at), media(in, at)));
            case FullIntraRequest.FORMAT -> FullIntraRequest.read(in, at, end, packets);
            case BitrateEstimate.FORMAT ->
                BitrateEstimate.isOne(in, at, end)
                        ? BitrateEstimate.read(in, at, end, packets)
                        : packets.add(new OtherRtcpPacket(PAYLOAD_TYPE, format, end - at));
            default -> packets.add(new OtherRtcpPacket(PAYLOAD_TYPE, format, end - at));
        };
    }
}
