// SPDX-License-Identifier: Apache-2.0
/**
 * Dialogs and the machines of a call: RFC 3261 sections 9 and 12 to 15. A dialog knows how requests within it look; the
 * machines say what is due when. They own no messages and send nothing: their actions are executed in order by the call.
 * Not thread-safe; confined to the loop.
 */
package dev.demitasse.sip.ua.internal.dialog;
