// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/** What became of a received packet. Nothing that arrives is ever answered by an exception: it has one of these, and is counted. */
public enum PacketResult {
    /** Audio: went to the jitter buffer. */
    AUDIO,
    /** A telephone event (RFC 4733). */
    EVENT,
    /** Comfort noise (RFC 3389). */
    COMFORT_NOISE,
    /** A compound RTCP packet. */
    RTCP,
    /** Dropped: audio that came when its time to be heard was over. */
    LATE,
    /** Dropped: was there already. */
    DUPLICATE,
    /** Dropped: this side does not receive at present. */
    NOT_RECEIVING,
    /** Dropped: a new source, which must first show four packets in a row. */
    ON_PROBATION,
    /** Dropped: not from the source this session listens to. */
    FOREIGN_SOURCE,
    /** Dropped: a synchronization source or sequence number out of nowhere, not confirmed by the next packet. */
    OUT_OF_SEQUENCE,
    /** Dropped: a payload type that was not agreed on. */
    UNKNOWN_PAYLOAD_TYPE,
    /** Dropped: an empty or malformed payload, or one larger than any audio packet. */
    BAD_PAYLOAD,
    /** Dropped: shorter than its header says. */
    TOO_SHORT,
    /** Dropped: not RTP version 2. */
    WRONG_VERSION,
    /** Dropped: padding longer than the payload, or 0. */
    BAD_PADDING,
    /** Dropped: RTCP that is not well-formed. */
    BAD_RTCP
}
