// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * Whose ports, keys and ICE a stream uses: its own, or those of the stream that its bundle is tagged with. Immutable.
 *
 * @param index the {@code m=} line that has them
 * @param bundled whether that line is in a bundle
 * @param local this side's half
 * @param reducedSize whether this side has offered {@code a=rtcp-rsize}, or would answer it
 * @param mixed whether this side has offered {@code a=extmap-allow-mixed}, or would answer it
 */
record Transport(int index, boolean bundled, LocalMedia local, boolean reducedSize, boolean mixed) {
    /** A transport the peer offers. */
    static Transport answering(int index, boolean bundled, LocalMedia local) {
        return new Transport(index, bundled, local, local.rtcpReducedSize(), local.mixedHeaderExtensions());
    }

    /**
     * A transport this side has offered. What it has not said there no answer brings.
     *
     * @param said the line of the offer that has it
     */
    static Transport offered(int index, boolean bundled, LocalMedia local, MediaDescription said) {
        return new Transport(
                index,
                bundled,
                local,
                said.attribute(ReducedSizeRtcp.NAME).isPresent(),
                said.attribute(Extensions.ALLOW_MIXED).isPresent());
    }
}
