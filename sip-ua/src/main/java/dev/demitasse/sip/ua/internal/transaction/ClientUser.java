// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.transport.Flow;

/** The user of a client transaction. Called on the loop. */
public interface ClientUser {
    /** Wants to know nothing. */
    ClientUser NONE = new ClientUser() {
        @Override
        public void onResponse(SipResponse response, Flow flow, long now) {}

        @Override
        public void onFailed(TransactionAction.Reason reason, long now) {}
    };

    /** A response that is no copy has come; of an INVITE's 2xx copies come too. */
    void onResponse(SipResponse response, Flow flow, long now);

    /** No final response will come. Not called after one has. */
    void onFailed(TransactionAction.Reason reason, long now);
}
