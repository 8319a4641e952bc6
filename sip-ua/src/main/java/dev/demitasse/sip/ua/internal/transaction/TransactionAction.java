// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

/** What a transaction machine wants done. Actions are executed in the order given. */
public sealed interface TransactionAction {
    /** Why a transaction failed. */
    enum Reason {
        /** No answer, or no ACK, within 64*T1. */
        TIMEOUT,
        /** The transport could not send. */
        TRANSPORT_ERROR
    }

    /** Send the request, or send it again. */
    record SendRequest() implements TransactionAction {}

    /** Send the ACK of a final response other than 2xx, or send it again. */
    record SendAck() implements TransactionAction {}

    /** Send the latest response, or send it again. */
    record SendResponse() implements TransactionAction {}

    /** Hand what was just received to the transaction user. */
    record PassToTu() implements TransactionAction {}

    /**
     * Tell the transaction user that the transaction failed.
     *
     * @param reason why
     */
    record Failed(Reason reason) implements TransactionAction {}

    /** Forget the transaction. */
    record Terminated() implements TransactionAction {}
}
