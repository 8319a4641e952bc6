// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.MidExtension;
import dev.demitasse.rtp.media.RtpPacket;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Writes the headers of one stream's packets: RFC 3550 section 5.1, with the MID where it belongs. Not thread-safe. */
final class SentHeaders {
    private final SentMid mid = new SentMid();
    private int ssrc;
    private int sequence;

    SentHeaders(int ssrc, int sequence) {
        this.ssrc = ssrc;
        this.sequence = sequence & 0xFFFF;
    }

    void update(Optional<MidExtension> extension) {
        mid.update(extension);
    }

    void changeSsrc(int bits) {
        ssrc = bits;
        mid.restart();
    }

    int ssrc() {
        return ssrc;
    }

    /** The longest header there may be, in bytes. */
    int maximumBytes() {
        return RtpPacket.HEADER_BYTES + mid.bytes();
    }

    /** Writes the header of the next packet. */
    void write(ByteBuffer to, int payloadType, boolean marker, int timestamp) {
        int start = to.position();
        RtpPacket.writeHeader(to, payloadType, marker, sequence++, timestamp, ssrc);
        mid.write(to, start, marker);
    }
}
