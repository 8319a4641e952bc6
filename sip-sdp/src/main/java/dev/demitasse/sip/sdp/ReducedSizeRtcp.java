// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/**
 * {@code a=rtcp-rsize}, RFC 5506 section 5: RTCP that need not begin with a report. Only for profiles with feedback, for without
 * them there are no times at which such a packet may be sent.
 */
final class ReducedSizeRtcp {
    static final String NAME = "rtcp-rsize";

    private ReducedSizeRtcp() {}

    /** What an offer of this side says. */
    static List<Attribute> offer(LocalMedia local, String protocol) {
        return local.rtcpReducedSize() && Profile.of(protocol).hasFeedback()
                ? List.of(Attribute.property(NAME))
                : List.of();
    }

    /** What an answer of this side says. */
    static List<Attribute> answer(LocalMedia local, RemoteMedia remote) {
        return isCommon(local, remote) ? List.of(Attribute.property(NAME)) : List.of();
    }

    /** Whether both sides know it. */
    static boolean isCommon(LocalMedia local, RemoteMedia remote) {
        return local.rtcpReducedSize()
                && Profile.of(remote.line().protocol()).hasFeedback()
                && remote.line().attribute(NAME).isPresent();
    }
}
