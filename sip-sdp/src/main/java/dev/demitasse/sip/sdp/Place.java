// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * Where a section of this side says that it receives. Immutable.
 *
 * @param port the port of its {@code m=} line
 * @param rtcpPort the port of its {@code a=rtcp}, or 0 where it has none
 * @param rtcpMux whether it has {@code a=rtcp-mux}
 */
record Place(int port, int rtcpPort, boolean rtcpMux) {
    /**
     * The ports offered for a stream with a transport of its own. RFC 8858 section 5.3: a side that only multiplexes "MUST NOT
     * provide a fallback port for RTCP".
     */
    static Place offered(LocalMedia local) {
        return new Place(local.port(), local.rtcpMuxOnly() ? 0 : rtcpPort(local), local.rtcpMux());
    }

    /** The ports answered for such a stream. RFC 9143 section 9.3.1.2: where RTCP is multiplexed there is no other port. */
    static Place answered(LocalMedia local, boolean rtcpMux) {
        return new Place(local.port(), rtcpMux ? 0 : rtcpPort(local), rtcpMux);
    }

    /** The port of another line, which says the rest: RFC 9143 section 7.1.3. */
    static Place at(int port) {
        return new Place(port, 0, false);
    }

    /** RFC 3605 section 2.1: the next port need not be told. */
    private static int rtcpPort(LocalMedia local) {
        return local.rtcpPort() == local.port() + 1 ? 0 : local.rtcpPort();
    }
}
