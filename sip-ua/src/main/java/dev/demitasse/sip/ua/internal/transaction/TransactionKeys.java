// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.Via;

/**
 * The keys transactions are found by. Strings, because those stay fast in a hash table whatever an attacker sends. Stateless.
 */
final class TransactionKeys {
    private static final char SEPARATOR = '\n';

    private TransactionKeys() {}

    /** RFC 3261 17.1.3: the branch of the top Via, and the method of the CSeq. */
    static String client(String branch, SipMethod method) {
        return branch + SEPARATOR + method.name();
    }

    static String client(SipResponse response) {
        return client(response.topVia().branch().orElse(""), response.cseq().method());
    }

    /**
     * RFC 3261 17.2.3: branch, sent-by and method; an ACK or CANCEL is asked for with the method of its INVITE. Without the
     * magic cookie (RFC 2543) the Call-ID, CSeq number and From tag stand for the branch.
     */
    static String server(SipRequest request, SipMethod method) {
        Via via = request.topVia();
        String branch = via.hasRfc3261Branch() ? via.branch().orElseThrow() : sequence(request);
        return branch + SEPARATOR + via.sentBy() + SEPARATOR + method.name();
    }

    /** RFC 3261 8.2.2.2: what two copies of one request that came by different ways have in common. */
    static String merged(SipRequest request) {
        return sequence(request) + SEPARATOR + request.method().name();
    }

    private static String sequence(SipRequest request) {
        return request.callId()
                + SEPARATOR
                + request.from().tag().orElse("")
                + SEPARATOR
                + request.cseq().number();
    }
}
