// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.message.SipRequest;

/** The user of a server transaction. Called on the loop. */
public interface ServerUser {
    /** Wants to know nothing. */
    ServerUser NONE = new ServerUser() {};

    /** A CANCEL for this transaction has come, and was answered (RFC 3261 section 9.2). */
    default void onCancel(SipRequest cancel, long now) {}

    /** An ACK with the transaction's own branch has come after a 2xx (RFC 6026 section 7.1). */
    default void onAck(SipRequest ack, long now) {}

    /** No ACK has come for a final response other than 2xx, or the response could not be sent. */
    default void onFailed(TransactionAction.Reason reason, long now) {}
}
