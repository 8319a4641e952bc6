// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import java.util.List;

/** What both server transaction machines take and say (RFC 3261 section 17.2). Not thread-safe. */
public sealed interface ServerMachine permits InviteServerTransaction, NonInviteServerTransaction {
    /** The request that began the transaction has come again. */
    List<TransactionAction> onRetransmission(long now);

    /** The transaction user gives a response. */
    List<TransactionAction> onRespond(int status, long now);

    /** The transport could not send. */
    List<TransactionAction> onTransportError(long now);

    /** Fires the timers whose time has come. */
    List<TransactionAction> onTimeout(long now);

    /** When {@link #onTimeout} wants to be called. */
    long nextDeadline();

    /** Whether a final response waits for its ACK: only an INVITE's does. */
    default boolean awaitsAck() {
        return false;
    }

    /** Whether it is over. */
    boolean isTerminated();
}
