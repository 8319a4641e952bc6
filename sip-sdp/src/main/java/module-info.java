// SPDX-License-Identifier: Apache-2.0
/** Session descriptions (RFC 8866) and offer/answer (RFC 3264). Needs nothing but java.base. */
module dev.demitasse.sip.sdp {
    exports dev.demitasse.sip.sdp;
}
