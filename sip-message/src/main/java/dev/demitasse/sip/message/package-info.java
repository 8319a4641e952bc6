// SPDX-License-Identifier: Apache-2.0
/**
 * SIP messages as immutable values, and their parser (RFC 3261).
 *
 * <p>{@link dev.demitasse.sip.message.SipParser} makes a {@link dev.demitasse.sip.message.SipRequest} or
 * {@link dev.demitasse.sip.message.SipResponse} of the bytes of a datagram, or throws a
 * {@link dev.demitasse.sip.message.SipParseException} that says what was wrong, where, and what to answer. A message keeps
 * the bytes it came in; every value handed out is a view of them. Via, From, To, Call-ID, CSeq and Content-Length are
 * checked on arrival; everything else is read when asked for by a {@link dev.demitasse.sip.message.Header} key, and is
 * then a value or a {@link dev.demitasse.sip.message.MalformedHeaderException}.
 *
 * <p>{@link dev.demitasse.sip.message.SipStreamFramer} cuts the messages of a TCP or TLS connection out of its bytes.
 *
 * <p>Builders make messages and change copies of them; lines that were not touched are written through byte for byte, and
 * CR, LF and NUL cannot get in. There is one class for each shape of header value, such as
 * {@link dev.demitasse.sip.message.NameAddress} for From, To, Contact and Route.
 *
 * <p>Everything here is immutable and thread-safe, the builders and the framer excepted. Nothing here reads a clock, waits,
 * or makes random numbers: {@link dev.demitasse.sip.message.Identifiers} takes the source as an argument.
 */
package dev.demitasse.sip.message;
