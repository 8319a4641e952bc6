// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * What became of the datagrams that have come to {@link SharedRtpPorts}. Immutable.
 *
 * @param delivered given to a call, which counts them in its own statistics
 * @param ended dropped: of a call that had ended, whose peer went on sending
 * @param ambiguous dropped: for one of several calls, and nothing told for which
 * @param foreign dropped: no call waited for them
 * @param malformed dropped: neither RTP nor RTCP of version 2
 */
public record SharedRtpCounters(long delivered, long ended, long ambiguous, long foreign, long malformed) {}
