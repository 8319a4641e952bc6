// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for packets again, a generic NACK (RFC 4585 section 6.2.1). Immutable.
 *
 * @param sender who asks
 * @param media whose packets are missing
 * @param missing their sequence numbers, 0 to 65,535; up to 1,000
 */
public record GenericNack(Ssrc sender, Ssrc media, List<Integer> missing) implements RtcpPacket {
    static final int FORMAT = 1;

    private static final int MAXIMUM = 1_000;
    private static final int MASK_BITS = 16;

    /**
     * Checks and copies the list.
     *
     * @param sender who asks
     * @param media whose packets are missing
     * @param missing their sequence numbers, 0 to 65,535; up to 1,000
     * @throws IllegalArgumentException if there are more, or one is out of range
     */
    public GenericNack {
        if (missing.size() > MAXIMUM || missing.stream().anyMatch(number -> number < 0 || number > 0xFFFF)) {
            throw new IllegalArgumentException("NACK of " + missing.size() + " packets, or one out of range");
        }
        missing = List.copyOf(missing);
    }

    static boolean read(ByteBuffer in, int at, int end, List<RtcpPacket> packets) {
        var missing = new ArrayList<Integer>();
        for (int entry = at + Feedback.FIXED_BYTES; entry < end; entry += 4) {
            int number = in.getShort(entry) & 0xFFFF;
            int mask = in.getShort(entry + 2) & 0xFFFF;
            missing.add(number);
            for (int bit = 0; bit < MASK_BITS; bit++) {
                if ((mask >> bit & 1) != 0) {
                    missing.add(number + bit + 1 & 0xFFFF);
                }
            }
            if (missing.size() > MAXIMUM) {
                return false;
            }
        }
        return packets.add(new GenericNack(Feedback.sender(in, at), Feedback.media(in, at), missing));
    }

    @Override
    public int packetType() {
        return Feedback.TRANSPORT_TYPE;
    }

    @Override
    public int lengthBytes() {
        return Feedback.FIXED_BYTES + 4 * entries().size();
    }

    @Override
    public void writeTo(ByteBuffer to) {
        List<Integer> entries = entries();
        Feedback.writeTo(to, FORMAT, Feedback.TRANSPORT_TYPE, Feedback.FIXED_BYTES + 4 * entries.size(), sender, media);
        entries.forEach(to::putInt);
    }

    /** A number in the upper 16 bits, and in the lower which of the 16 after it are missing too. */
    private List<Integer> entries() {
        var entries = new ArrayList<Integer>();
        for (int i = 0; i < missing.size(); ) {
            int first = missing.get(i++);
            int mask = 0;
            int before = 0;
            while (i < missing.size()) {
                int ahead = missing.get(i) - first & 0xFFFF;
                if (ahead <= before || ahead > MASK_BITS) {
                    break;
                }
                mask |= 1 << ahead - 1;
                before = ahead;
                i++;
            }
            entries.add(first << 16 | mask);
        }
        return entries;
    }
}
