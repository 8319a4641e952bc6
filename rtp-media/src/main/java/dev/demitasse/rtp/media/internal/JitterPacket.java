// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;

/** A packet that waits in a {@link JitterBuffer}. Used again and again; confined to its buffer's loop. */
public final class JitterPacket {
    private byte[] payload = new byte[0];
    private int length;
    private int payloadType;
    private long sequence;
    private long timestamp;
    private long arrival;

    JitterPacket() {}

    void fill(RtpPacket from, long extendedSequence, long extendedTimestamp, long now) {
        length = from.payloadLength();
        if (payload.length < length) {
            payload = new byte[length + 63 & ~63];
        }
        from.copyPayload(payload);
        payloadType = from.payloadType();
        sequence = extendedSequence;
        timestamp = extendedTimestamp;
        arrival = now;
    }

    /**
     * Gives the payload.
     *
     * @return the buffer's own array; the payload begins at 0
     */
    public byte[] payload() {
        return payload;
    }

    /**
     * Gives the payload's length.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * Gives the payload type.
     *
     * @return 0 to 127
     */
    public int payloadType() {
        return payloadType;
    }

    /**
     * Gives the extended sequence number.
     *
     * @return counted from the source's first packet's cycle
     */
    public long sequence() {
        return sequence;
    }

    /**
     * Gives the extended timestamp.
     *
     * @return ticks
     */
    public long timestamp() {
        return timestamp;
    }

    /**
     * Gives the time of arrival.
     *
     * @return nanoseconds of the network
     */
    public long arrival() {
        return arrival;
    }
}
