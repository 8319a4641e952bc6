// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.MediaDirection;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpParametersBuilder;
import dev.demitasse.sip.sdp.Direction;
import dev.demitasse.sip.sdp.MediaFormat;
import dev.demitasse.sip.sdp.NegotiatedMedia;
import dev.demitasse.sip.sdp.RtcpFeedback;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What SDP has agreed on, in the words of the media layer. */
final class NegotiatedParameters {
    /** RFC 4585 section 4.2: what stands in {@code a=rtcp-fb} for a generic NACK. */
    static final String GENERIC_NACK = "nack";

    private static final int MIN_PTIME_MILLIS = 10;
    private static final int MAX_PTIME_MILLIS = 60;

    private NegotiatedParameters() {}

    /**
     * Translates an accepted stream.
     *
     * @param target where sound goes, which need not be what the peer has named last
     */
    static RtpParameters of(NegotiatedMedia audio, Optional<InetSocketAddress> target, AudioCodecs codecs) {
        AudioPayload send = payload(audio.sendFormat().orElseThrow(), codecs);
        RtpParametersBuilder to = RtpParameters.sending(send);
        for (MediaFormat format : audio.receiveFormats()) {
            if (format.isTelephoneEvent()) {
                to.receiveTelephoneEvent(format.payloadType(), format.clockRateHz());
            } else if (format.isComfortNoise()) {
                to.receiveComfortNoise(format.payloadType());
            } else {
                to.receive(payload(format, codecs));
            }
        }
        audio.sendTelephoneEvent()
                .ifPresent(format -> to.sendTelephoneEvent(format.payloadType(), format.clockRateHz()));
        audio.sendFormats().stream()
                .filter(MediaFormat::isComfortNoise)
                .filter(format -> format.clockRateHz() == send.codec().clockRateHz())
                .findFirst()
                .ifPresent(format -> to.sendComfortNoise(format.payloadType()));
        target.filter(address -> !address.isUnresolved() && address.getPort() != 0)
                .ifPresent(to::remote);
        boolean moved = target.isPresent() && !target.get().equals(audio.remote());
        if (!moved && !audio.remoteRtcp().isUnresolved() && audio.remoteRtcp().getPort() != 0) {
            to.remoteRtcp(audio.remoteRtcp());
        }
        int ptimeMillis = Math.max(MIN_PTIME_MILLIS, Math.min(MAX_PTIME_MILLIS, audio.ptimeMillis()));
        return to.direction(direction(audio.direction()))
                .ptimeMillis(send.codec().packetMillis(ptimeMillis))
                .rtcpMux(audio.rtcpMux())
                .rtcpReducedSize(audio.rtcpReducedSize())
                .genericNack(mayAskAgain(audio, send.payloadType()))
                .build();
    }

    /** Whether the peer may ask again for packets under the payload type they are sent with. */
    private static boolean mayAskAgain(NegotiatedMedia audio, int payloadType) {
        return audio.feedback().stream()
                .filter(line -> line.value().equals(GENERIC_NACK))
                .anyMatch(line ->
                        line.format().equals(RtcpFeedback.ALL) || line.format().equals(Integer.toString(payloadType)));
    }

    private static AudioPayload payload(MediaFormat format, AudioCodecs codecs) {
        var codec = codecs.find(format.encodingName(), format.clockRateHz(), format.channels())
                .orElseThrow(() -> new IllegalStateException("agreed on a codec that is not there: " + format));
        return new AudioPayload(format.payloadType(), codec, format.parameters());
    }

    private static MediaDirection direction(Direction agreed) {
        return switch (agreed) {
            case SENDRECV -> MediaDirection.SENDRECV;
            case SENDONLY -> MediaDirection.SENDONLY;
            case RECVONLY -> MediaDirection.RECVONLY;
            case INACTIVE -> MediaDirection.INACTIVE;
        };
    }
}
