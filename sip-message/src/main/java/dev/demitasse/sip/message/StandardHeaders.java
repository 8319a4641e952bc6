// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.List;

/** The keys of {@link Header}, in the order they stand there. A test holds it complete. */
final class StandardHeaders {
    static final List<Header<?>> ALL = List.of(
            Header.VIA,
            Header.FROM,
            Header.TO,
            Header.CALL_ID,
            Header.CSEQ,
            Header.CONTACT,
            Header.MAX_FORWARDS,
            Header.CONTENT_TYPE,
            Header.CONTENT_LENGTH,
            Header.CONTENT_ENCODING,
            Header.CONTENT_DISPOSITION,
            Header.ROUTE,
            Header.RECORD_ROUTE,
            Header.PATH,
            Header.SERVICE_ROUTE,
            Header.ALLOW,
            Header.ALLOW_EVENTS,
            Header.SUPPORTED,
            Header.REQUIRE,
            Header.PROXY_REQUIRE,
            Header.UNSUPPORTED,
            Header.ACCEPT,
            Header.USER_AGENT,
            Header.SERVER,
            Header.SUBJECT,
            Header.ORGANIZATION,
            Header.DATE,
            Header.TIMESTAMP,
            Header.EXPIRES,
            Header.MIN_EXPIRES,
            Header.RETRY_AFTER,
            Header.WARNING,
            Header.REASON,
            Header.SESSION_EXPIRES,
            Header.MIN_SE,
            Header.EVENT,
            Header.SUBSCRIPTION_STATE,
            Header.REFER_TO,
            Header.REFERRED_BY,
            Header.REPLY_TO,
            Header.P_ASSERTED_IDENTITY,
            Header.P_PREFERRED_IDENTITY,
            Header.DIVERSION,
            Header.HISTORY_INFO);

    private StandardHeaders() {}
}
