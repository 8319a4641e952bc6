// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.LenientQuirk;

/**
 * Something that was accepted although RFC 3261 does not allow it. Immutable.
 *
 * @param quirk what allowed it
 * @param text what a parser without it says
 * @param offset where that finds the first fault, in bytes of the message; -1 if it does not say
 */
record Tolerance(LenientQuirk quirk, String text, int offset) {}
