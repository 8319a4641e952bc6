// SPDX-License-Identifier: Apache-2.0
/**
 * What decides: source lock, jitter buffer, frame assembly, send queue, packet times, digits, RTCP timing, the built-in codecs.
 * Plain objects, confined to a media loop, told the time and handed a random source; none has a clock, thread or socket.
 */
package dev.demitasse.rtp.media.internal;
