// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

/** What became of a message given to be sent. */
public enum SendOutcome {
    /** The network took it. */
    SENT,
    /** It is lost like a datagram on the way, because a buffer was full: a retransmission may get through. */
    LOST,
    /** It can't be sent; the transport error of RFC 3261 section 17. */
    FAILED
}
