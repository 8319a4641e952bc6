// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An extended report, XR (RFC 3611 section 2). Its blocks of VoIP metrics are read; others are left out. Immutable.
 *
 * @param sender who reports
 * @param metrics what it says of sources, up to 31
 */
public record ExtendedReport(Ssrc sender, List<VoipMetrics> metrics) implements RtcpPacket {
    static final int TYPE = 207;

    private static final int FIXED_BYTES = HEADER_BYTES + 4;
    private static final int MAXIMUM = 31;

    /**
     * Checks and copies the list.
     *
     * @param sender who reports
     * @param metrics what it says of sources, up to 31
     * @throws IllegalArgumentException if there are more
     */
    public ExtendedReport {
        if (metrics.size() > MAXIMUM) {
            throw new IllegalArgumentException(metrics.size() + " blocks in one XR");
        }
        metrics = List.copyOf(metrics);
    }

    static boolean read(ByteBuffer in, int at, int end, List<RtcpPacket> packets) {
        if (end - at < FIXED_BYTES) {
            return false;
        }
        var metrics = new ArrayList<VoipMetrics>(1);
        int block = at + FIXED_BYTES;
        while (block < end) {
            int length = 4 * ((in.getShort(block + 2) & 0xFFFF) + 1);
            if (length > end - block) {
                return false;
            }
            boolean voip = (in.get(block) & 0xFF) == VoipMetrics.TYPE;
            if (voip && (length != VoipMetrics.BYTES || metrics.size() == MAXIMUM)) {
                return false;
            }
            if (voip) {
                metrics.add(VoipMetrics.read(in, block));
            }
            block += length;
        }
        return packets.add(new ExtendedReport(new Ssrc(in.getInt(at + HEADER_BYTES)), metrics));
    }

    @Override
    public int packetType() {
        return TYPE;
    }

    @Override
    public int lengthBytes() {
        return FIXED_BYTES + VoipMetrics.BYTES * metrics.size();
    }

    @Override
    public void writeTo(ByteBuffer to) {
        RtcpPacket.writeHeader(to, 0, TYPE, lengthBytes());
        to.putInt(sender.bits());
        metrics.forEach(block -> block.writeTo(to));
    }
}
