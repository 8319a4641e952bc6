// SPDX-License-Identifier: Apache-2.0
/** Opus for RTP (RFC 7587): put it on the module path, and {@code AudioCodecs.installed()} has it. No API of its own. */
module dev.demitasse.rtp.codec.opus {
    requires dev.demitasse.rtp.media;
    requires concentus;

    provides dev.demitasse.rtp.media.spi.AudioCodecProvider with
            dev.demitasse.rtp.codec.opus.OpusProvider;
}
