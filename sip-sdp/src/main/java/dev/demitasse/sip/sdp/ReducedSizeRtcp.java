// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/**
 * {@code a=rtcp-rsize}, RFC 5506 section 5: RTCP that need not begin with a report. Only for profiles with feedback, for without
 * them there are no times at which such a packet may be sent. Like {@code a=rtcp-mux} it goes with the transport: in a bundle it
 * is said on the line whose transport it is, for all streams (category IDENTICAL in RFC 8859; RFC 9143 section 7.1.3).
 */
final class ReducedSizeRtcp {
    static final String NAME = "rtcp-rsize";

    private ReducedSizeRtcp() {}

    /** Whether this side would offer it on a line with a transport. */
    static boolean isOffered(LocalMedia local, String protocol) {
        return local.rtcpReducedSize() && Profile.of(protocol).hasFeedback();
    }

    /** What an answer of this side says on a line with a transport. */
    static List<Attribute> answer(LocalMedia local, RemoteMedia remote) {
        return local.rtcpReducedSize() && remote.reducedSizeRtcp() ? List.of(Attribute.property(NAME)) : List.of();
    }
}
