// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Says how much a receiver believes it can take, REMB (draft-alvestrand-rmcat-remb-03 section 2.2). Immutable.
 *
 * @param sender who says so
 * @param bitsPerSecond for all sources together; rounded down to 18 significant bits, as the wire has it
 * @param sources of whose media it speaks, up to 255
 */
public record BitrateEstimate(Ssrc sender, long bitsPerSecond, List<Ssrc> sources) implements RtcpPacket {
    static final int FORMAT = 15;

    private static final int NAME = 'R' << 24 | 'E' << 16 | 'M' << 8 | 'B';
    private static final int FIXED_BYTES = Feedback.FIXED_BYTES + 8;
    private static final int MANTISSA_BITS = 18;
    private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
    private static final int MAXIMUM_SOURCES = 255;
    private static final Ssrc NO_MEDIA = new Ssrc(0);

    /**
     * Rounds the estimate, checks and copies the list.
     *
     * @param sender who says so
     * @param bitsPerSecond for all sources together; rounded down to 18 significant bits, as the wire has it
     * @param sources of whose media it speaks, up to 255
     * @throws IllegalArgumentException if there are more, or the estimate is negative
     */
    public BitrateEstimate {
        if (bitsPerSecond < 0 || sources.size() > MAXIMUM_SOURCES) {
            throw new IllegalArgumentException(bitsPerSecond + " bit/s for " + sources.size() + " sources");
        }
        bitsPerSecond = bitsPerSecond >> exponent(bitsPerSecond) << exponent(bitsPerSecond);
        sources = List.copyOf(sources);
    }

    private static int exponent(long bits) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(bits) - MANTISSA_BITS);
    }

    /** Whether a packet of this format is one: others use it too. */
    static boolean isOne(ByteBuffer in, int at, int end) {
        return end - at >= FIXED_BYTES && in.getInt(at + Feedback.FIXED_BYTES) == NAME;
    }

    static boolean read(ByteBuffer in, int at, int end, List<RtcpPacket> packets) {
        int fields = in.getInt(at + Feedback.FIXED_BYTES + 4);
        int count = fields >>> 24;
        int exponent = fields >> MANTISSA_BITS & 0x3F;
        long mantissa = fields & MANTISSA;
        boolean fits = mantissa == 0 || exponent < Long.numberOfLeadingZeros(mantissa);
        if (end - at != FIXED_BYTES + 4 * count || !fits) {
            return false;
        }
        var sources = new ArrayList<Ssrc>(count);
        for (int i = 0; i < count; i++) {
            sources.add(new Ssrc(in.getInt(at + FIXED_BYTES + 4 * i)));
        }
        return packets.add(new BitrateEstimate(Feedback.sender(in, at), mantissa << exponent, sources));
    }

    @Override
    public int packetType() {
        return Feedback.PAYLOAD_TYPE;
    }

    @Override
    public int lengthBytes() {
        return FIXED_BYTES + 4 * sources.size();
    }

    @Override
    public void writeTo(ByteBuffer to) {
        Feedback.writeTo(to, FORMAT, Feedback.PAYLOAD_TYPE, lengthBytes(), sender, NO_MEDIA);
        int exponent = exponent(bitsPerSecond);
        to.putInt(NAME).putInt(sources.size() << 24 | exponent << MANTISSA_BITS | (int) (bitsPerSecond >> exponent));
        sources.forEach(source -> to.putInt(source.bits()));
    }
}
