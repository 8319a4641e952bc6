// SPDX-License-Identifier: Apache-2.0
/**
 * SIP on the wire: RFC 3261 section 18 and RFC 3581.
 *
 * <p>A {@link dev.demitasse.sip.transport.SipTransport} is a client of one event loop. It binds, screens and parses what
 * arrives, stamps {@code received} and {@code rport} on requests, and hands each message with its {@link
 * dev.demitasse.sip.transport.Flow} to one {@link dev.demitasse.sip.transport.TransportListener}. It writes the Via of own
 * requests, finds the hops of a URI, and sends. It knows no transactions: nothing here is retransmitted or remembered.
 *
 * <p>What is no SIP is dropped and counted, never logged one by one. A malformed request that can be answered is answered;
 * a malformed response is dropped. UDP is what there is; the types carry a {@link
 * dev.demitasse.sip.transport.TransportProtocol} for the others.
 */
package dev.demitasse.sip.transport;
