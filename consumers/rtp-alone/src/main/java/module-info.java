/** A program that wants RTP and nothing of SIP. */
module dev.demitasse.consumers.rtp {
    requires dev.demitasse.rtp.media;
}
