// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.Arrays;

/** What each payload type means, and the decoders of those that are audio, with their state. Not thread-safe. */
final class ReceivePayloads {
    enum Kind {
        UNKNOWN,
        AUDIO,
        EVENT,
        COMFORT_NOISE
    }

    /** A packet of fewer bytes is let through to the codec to judge, whatever bound that has for its own. */
    static final int USUAL_PAYLOAD_BYTES = 8_192;

    private static final int PAYLOAD_TYPES = 128;

    private final Kind[] kinds = new Kind[PAYLOAD_TYPES];
    private final AudioPayload[] payloads = new AudioPayload[PAYLOAD_TYPES];
    private final AudioDecoder[] decoders = new AudioDecoder[PAYLOAD_TYPES];
    private final Rates[] rates = new Rates[PAYLOAD_TYPES];
    private final int[] maximumBytes = new int[PAYLOAD_TYPES];

    /**
     * Goes by other parameters. A decoder whose payload is as before keeps its state.
     *
     * @return whether a decoder was replaced that packets which wait may be meant for
     */
    boolean configure(RtpParameters parameters) {
        Arrays.fill(kinds, Kind.UNKNOWN);
        parameters.receiveTelephoneEvents().forEach(type -> kinds[type] = Kind.EVENT);
        parameters.receiveComfortNoise().forEach(type -> kinds[type] = Kind.COMFORT_NOISE);
        boolean replaced = false;
        for (AudioPayload payload : parameters.receive()) {
            int type = payload.payloadType();
            kinds[type] = Kind.AUDIO;
            if (!payload.equals(payloads[type])) {
                if (payloads[type] != null) {
                    decoders[type].close();
                    replaced = true;
                }
                payloads[type] = payload;
                rates[type] = Rates.of(payload.codec());
                int longest = rates[type].samplesIn(Playout.MAXIMUM_PACKET_MILLIS);
                maximumBytes[type] =
                        Math.max(USUAL_PAYLOAD_BYTES, payload.codec().maximumPayloadBytes(longest));
                decoders[type] = payload.codec().newDecoder(payload.formatParameters());
            }
        }
        return replaced;
    }

    Kind kind(int payloadType) {
        return kinds[payloadType];
    }

    /** Tells whether a payload of audio can be one packet, of 120 ms at the most: 21,168 bytes of L16 at 44.1 kHz in stereo. */
    boolean isAudio(RtpPacket packet) {
        return packet.payloadLength() > 0 && packet.payloadLength() <= maximumBytes[packet.payloadType()];
    }

    Rates rates(int payloadType) {
        return rates[payloadType];
    }

    AudioDecoder decoder(int payloadType) {
        return decoders[payloadType];
    }

    /** All decoders forget the stream so far. */
    void reset() {
        for (AudioDecoder decoder : decoders) {
            if (decoder != null) {
                decoder.reset();
            }
        }
    }

    /** The decoders are not used any more. */
    void close() {
        for (AudioDecoder decoder : decoders) {
            if (decoder != null) {
                decoder.close();
            }
        }
    }
}
