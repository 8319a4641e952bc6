// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import java.util.List;

/** What both client transaction machines take and say (RFC 3261 section 17.1). Not thread-safe. */
public sealed interface ClientMachine permits InviteClientTransaction, NonInviteClientTransaction {
    /** Sends the request for the first time. */
    List<TransactionAction> start(long now);

    /** A response has come. */
    List<TransactionAction> onResponse(int status, long now);

    /** The transport could not send. */
    List<TransactionAction> onTransportError(long now);

    /** Fires the timers whose time has come. */
    List<TransactionAction> onTimeout(long now);

    /** When {@link #onTimeout} wants to be called. */
    long nextDeadline();

    /** Whether no response has come yet. */
    boolean isUnanswered();

    /** Whether it is over. */
    boolean isTerminated();
}
