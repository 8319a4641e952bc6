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
    /** The ports of a stream with a transport of its own. */
    static Place own(LocalMedia local, boolean rtcpMux) {
        return new Place(local.port(), local.rtcpPort() == local.port() + 1 ? 0 : local.rtcpPort(), rtcpMux);
    }

    /** The port of another line, which says the rest: RFC 9143 section 7.1.3. */
    static Place at(int port) {
        return new Place(port, 0, false);
    }
}
