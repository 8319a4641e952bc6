// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.transport.TransportCounters;

/**
 * What a user agent holds now and has counted since it was started. Immutable.
 *
 * @param calls calls now; not those that this side gave up and whose peers have yet to hear of it
 * @param dialogs dialogs now, early ones included
 * @param inviteClientTransactions INVITE client transactions now
 * @param nonInviteClientTransactions other client transactions now
 * @param inviteServerTransactions INVITE server transactions now
 * @param nonInviteServerTransactions other server transactions now
 * @param deadlines things that wait for a time now
 * @param incomingCalls calls that came, so far
 * @param outgoingCalls calls that were placed, so far
 * @param absorbedRequests copies of requests that met their transaction, so far
 * @param strayResponses responses without a transaction, so far
 * @param strayAcks ACKs without a transaction or dialog, so far
 * @param refusedRequests requests dropped because of {@link UserAgentLimits#maximumTransactions()}, so far
 * @param failures errors in this program or its application that ended a call, so far
 * @param transport what the transport has counted
 */
public record UserAgentCounters(
        long calls,
        long dialogs,
        long inviteClientTransactions,
        long nonInviteClientTransactions,
        long inviteServerTransactions,
        long nonInviteServerTransactions,
        long deadlines,
        long incomingCalls,
        long outgoingCalls,
        long absorbedRequests,
        long strayResponses,
        long strayAcks,
        long refusedRequests,
        long failures,
        TransportCounters transport) {
    /**
     * Whether nothing is held: no call, dialog, transaction or deadline.
     *
     * @return whether all tables are empty
     */
    public boolean isIdle() {
        return calls == 0 && dialogs == 0 && transactions() == 0 && deadlines == 0;
    }

    /**
     * Transactions of all kinds.
     *
     * @return how many there are now
     */
    public long transactions() {
        return inviteClientTransactions
                + nonInviteClientTransactions
                + inviteServerTransactions
                + nonInviteServerTransactions;
    }
}
