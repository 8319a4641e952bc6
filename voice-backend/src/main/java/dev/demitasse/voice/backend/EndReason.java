// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/** Why a call is over. */
public enum EndReason {
    /** The peer sent BYE. */
    REMOTE_HANG_UP,
    /** This side's application hung up, or its handler returned. */
    LOCAL_HANG_UP,
    /** The caller gave up before the answer. */
    CANCELLED,
    /** The peer never acknowledged the answer (RFC 3261 section 13.3.1.4). */
    NO_ACK,
    /** Nothing was heard from the peer for too long. */
    MEDIA_TIMEOUT,
    /** A final response other than 2xx was the answer. */
    REJECTED,
    /** Nobody answered in time. */
    TIMEOUT,
    /** The network refused what had to be sent. */
    TRANSPORT,
    /** The backend was closed. */
    SHUTDOWN,
    /** Application code failed, or this side did. */
    FAILURE
}
