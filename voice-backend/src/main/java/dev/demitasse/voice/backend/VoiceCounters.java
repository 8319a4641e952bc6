// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/**
 * What a backend holds and what it has seen. Immutable.
 *
 * @param sessions calls that are not over
 * @param dialogs SIP dialogs, early ones included
 * @param clientTransactions SIP client transactions
 * @param serverTransactions SIP server transactions
 * @param portsInUse pairs of RTP ports bound by calls
 * @param portsInQuarantine pairs of RTP ports that rest before they are bound again
 * @param inboundCalls calls that have come in so far
 * @param outboundCalls calls that were dialled so far
 * @param answeredCalls calls that were answered so far, either way
 * @param endedCalls calls that are over
 */
public record VoiceCounters(
        long sessions,
        long dialogs,
        long clientTransactions,
        long serverTransactions,
        long portsInUse,
        long portsInQuarantine,
        long inboundCalls,
        long outboundCalls,
        long answeredCalls,
        long endedCalls) {
    /** Nothing held, nothing seen. */
    static final VoiceCounters NONE = new VoiceCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Tells whether nothing is held: no session, dialog, transaction or port.
     *
     * @return whether all that can be zero is zero
     */
    public boolean isIdle() {
        return sessions + dialogs + clientTransactions + serverTransactions + portsInUse + portsInQuarantine == 0;
    }
}
