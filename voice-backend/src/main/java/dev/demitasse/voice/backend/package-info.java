// SPDX-License-Identifier: Apache-2.0
/**
 * Phone calls for an application: answered, placed, listened to, spoken into, ended.
 *
 * <p>A {@link dev.demitasse.voice.backend.VoiceBackend} answers and places calls; {@link
 * dev.demitasse.voice.backend.SipVoiceBackend} does so over SIP and RTP. Each call is a {@link
 * dev.demitasse.voice.backend.VoiceSession}: blocking reads and writes for those who like threads, listeners for those who
 * like events.
 *
 * <p><b>Who runs where.</b> A call's {@link dev.demitasse.voice.backend.CallHandler} has a thread of its own. Its listeners
 * (audio, digits, the end) and the continuations of the futures handed out for it run on the call's lane: one at a time, in
 * order, beside the handler. None of them runs on a loop, so they may block; whoever blocks delays only the same call. What a
 * handler or listener throws is logged and ends, at most, that call.
 */
package dev.demitasse.voice.backend;
