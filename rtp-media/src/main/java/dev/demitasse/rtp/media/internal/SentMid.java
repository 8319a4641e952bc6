// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.MidExtension;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpPacketWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Puts the MID into outgoing packets. RFC 9143 section 15: it "SHOULD be included in some RTP packets at the start of the session
 * and whenever the SSRC changes", and may be where one can begin to listen. So the first {@value #FIRST_PACKETS} packets have it,
 * and so has each that begins a talkspurt. Not thread-safe; allocates nothing per packet.
 */
final class SentMid {
    /** As many in a row are seldom lost. */
    static final int FIRST_PACKETS = 10;

    /** The bit of the first byte that says there is a header extension: RFC 3550 section 5.1. */
    private static final int EXTENSION = 0b00_0_1_0000;

    private static final byte[] NONE = {};

    private byte[] extension = NONE;
    private int left;

    /** Goes on with this MID, or with none; what follows counts as the first packets. */
    void update(Optional<MidExtension> mid) {
        extension = mid.map(SentMid::extension).orElse(NONE);
        restart();
    }

    /** What follows are the first packets of a source. */
    void restart() {
        left = FIRST_PACKETS;
    }

    /** All of the header extension, its own header included. */
    private static byte[] extension(MidExtension mid) {
        byte[] name = mid.mid().getBytes(StandardCharsets.UTF_8);
        ByteBuffer packet = ByteBuffer.allocate(RtpPacket.HEADER_BYTES + name.length + 9);
        new RtpPacketWriter().extension(mid.id(), name).write(packet, 0, false, 0, 0, 0, ByteBuffer.allocate(0));
        byte[] extension = new byte[packet.position() - RtpPacket.HEADER_BYTES];
        packet.get(RtpPacket.HEADER_BYTES, extension);
        return extension;
    }

    /** How much longer it makes a packet. */
    int bytes() {
        return extension.length;
    }

    /**
     * Puts it behind the header of a packet that is being written, if it is to have one.
     *
     * @param start where that header is
     */
    void write(ByteBuffer to, int start, boolean beginsTalkspurt) {
        if (extension.length > 0 && (left > 0 || beginsTalkspurt)) {
            to.put(start, (byte) (to.get(start) | EXTENSION));
            to.put(extension);
            left = Math.max(0, left - 1);
        }
    }
}
