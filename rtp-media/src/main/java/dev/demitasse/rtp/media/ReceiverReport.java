// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A receiver report, RR (RFC 3550 section 6.4.2). Immutable.
 *
 * @param sender who reports
 * @param reports what it has received, up to 31 sources
 */
public record ReceiverReport(Ssrc sender, List<ReportBlock> reports) implements RtcpPacket {
    static final int TYPE = 201;
    static final int FIXED_BYTES = HEADER_BYTES + 4;

    /**
     * Checks and copies the list.
     *
     * @param sender who reports
     * @param reports what it has received, up to 31 sources
     * @throws IllegalArgumentException if there are more reports
     */
    public ReceiverReport {
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
        to.putInt(sender.bits());
        reports.forEach(report -> report.writeTo(to));
    }
}
