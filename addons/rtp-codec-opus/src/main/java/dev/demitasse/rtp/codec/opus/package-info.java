// SPDX-License-Identifier: Apache-2.0
/** Opus by Concentus behind the codec SPI of rtp-media. */
package dev.demitasse.rtp.codec.opus;
