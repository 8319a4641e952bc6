// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;

/**
 * What a ladder shows of a message: nothing of it names a person. Immutable.
 *
 * @param line method, or status and its default phrase
 * @param cseq the CSeq
 */
public record MessageLabel(String line, String cseq) {
    /** The label of a message. */
    public static MessageLabel of(SipMessage message) {
        String body = message.body().isEmpty() ? "" : " (" + message.body().length() + " bytes)";
        String start;
        if (message instanceof SipRequest request) {
            start = request.method().name();
        } else if (message instanceof SipResponse response) {
            start = response.status().code() + " " + response.status().phrase();
        } else {
            throw new AssertionError(message);
        }
        return new MessageLabel(start + body, message.cseq().toString());
    }
}
