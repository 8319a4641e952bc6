// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/** Which way a call was set up, seen from this side. */
public enum CallDirection {
    /** The peer called. */
    INBOUND,
    /** This side dialled. */
    OUTBOUND
}
