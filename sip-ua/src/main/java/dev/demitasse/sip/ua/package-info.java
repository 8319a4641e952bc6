// SPDX-License-Identifier: Apache-2.0
/**
 * SIP user agent: transactions, dialogs and calls (RFC 3261, RFC 6026).
 *
 * <p>A {@link dev.demitasse.sip.ua.UserAgent} is a client of one event loop. All its state lives there: transactions,
 * dialogs, calls, and one structure of deadlines for all of them. What decides is a pure machine that is told the time;
 * what acts executes the machine's actions in order.
 *
 * <p>Methods of the classes here may be called from any thread. They have a command executed on the loop and return at
 * once, hand out a future, or, in their blocking form, wait. Events and continuations of futures run on the lane of their
 * call, one after the other, never on the loop. The one exception by contract is the {@link
 * dev.demitasse.sip.ua.MediaNegotiator}, which makes and takes descriptions on the loop and must not block.
 */
package dev.demitasse.sip.ua;
