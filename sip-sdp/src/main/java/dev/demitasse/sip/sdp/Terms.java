// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/**
 * What an answer agrees on for one stream. Immutable.
 *
 * @param direction seen from this side
 * @param formats each as both sides number it
 * @param keys its keys, or those of the stream whose transport it uses
 * @param extensions the header extensions, as the peer has written them
 * @param feedback the RTCP feedback, as the peer has written it
 */
record Terms(
        Direction direction,
        List<FormatMatch.Pair> formats,
        Keying keys,
        List<ExtMap> extensions,
        List<RtcpFeedback> feedback) {}
