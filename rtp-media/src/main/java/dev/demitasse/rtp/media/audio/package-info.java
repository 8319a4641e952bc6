// SPDX-License-Identifier: Apache-2.0
/**
 * Tools for audio: plain objects that work on arrays of samples, and {@link dev.demitasse.rtp.media.AudioProcessor}s made of them.
 * None knows of packets; none has a clock, thread or random source; on the way of a frame none allocates.
 *
 * <p>{@link dev.demitasse.rtp.media.audio.ToneGenerator} and {@link dev.demitasse.rtp.media.audio.DtmfDetector} for tones,
 * {@link dev.demitasse.rtp.media.audio.Resampler}, {@link dev.demitasse.rtp.media.audio.Gain} and
 * {@link dev.demitasse.rtp.media.audio.LevelMeter} for what is in between,
 * {@link dev.demitasse.rtp.media.audio.VoiceActivityDetector} for barge-in,
 * {@link dev.demitasse.rtp.media.audio.WavReader} and {@link dev.demitasse.rtp.media.audio.WavWriter} for files. On a session's loop:
 * {@link dev.demitasse.rtp.media.audio.EchoProcessor}, {@link dev.demitasse.rtp.media.audio.LevelTap},
 * {@link dev.demitasse.rtp.media.audio.SpeechTap}, {@link dev.demitasse.rtp.media.audio.RecorderTap},
 * {@link dev.demitasse.rtp.media.audio.AudioMixer} (with two members a bridge), and
 * {@link dev.demitasse.rtp.media.audio.ProcessorChain} to have several.
 *
 * <p>Samples are linear, signed, 16 bits; channels are interleaved. An object serves one stream and is confined to its loop or thread
 * unless it says otherwise.
 */
package dev.demitasse.rtp.media.audio;
