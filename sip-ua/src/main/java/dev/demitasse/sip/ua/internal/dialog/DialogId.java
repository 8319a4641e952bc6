// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import dev.demitasse.sip.message.SipRequest;

/**
 * What a dialog is found by: RFC 3261 section 12. Immutable.
 *
 * @param callId the Call-ID
 * @param localTag this side's tag
 * @param remoteTag the peer's tag; the empty text for a peer of RFC 2543 without one
 */
public record DialogId(String callId, String localTag, String remoteTag) {
    /**
     * The dialog a received request names.
     *
     * @param request with a tag in its To
     * @return its dialog
     */
    public static DialogId of(SipRequest request) {
        return new DialogId(
                request.callId(),
                request.to().tag().orElse(""),
                request.from().tag().orElse(""));
    }
}
