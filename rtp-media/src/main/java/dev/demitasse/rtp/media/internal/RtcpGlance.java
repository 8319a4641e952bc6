// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtcpPacket;
import dev.demitasse.rtp.media.RtpPacket;
import java.nio.ByteBuffer;

/**
 * Whom an RTCP packet concerns, by the first packet of the compound (RFC 3550 section 6.4, RFC 4585 section 6.1): its sender, and
 * the streams it reports on. The session reads the rest. Not thread-safe.
 */
final class RtcpGlance {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int TRANSPORT_FEEDBACK = 205;
    private static final int PAYLOAD_FEEDBACK = 206;
    private static final int REPORT_BLOCK_BYTES = 24;
    private static final int SENDER_BYTES = 8;

    private ByteBuffer packet = ByteBuffer.allocate(0);
    private int firstSubject;
    private int subjects;

    /** Looks at a packet; tells whether it is long enough to be one. */
    boolean look(ByteBuffer datagram) {
        packet = datagram;
        if (datagram.remaining() < SENDER_BYTES || !RtpPacket.isRtcp(datagram) || !isVersion2()) {
            return false;
        }
        int count = packet.get(packet.position()) & 0x1F;
        firstSubject = switch (type()) {
            case SENDER_REPORT -> 28;
            case RECEIVER_REPORT, TRANSPORT_FEEDBACK, PAYLOAD_FEEDBACK -> SENDER_BYTES;
            default -> packet.remaining();
        };
        int length = Math.min(packet.remaining(), lengthBytes());
        int room = length - firstSubject;
        subjects = isReport() ? Math.max(0, Math.min(count, room / REPORT_BLOCK_BYTES)) : room >= Integer.BYTES ? 1 : 0;
        return true;
    }

    private boolean isVersion2() {
        return (packet.get(packet.position()) & 0b11_000000) == 0b10_000000;
    }

    private int type() {
        return packet.get(packet.position() + 1) & 0xFF;
    }

    private int lengthBytes() {
        return RtcpPacket.HEADER_BYTES * ((packet.getShort(packet.position() + 2) & 0xFFFF) + 1);
    }

    private boolean isReport() {
        return type() == SENDER_REPORT || type() == RECEIVER_REPORT;
    }

    /** Whether the sender sends RTP, too, under the same SSRC. */
    boolean isSenderReport() {
        return type() == SENDER_REPORT;
    }

    int sender() {
        return packet.getInt(packet.position() + 4);
    }

    /** How many streams it reports on: 31 at the most. */
    int subjects() {
        return subjects;
    }

    int subject(int n) {
        return packet.getInt(packet.position() + firstSubject + n * REPORT_BLOCK_BYTES);
    }
}
