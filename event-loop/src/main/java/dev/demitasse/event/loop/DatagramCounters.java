// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/**
 * What a {@link DatagramEndpoint} has counted. Immutable.
 *
 * @param received datagrams read
 * @param sent datagrams the network took
 * @param unsent datagrams that were lost on sending, for whatever reason
 * @param unreachable how often the peer's host said that its port is closed
 */
public record DatagramCounters(long received, long sent, long unsent, long unreachable) {}
