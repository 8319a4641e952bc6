// SPDX-License-Identifier: Apache-2.0
/**
 * Opus by Concentus: behind the codec SPI of rtp-media, where nobody calls it by name, and into files, by
 * {@link dev.demitasse.rtp.codec.opus.OggOpusWriter}.
 */
package dev.demitasse.rtp.codec.opus;
