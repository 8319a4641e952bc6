// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;
import java.nio.ByteBuffer;

/** RTP packets for tests. */
final class Packets {
    private Packets() {}

    static ByteBuffer bytes(int payloadType, boolean marker, int number, int timestamp, int ssrc, byte... payload) {
        ByteBuffer buffer = ByteBuffer.allocate(12 + payload.length);
        RtpPacket.writeHeader(buffer, payloadType, marker, number, timestamp, ssrc);
        return buffer.put(payload).flip();
    }

    static RtpPacket packet(int payloadType, int number, int timestamp, byte... payload) {
        var packet = new RtpPacket();
        if (packet.parse(bytes(payloadType, false, number, timestamp, 1, payload)) != RtpPacket.Result.VALID) {
            throw new AssertionError();
        }
        return packet;
    }

    /** A packet of a telephone event. */
    static RtpPacket event(int code, boolean end, int duration, int number, int timestamp) {
        return packet(
                101, number, timestamp, (byte) code, (byte) ((end ? 0x80 : 0) | 10), (byte) (duration >> 8), (byte)
                        duration);
    }
}
