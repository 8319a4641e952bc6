// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.ByteBuffer;

/**
 * Says that a picture was lost, PLI (RFC 4585 section 6.3.1). Immutable.
 *
 * @param sender who says so
 * @param media whose picture it was
 */
public record PictureLossIndication(Ssrc sender, Ssrc media) implements RtcpPacket {
    static final int FORMAT = 1;

    @Override
    public int packetType() {
        return Feedback.PAYLOAD_TYPE;
    }

    @Override
    public int lengthBytes() {
        return Feedback.FIXED_BYTES;
    }

    @Override
    public void writeTo(ByteBuffer to) {
        Feedback.writeTo(to, FORMAT, Feedback.PAYLOAD_TYPE, lengthBytes(), sender, media);
    }
}
