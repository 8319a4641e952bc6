// SPDX-License-Identifier: Apache-2.0
/** RTP, RTCP, audio codecs and DTMF (RFC 3550, 3551, 4733). Knows nothing of SIP. */
module dev.demitasse.rtp.media {
    requires transitive dev.demitasse.event.loop;
    requires org.slf4j;

    exports dev.demitasse.rtp.media;
    exports dev.demitasse.rtp.media.audio;
    exports dev.demitasse.rtp.media.spi;

    uses dev.demitasse.rtp.media.spi.AudioCodecProvider;

    provides dev.demitasse.rtp.media.spi.AudioCodecProvider with
            dev.demitasse.rtp.media.internal.G711Provider,
            dev.demitasse.rtp.media.internal.G722Provider,
            dev.demitasse.rtp.media.internal.LinearProvider;
}
