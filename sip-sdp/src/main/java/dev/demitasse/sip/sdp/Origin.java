// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * The {@code o=} line, RFC 8866 section 5.2: who made the session and which version of its description this is.
 * Immutable.
 *
 * <p>The two numbers are kept as digits: the RFC does not bound them, and there are peers that fill 64 bits and more.
 *
 * @param username the user's login, or {@code -}; no white space
 * @param sessionId the session identifier, decimal digits
 * @param sessionVersion the version of this description, decimal digits
 * @param networkType the network type, {@code IN}
 * @param addressType the address type, {@code IP4} or {@code IP6}
 * @param address the address or host name of the maker; identifies, is not sent to
 */
public record Origin(
        String username,
        String sessionId,
        String sessionVersion,
        String networkType,
        String addressType,
        String address) {
    /**
     * Checks each field against the grammar.
     *
     * @param username the user's login, or {@code -}; no white space
     * @param sessionId the session identifier, decimal digits
     * @param sessionVersion the version of this description, decimal digits
     * @param networkType the network type, {@code IN}
     * @param addressType the address type, {@code IP4} or {@code IP6}
     * @param address the address or host name of the maker; identifies, is not sent to
     * @throws IllegalArgumentException when one of them does not fit
     */
    public Origin {
        Text.require(username, Text.NON_WS, "username");
        Text.require(sessionId, Text.DIGIT, "session id");
        Text.require(sessionVersion, Text.DIGIT, "session version");
        Text.require(networkType, Text.TOKEN, "network type");
        Text.require(addressType, Text.TOKEN, "address type");
        Text.require(address, Text.NON_WS, "address");
    }

    /**
     * An origin with username {@code -} at an Internet address.
     *
     * @param sessionId the session identifier, not negative
     * @param sessionVersion the version, not negative
     * @param address an IPv4 or IPv6 literal, or a host name (taken for IPv4)
     * @return the origin
     * @throws IllegalArgumentException when a number is negative or the address is empty or holds white space
     */
    public static Origin of(long sessionId, long sessionVersion, String address) {
        return new Origin(
                "-",
                Long.toString(sessionId),
                Long.toString(sessionVersion),
                "IN",
                IpLiteral.addressType(address),
                address);
    }

    /**
     * This origin with another version.
     *
     * @param version the version, not negative
     * @return a copy
     * @throws IllegalArgumentException when the version is negative
     */
    public Origin withSessionVersion(long version) {
        return new Origin(username, sessionId, Long.toString(version), networkType, addressType, address);
    }

    /** The line without its line end. */
    @Override
    public String toString() {
        return "o=" + username + ' ' + sessionId + ' ' + sessionVersion + ' ' + networkType + ' ' + addressType + ' '
                + address;
    }
}
