// SPDX-License-Identifier: Apache-2.0
/** Phone calls for voice applications: answer, place, listen, speak, hang up. */
module dev.demitasse.voice.backend {
    requires transitive dev.demitasse.rtp.media;
    requires transitive dev.demitasse.sip.ua;
    requires org.slf4j;

    exports dev.demitasse.voice.backend;
}
