// SPDX-License-Identifier: Apache-2.0
/** SIP on the wire: flows, response routing and screening (RFC 3261 section 18, RFC 3581). */
module dev.demitasse.sip.transport {
    requires transitive dev.demitasse.event.loop;
    requires transitive dev.demitasse.sip.message;

    exports dev.demitasse.sip.transport;
}
