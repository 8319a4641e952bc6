// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A sender report, SR (RFC 3550 section 6.4.1). Immutable.
 *
 * @param sender who reports
 * @param ntp when, by the clock on the wall
 * @param rtpTimestamp when, by the timestamps of the sender's stream; 32 bits
 * @param packets how many it has sent, 32 bits
 * @param octets of their payloads, 32 bits
 * @param reports what it has received, up to 31 sources
 */
public record SenderReport(
        Ssrc sender, NtpTimestamp ntp, int rtpTimestamp, long packets, long octets, List<ReportBlock> reports)
        implements RtcpPacket {
    static final int TYPE = 200;
    static final int FIXED_BYTES = HEADER_BYTES + 24;

    /**
     * Checks and copies the list.
     *
     * @param sender who reports
     * @param ntp when, by the clock on the wall
     * @param rtpTimestamp when, by the timestamps of the sender's stream; 32 bits
     * @param packets how many it has sent, 32 bits
     * @param octets of their payloads, 32 bits
     * @param reports what it has received, up to 31 sources
     * @throws IllegalArgumentException if there are more reports
     */
    public SenderReport {
        packets &= 0xFFFF_FFFFL;
        octets &= 0xFFFF_FFFFL;
        reports = ReportBlock.checked(reports);
    }

    @Override
    public int packetType() {
        return TYPE;
    }

    @Override
    public int lengthBytes() {
        return FIXED_BYTES + ReportBlock.BYTES * reports.size();
    }

    @Override
    public void writeTo(ByteBuffer to) {
        RtcpPacket.writeHeader(to, reports.size(), TYPE, lengthBytes());
        to.putInt(sender.bits()).putLong(ntp.bits()).putInt(rtpTimestamp);
        to.putInt((int) packets).putInt((int) octets);
        reports.forEach(report -> report.writeTo(to));
    }
}
