// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/** Whose order of codecs an answer follows; the first of them is what both sides then send. RFC 3264 section 6.1. */
public enum CodecPreference {
    /** The order of {@link LocalMedia#formats}, among what was offered: the default. */
    LOCAL,
    /** The offer's order, among what this side has: what RFC 3264 recommends where the answerer does not care. */
    OFFERER
}
