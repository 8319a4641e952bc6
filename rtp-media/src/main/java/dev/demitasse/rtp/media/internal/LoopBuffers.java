// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory that all sessions of one media loop use in turn. What is in it is of use only until the call that has filled it returns.
 * So a thousand sessions find it in the processor's cache, where memory of their own would have to be fetched each time. Confined to
 * the loop.
 */
public final class LoopBuffers {
    private final Map<Integer, short[]> received = new HashMap<>();
    private final Map<Integer, short[]> toSend = new HashMap<>();
    private final Map<Integer, short[]> decoded = new HashMap<>();
    private ByteBuffer packet = ByteBuffer.allocateDirect(0);
    private final RtpPacket parsed = new RtpPacket();

    /** Makes empty ones, which grow as they are used. */
    public LoopBuffers() {}

    /**
     * Gives room for a received frame.
     *
     * @param samples its length
     * @return an array of this length, the same each time
     */
    public short[] received(int samples) {
        return received.computeIfAbsent(samples, short[]::new);
    }

    /**
     * Gives room for a frame that is to be sent; never the same as a received one.
     *
     * @param samples its length
     * @return an array of this length, the same each time
     */
    public short[] toSend(int samples) {
        return toSend.computeIfAbsent(samples, short[]::new);
    }

    /** Gives what a received packet is parsed into, always the same. */
    RtpPacket parsed() {
        return parsed;
    }

    /** Gives room for the audio of a packet: an array of this length, the same each time, for decoders judge by its length. */
    short[] decoded(int samples) {
        return decoded.computeIfAbsent(samples, short[]::new);
    }

    /**
     * Gives room for a packet.
     *
     * @param bytes its greatest length
     * @return a direct buffer, empty, with as much room or more
     */
    public ByteBuffer packet(int bytes) {
        if (packet.capacity() < bytes) {
            packet = ByteBuffer.allocateDirect(bytes);
        }
        return packet.clear();
    }
}
