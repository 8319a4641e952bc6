// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a receiver reports of one source (RFC 3550 section 6.4.1). Immutable.
 *
 * @param source whose packets these are
 * @param fractionLost share of packets lost since the report before, times 256: 0 to 255
 * @param cumulativeLost packets lost altogether, -8,388,608 to 8,388,607; what is beyond is clamped
 * @param highestSequence extended highest sequence number received, 32 bits
 * @param jitterTicks interarrival jitter in timestamp ticks, 32 bits
 * @param lastSenderReport the middle 32 bits of the last sender report's NTP timestamp, 0 if there was none
 * @param delaySinceLastSenderReport since its arrival, in units of 1/65,536 s, 32 bits
 */
public record ReportBlock(
        Ssrc source,
        int fractionLost,
        int cumulativeLost,
        long highestSequence,
        long jitterTicks,
        long lastSenderReport,
        long delaySinceLastSenderReport) {
    static final int BYTES = 24;

    private static final int MAXIMUM = 31;
    private static final int LOST_LIMIT = 1 << 23;

    /**
     * Clamps and masks the fields to their widths.
     *
     * @param source whose packets these are
     * @param fractionLost share of packets lost since the report before, times 256: 0 to 255
     * @param cumulativeLost packets lost altogether, -8,388,608 to 8,388,607; what is beyond is clamped
     * @param highestSequence extended highest sequence number received, 32 bits
     * @param jitterTicks interarrival jitter in timestamp ticks, 32 bits
     * @param lastSenderReport the middle 32 bits of the last sender report's NTP timestamp, 0 if there was none
     * @param delaySinceLastSenderReport since its arrival, in units of 1/65,536 s, 32 bits
     */
    public ReportBlock {
        fractionLost = Math.max(0, Math.min(255, fractionLost));
        cumulativeLost = Math.max(-LOST_LIMIT, Math.min(LOST_LIMIT - 1, cumulativeLost));
        highestSequence &= 0xFFFF_FFFFL;
        jitterTicks &= 0xFFFF_FFFFL;
        lastSenderReport &= 0xFFFF_FFFFL;
        delaySinceLastSenderReport &= 0xFFFF_FFFFL;
    }

    void writeTo(ByteBuffer to) {
        to.putInt(source.bits());
        to.putInt(fractionLost << 24 | cumulativeLost & 0xFF_FFFF);
        to.putInt((int) highestSequence).putInt((int) jitterTicks);
        to.putInt((int) lastSenderReport).putInt((int) delaySinceLastSenderReport);
    }

    /** Checks and copies the blocks of a report. */
    static List<ReportBlock> checked(List<ReportBlock> reports) {
        if (reports.size() > MAXIMUM) {
            throw new IllegalArgumentException(reports.size() + " reports in one packet");
        }
        return List.copyOf(reports);
    }

    static List<ReportBlock> read(ByteBuffer from, int at, int count) {
        var reports = new ArrayList<ReportBlock>(count);
        for (int i = 0; i < count; i++) {
            reports.add(read(from, at + i * BYTES));
        }
        return reports;
    }

    private static ReportBlock read(ByteBuffer from, int at) {
        int lost = from.getInt(at + 4);
        return new ReportBlock(
                new Ssrc(from.getInt(at)),
                lost >>> 24,
                lost << 8 >> 8,
                from.getInt(at + 8),
                from.getInt(at + 12),
                from.getInt(at + 16),
                from.getInt(at + 20));
    }
}
