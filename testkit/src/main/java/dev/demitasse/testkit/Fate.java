// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

/** What has become of a packet. */
public enum Fate {
    /** It is on its way. */
    ON_THE_WAY,
    /** It has come to a socket. */
    DELIVERED,
    /** It is the second copy of one that was duplicated, and has come to a socket. */
    DUPLICATED,
    /** It was lost at random. */
    LOST,
    /** It was lost in a burst. */
    LOST_IN_BURST,
    /** It was lost because the test said so: {@link SimulatedNetwork#lose} or {@link SimulatedNetwork#loseNext}. */
    LOST_BY_TEST,
    /** It was lost because the line was cut. */
    CUT,
    /** It was lost because it is larger than the line's MTU. */
    TOO_LARGE,
    /** It was lost because the line's queue was full. */
    QUEUE_FULL,
    /** It was lost because nobody has the address it was sent to, or only somebody behind a NAT. */
    NO_HOST,
    /** It was lost at a NAT that has no binding for it, or one that does not let this sender through. */
    NAT_BLOCKED,
    /** It was lost because no socket has its port, or one that is connected to somebody else. */
    PORT_CLOSED
}
