// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Optional;

/**
 * Which way media flows on a stream, seen from the side that says it: RFC 8866 section 6.7, RFC 3264 sections 5.1 and
 * 6.1.
 *
 * <p>The four values are the subsets of {send, receive}, and the algebra of RFC 3264 is set algebra on them.
 */
public enum Direction {
    /** {@code a=inactive}: neither sends nor receives media (RTCP still flows). */
    INACTIVE("inactive", false, false),
    /** {@code a=sendonly}: sends, does not receive: the usual form of hold. */
    SENDONLY("sendonly", true, false),
    /** {@code a=recvonly}: receives, does not send. */
    RECVONLY("recvonly", false, true),
    /** {@code a=sendrecv}: both ways; the default where nothing is said. */
    SENDRECV("sendrecv", true, true);

    private final String attributeName;
    private final boolean sends;
    private final boolean receives;

    Direction(String attributeName, boolean sends, boolean receives) {
        this.attributeName = attributeName;
        this.sends = sends;
        this.receives = receives;
    }

    /**
     * The direction that sends and receives as told.
     *
     * @param sends whether the speaker sends media
     * @param receives whether the speaker receives media
     * @return that direction
     */
    public static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    /**
     * The direction an attribute of this name stands for. Attribute names are case-sensitive (RFC 8866 section 5.13).
     *
     * @param attributeName the name of an attribute, such as {@code sendonly}
     * @return the direction, or empty when the attribute is another one
     */
    public static Optional<Direction> fromAttribute(String attributeName) {
        return switch (attributeName) {
            case "sendrecv" -> Optional.of(SENDRECV);
            case "sendonly" -> Optional.of(SENDONLY);
            case "recvonly" -> Optional.of(RECVONLY);
            case "inactive" -> Optional.of(INACTIVE);
            default -> Optional.empty();
        };
    }

    /**
     * The name of the attribute that says this direction.
     *
     * @return one of {@code sendrecv}, {@code sendonly}, {@code recvonly}, {@code inactive}
     */
    public String attributeName() {
        return attributeName;
    }

    /**
     * Whether the side that says this direction sends media.
     *
     * @return whether it sends
     */
    public boolean sends() {
        return sends;
    }

    /**
     * Whether the side that says this direction receives media.
     *
     * @return whether it receives
     */
    public boolean receives() {
        return receives;
    }

    /**
     * The same flow of media, told by the other side: {@code sendonly} becomes {@code recvonly} and the reverse.
     *
     * @return the mirrored direction
     */
    public Direction mirrored() {
        return of(receives, sends);
    }

    /**
     * What both directions, told by the same side, allow.
     *
     * @param other another direction of the same side
     * @return the common part
     */
    public Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }

    /**
     * The answer of a side that wants this direction to an offer: RFC 3264 section 6.1. The answer sends only where the
     * offerer receives, and receives only where the offerer sends.
     *
     * @param offered the direction in the offer, as the offerer told it
     * @return the direction to write into the answer
     */
    public Direction answerTo(Direction offered) {
        return and(offered.mirrored());
    }
}
