// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * Whose ports, keys and ICE a stream uses: its own, or those of the stream that its bundle is tagged with. Immutable.
 *
 * @param index the {@code m=} line that has them
 * @param bundled whether that line is in a bundle
 * @param local this side's half
 */
record Transport(int index, boolean bundled, LocalMedia local) {}
