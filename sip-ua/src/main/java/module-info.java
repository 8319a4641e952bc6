// SPDX-License-Identifier: Apache-2.0
/** SIP user agent: transactions, dialogs and calls (RFC 3261, RFC 6026). Knows nothing of media. */
module dev.demitasse.sip.ua {
    requires transitive dev.demitasse.sip.sdp;
    requires transitive dev.demitasse.sip.transport;
    requires org.slf4j;

    exports dev.demitasse.sip.ua;
}
