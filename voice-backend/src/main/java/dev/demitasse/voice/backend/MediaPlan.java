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
import java.util.NoSuchElementException;

/** What this side brings to a call's media: addresses, codecs, payload types. Immutable. */
final class MediaPlan {
    private static final int FIRST_DYNAMIC_PAYLOAD_TYPE = 96;

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
        try {
            return names.stream().map(installed::named).toList();
        } catch (NoSuchElementException unknown) {
            throw new IllegalArgumentException(unknown.getMessage());
        }
    }

    /** The address a peer is to send to. */
    InetAddress addressTowards(InetSocketAddress peer) throws IOException {
        if (options.advertisedAddress().isPresent()) {
            return options.advertisedAddress().get();
        }
        InetAddress bound = options.rtpAddress();
        return bound.isAnyLocalAddress() ? network.localAddressTowards(peer) : bound;
    }

    LocalCapabilities capabilities(InetAddress advertised, int port, List<AudioCodec> chosen) {
        LocalMediaBuilder audio = LocalMedia.audio(port).ptimeMillis(options.ptimeMillis());
        int dynamic = FIRST_DYNAMIC_PAYLOAD_TYPE;
        for (AudioCodec codec : chosen) {
            int payloadType = staticPayloadType(codec.encodingName());
            if (payloadType < 0) {
                dynamic += dynamic == options.telephoneEventPayloadType() ? 1 : 0;
                payloadType = dynamic++;
            }
            audio.format(MediaFormat.of(payloadType, codec.encodingName(), codec.clockRateHz(), codec.channels()));
        }
        audio.telephoneEvents(options.telephoneEventPayloadType());
        return LocalCapabilities.builder(advertised.getHostAddress())
                .media(audio.build())
                .build();
    }

    /** RFC 3551 section 6, of the codecs a call may have. */
    private static int staticPayloadType(String encodingName) {
        return switch (encodingName) {
            case "PCMU" -> 0;
            case "PCMA" -> 8;
            case "G722" -> 9;
            default -> -1;
        };
    }
}
