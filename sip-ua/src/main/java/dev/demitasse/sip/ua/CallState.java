// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

/** Where a call stands, as its application sees it. */
public enum CallState {
    /** Outgoing: the INVITE is on its way; nobody rings yet. */
    CALLING,
    /** Incoming: the application has not answered. Outgoing: the peer rings. */
    RINGING,
    /** Incoming: answered, the ACK has not come yet. */
    ANSWERED,
    /** The call is up. */
    CONFIRMED,
    /** This side is ending the call. */
    ENDING,
    /** Over; its outcome is known. */
    ENDED
}
