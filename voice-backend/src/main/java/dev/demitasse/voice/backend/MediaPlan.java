// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.LocalMedia;
import dev.demitasse.sip.sdp.LocalMediaBuilder;
import dev.demitasse.sip.sdp.MediaFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** What this side brings to a call's media: addresses, codecs, payload types. Immutable. */
final class MediaPlan {
    private static final int FIRST_DYNAMIC_PAYLOAD_TYPE = 96;

    /** The dynamic payload types have room for them, each with a telephone-event beside it. */
    private static final int MAXIMUM_CODECS = 15;

    /** RFC 3551 has numbered it for codecs with this clock; for others it is not agreed on. */
    private static final MediaFormat COMFORT_NOISE = MediaFormat.of(13, "CN", 8_000, 1);

    private final VoiceOptions options;
    private final Network network;
    private final AudioCodecs codecs;

    MediaPlan(VoiceOptions options, Network network, AudioCodecs codecs) {
        this.options = options;
        this.network = network;
        this.codecs = codecs;
    }

    AudioCodecs codecs() {
        return codecs;
    }

    /** The codecs of a call: those asked for, or else the backend's. */
    List<AudioCodec> chosen(List<String> names) {
        return named(codecs, names.isEmpty() ? options.codecs() : names);
    }

    static List<AudioCodec> named(AudioCodecs installed, List<String> names) {
        List<AudioCodec> found = names.stream()
                .map(name -> CodecName.parse(name).find(installed))
                .distinct()
                .toList();
        if (found.size() > MAXIMUM_CODECS) {
            throw new IllegalArgumentException("more than " + MAXIMUM_CODECS + " codecs");
        }
        return found;
    }

    /** The address a peer is to send to. */
    InetAddress addressTowards(InetSocketAddress peer) throws IOException {
        if (options.advertisedAddress().isPresent()) {
            return options.advertisedAddress().get();
        }
        InetAddress bound = options.rtpAddress();
        return bound.isAnyLocalAddress() ? network.localAddressTowards(peer) : bound;
    }

    /** Whether to offer RTCP on the port of RTP. */
    boolean offersRtcpMux() {
        return options.offerRtcpMux();
    }

    /** All that is accepted; {@link #offersRtcpMux} says what of it is not offered. */
    LocalCapabilities capabilities(InetAddress advertised, int port, List<AudioCodec> chosen) {
        LocalMediaBuilder audio = LocalMedia.audio(port)
                .ptimeMillis(options.ptimeMillis())
                .rtcpMux(true)
                .rtcpReducedSize(true)
                .feedback(NegotiatedParameters.GENERIC_NACK);
        int dynamic = FIRST_DYNAMIC_PAYLOAD_TYPE;
        for (AudioCodec codec : chosen) {
            int payloadType = codec.staticPayloadType().orElse(-1);
            if (payloadType < 0) {
                dynamic += dynamic == options.telephoneEventPayloadType() ? 1 : 0;
                payloadType = dynamic++;
            }
            audio.format(new MediaFormat(
                    payloadType,
                    codec.encodingName(),
                    codec.clockRateHz(),
                    codec.channels(),
                    codec.formatParameters()));
        }
        if (options.comfortNoise()
                && chosen.stream().anyMatch(codec -> codec.clockRateHz() == COMFORT_NOISE.clockRateHz())) {
            audio.format(COMFORT_NOISE);
        }
        audio.telephoneEvents(options.telephoneEventPayloadType());
        return LocalCapabilities.builder(advertised.getHostAddress())
                .media(audio.build())
                .build();
    }
}
