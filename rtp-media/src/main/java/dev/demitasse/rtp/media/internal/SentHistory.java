// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The last packets that were sent, to be sent again to a peer that misses them (RFC 4585 section 6.2.1). Each is given out twice
 * at the most, so that forged requests make no more than three packets of one. Not thread-safe; allocates nothing on its way.
 */
public final class SentHistory {
    /** How many packets are kept. */
    public static final int PACKETS = 128;

    private static final int GIVEN_AT_MOST = 2;
    private static final int SEQUENCE_OFFSET = 2;
    private static final int NONE = -1;

    private final Kept[] kept = new Kept[PACKETS];

    private static final class Kept {
        private ByteBuffer bytes = ByteBuffer.allocateDirect(256);
        private int sequence = NONE;
        private int given;
    }

    /** Makes an empty history. */
    public SentHistory() {
        for (int i = 0; i < PACKETS; i++) {
            kept[i] = new Kept();
        }
    }

    /**
     * Keeps a packet in the place of the one {@value #PACKETS} numbers before.
     *
     * @param packet with its header, from position to limit; copied and left as it is
     */
    public void keep(ByteBuffer packet) {
        int sequence = packet.getShort(packet.position() + SEQUENCE_OFFSET) & 0xFFFF;
        Kept to = kept[sequence % PACKETS];
        int length = packet.remaining();
        if (to.bytes.capacity() < length) {
            to.bytes = ByteBuffer.allocateDirect(length);
        }
        to.bytes.clear().put(0, packet, packet.position(), length).limit(length);
        to.sequence = sequence;
        to.given = 0;
    }

    /**
     * Gives a packet out, to be sent again.
     *
     * @param sequence its sequence number, 0 to 65,535
     * @return its bytes, until the next is kept; nothing if it is not there any more, or was given out twice
     */
    public Optional<ByteBuffer> give(int sequence) {
        Kept from = kept[sequence % PACKETS];
        if (from.sequence != sequence || from.given == GIVEN_AT_MOST) {
            return Optional.empty();
        }
        from.given++;
        return Optional.of(from.bytes.rewind());
    }

    /** Forgets everything, as when the source is another. */
    public void clear() {
        for (Kept each : kept) {
            each.sequence = NONE;
        }
    }
}
