// SPDX-License-Identifier: Apache-2.0
/** SIP messages as immutable values, and their parser (RFC 3261). Needs nothing but java.base. */
module dev.demitasse.sip.message {
    exports dev.demitasse.sip.message;
}
