// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

/**
 * What a transport has counted. Immutable.
 *
 * @param requests well-formed requests received
 * @param responses well-formed responses received
 * @param keepAlives datagrams of nothing but line ends or NUL (RFC 5626), dropped
 * @param notSip datagrams that do not begin like SIP (STUN, RTP, noise), dropped
 * @param tooLarge datagrams above the limit, dropped
 * @param malformedRequests requests that could not be read
 * @param answeredMalformed those of them that were answered, with 400 or what the parser suggests
 * @param malformedResponses responses that could not be read, dropped
 * @param misroutedResponses responses whose top Via is not ours, dropped (RFC 3261 section 18.1.2)
 * @param sent messages the network took
 * @param unsent messages the network did not take
 */
public record TransportCounters(
        long requests,
        long responses,
        long keepAlives,
        long notSip,
        long tooLarge,
        long malformedRequests,
        long answeredMalformed,
        long malformedResponses,
        long misroutedResponses,
        long sent,
        long unsent) {
    /** Nothing counted. */
    public static final TransportCounters ZERO = new TransportCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
