// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * Which streams may share one transport, RFC 9143. A transport is shared only by streams whose RTCP is multiplexed
 * ({@link LocalMedia#rtcpMux}), and whose payload types all differ, so that a payload type tells the stream; or that have
 * the {@link ExtMap#MID} header extension on both sides, which tells it too; a payload type they have in common is of the
 * same codec with the same parameters even then (section 9.1.1). A stream for which neither holds stays apart.
 */
public enum BundlePolicy {
    /**
     * Bundles of one stream only, in which nothing is shared: an offered bundle is answered with the first stream of it
     * that can be had, the others keep to their own ports. Offers ask for none. For media layers with one stream, or a
     * port for each.
     */
    SINGLE,
    /** Offered bundles are accepted, and offers ask for one, with a port for each stream in case the peer declines. */
    COMPATIBLE,
    /** As before, but offers have a port for the first stream only; peers who know no bundles get no other stream. */
    ONLY
}
