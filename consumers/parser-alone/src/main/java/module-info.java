// SPDX-License-Identifier: Apache-2.0
/** A program that wants to read SIP messages and nothing else. */
module dev.demitasse.consumers.parser {
    requires dev.demitasse.sip.message;
}
