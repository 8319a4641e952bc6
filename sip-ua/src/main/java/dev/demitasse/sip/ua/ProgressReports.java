// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.Bytes;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the provisional responses of a call that say something new from copies. Those are usual: UDP duplicates them, each
 * copy of the INVITE is answered with one, and a callee repeats its latest every minute (RFC 3261 section 13.3.1.1).
 * Confined to the loop.
 */
final class ProgressReports {
    /** More is not reported of one call, so that a peer cannot fill the lane of its application. */
    static final int MOST = 64;

    private record Said(SipStatus status, String reason, Bytes body) {}

    private final Map<String, Said> latestByTag = new HashMap<>();
    private int reported;

    /** Whether it differs in status, phrase or body from the latest one of its early dialog. */
    boolean isNews(SipResponse response) {
        if (reported == MOST) {
            return false;
        }
        var said = new Said(response.status(), response.reason(), response.body());
        if (said.equals(latestByTag.put(response.to().tag().orElse(""), said))) {
            return false;
        }
        reported++;
        return true;
    }
}
