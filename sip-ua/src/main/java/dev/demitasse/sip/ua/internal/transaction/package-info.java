// SPDX-License-Identifier: Apache-2.0
/**
 * Transactions: RFC 3261 section 17 with RFC 6026. Four pure machines, one file each, and the table that joins them to the
 * transport: it matches what arrives (17.1.3, 17.2.3), keeps the bytes a retransmission needs and executes actions in order.
 * All timers of a user agent stand in one {@link dev.demitasse.event.loop.Deadlines}. Not thread-safe; confined to the loop.
 */
package dev.demitasse.sip.ua.internal.transaction;
