// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last packets that were sent, to be sent again to a peer that misses them (RFC 4585 section 6.2.1). Each is given out twice
 * at the most, so that forged requests make no more than three packets of one. Not thread-safe; all memory is taken at the
 * beginning, and nothing is allocated for a packet that is kept.
 */
public final class SentHistory {
    /** How many packets are kept. */
    public static final int PACKETS = 128;

    private static final int GIVEN_AT_MOST = 2;
    private static final int SEQUENCE_OFFSET = 2;
    private static final int NONE = -1;

    private final int packetBytes;
    private final byte[] bytes;
    private final int[] sequences = new int[PACKETS];
    private final int[] lengths = new int[PACKETS];
    private final int[] given = new int[PACKETS];

    /**
     * Makes an empty history.
     *
     * @param packetBytes of the longest packet there can be, its header included
     */
    public SentHistory(int packetBytes) {
        this.packetBytes = packetBytes;
        bytes = new byte[PACKETS * packetBytes];
        clear();
    }

    /**
     * Gives the length of the longest packet that can be kept.
     *
     * @return bytes, header included
     */
    public int packetBytes() {
        return packetBytes;
    }

    /**
     * Keeps a packet in the place of the one {@value #PACKETS} numbers before. One that is too long is not kept.
     *
     * @param packet with its header, from position to limit; copied and left as it is
     */
    public void keep(ByteBuffer packet) {
        int sequence = packet.getShort(packet.position() + SEQUENCE_OFFSET) & 0xFFFF;
        int at = sequence % PACKETS;
        int length = packet.remaining();
        if (length > packetBytes) {
            sequences[at] = NONE;
            return;
        }
        packet.get(packet.position(), bytes, at * packetBytes, length);
        sequences[at] = sequence;
        lengths[at] = length;
        given[at] = 0;
    }

    /**
     * Gives a packet out, to be sent again.
     *
     * @param sequence its sequence number, 0 to 65,535
     * @return its bytes, until the next is kept; nothing if it is not there any more, or was given out twice
     */
    public Optional<ByteBuffer> give(int sequence) {
        int at = sequence % PACKETS;
        if (sequences[at] != sequence || given[at] == GIVEN_AT_MOST) {
            return Optional.empty();
        }
        given[at]++;
        return Optional.of(ByteBuffer.wrap(bytes, at * packetBytes, lengths[at]));
    }

    /** Forgets everything, as when the source is another. */
    public void clear() {
        Arrays.fill(sequences, NONE);
    }
}
