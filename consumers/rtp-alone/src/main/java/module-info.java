// SPDX-License-Identifier: Apache-2.0
/** A program that wants RTP and nothing of SIP. */
module dev.demitasse.consumers.rtp {
    requires dev.demitasse.rtp.media;
}
