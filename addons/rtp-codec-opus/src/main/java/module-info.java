// SPDX-License-Identifier: Apache-2.0
/**
 * Opus for RTP (RFC 7587): put it on the module path, and {@code AudioCodecs.installed()} has it. Its API is for files alone: Ogg Opus
 * (RFC 7845).
 */
module dev.demitasse.rtp.codec.opus {
    requires transitive dev.demitasse.rtp.media;
    requires concentus;

    exports dev.demitasse.rtp.codec.opus;

    provides dev.demitasse.rtp.media.spi.AudioCodecProvider with
            dev.demitasse.rtp.codec.opus.OpusProvider;
}
