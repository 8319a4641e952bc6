// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.transport.Flow;

/** What stands above the transactions. Called on the loop. */
public interface TransactionUser {
    /** A new request has come, neither ACK nor a copy. It wants an answer. */
    void onRequest(ServerTransaction transaction, SipRequest request, Flow flow, long now);

    /** Whether a request belongs to a call that is there, so that room is kept for it: one in its dialog, or its CANCEL. */
    boolean isExpected(SipRequest request);

    /** An ACK without a transaction has come: that of a 2xx, or a stray one. */
    void onAck(SipRequest ack, Flow flow, long now);
}
