// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.Arrays;
import java.util.stream.Stream;

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

    private static final Meaning NOTHING = new Meaning(-1);

    private final Meaning[] meanings = new Meaning[PAYLOAD_TYPES];
    private Meaning last = NOTHING;

    /** What one payload type means. One object, for the way of a packet to find all of it in one place. */
    private static final class Meaning {
        private final int payloadType;
        private Kind kind = Kind.UNKNOWN;
        private int maximumBytes;
        private int eventClockHz;
        private Rates rates;
        private AudioDecoder decoder;
        private AudioPayload payload;

        Meaning(int payloadType) {
            this.payloadType = payloadType;
        }

        /** Means this audio from now on; returns whether it meant another. */
        boolean become(AudioPayload audio) {
            kind = Kind.AUDIO;
            if (audio.equals(payload)) {
                return false;
            }
            Rates nextRates = Rates.of(audio.codec());
            int longest = audio.codec().maximumPayloadBytes(nextRates.samplesIn(Playout.MAXIMUM_PACKET_MILLIS));
            AudioDecoder next = audio.codec().newDecoder(audio.formatParameters());
            // A codec that has thrown by now leaves things as they were.
            boolean replaced = decoder != null;
            if (replaced) {
                decoder.close();
            }
            payload = audio;
            rates = nextRates;
            maximumBytes = Math.max(USUAL_PAYLOAD_BYTES, longest);
            decoder = next;
            return replaced;
        }
    }

    /**
     * Goes by other parameters. A decoder whose payload is as before keeps its state; one that is not agreed on any more stays, for
     * packets that wait.
     *
     * @return whether a decoder was replaced that packets which wait may be meant for
     */
    boolean configure(RtpParameters parameters) {
        for (Meaning meaning : meanings) {
            if (meaning != null) {
                meaning.kind = Kind.UNKNOWN;
            }
        }
        for (int type : parameters.receiveTelephoneEvents()) {
            meaning(type).kind = Kind.EVENT;
            meaning(type).eventClockHz =
                    parameters.receiveTelephoneEventClocks().getOrDefault(type, 0);
        }
        parameters.receiveComfortNoise().forEach(type -> meaning(type).kind = Kind.COMFORT_NOISE);
        boolean replaced = false;
        for (AudioPayload payload : parameters.receive()) {
            replaced |= meaning(payload.payloadType()).become(payload);
        }
        return replaced;
    }

    private Meaning meaning(int payloadType) {
        if (meanings[payloadType] == null) {
            meanings[payloadType] = new Meaning(payloadType);
        }
        return meanings[payloadType];
    }

    /** As a rule it is the type of the packet before. */
    private Meaning find(int payloadType) {
        if (last.payloadType != payloadType) {
            last = meanings[payloadType] == null ? NOTHING : meanings[payloadType];
        }
        return last;
    }

    Kind kind(int payloadType) {
        return find(payloadType).kind;
    }

    /** Tells whether a packet can be what its payload type says: {@link PacketResult#AUDIO}, or what is wrong with it. */
    PacketResult judge(RtpPacket packet) {
        boolean good;
        switch (kind(packet.payloadType())) {
            case EVENT -> good = DtmfReceiver.isEvent(packet);
            case COMFORT_NOISE -> good = ReceivedNoise.isNoise(packet);
            case AUDIO -> good = isAudio(packet);
            default -> {
                return PacketResult.UNKNOWN_PAYLOAD_TYPE;
            }
        }
        return good ? PacketResult.AUDIO : PacketResult.BAD_PAYLOAD;
    }

    /** Tells whether a payload of audio can be one packet, of 120 ms at the most: 21,168 bytes of L16 at 44.1 kHz in stereo. */
    boolean isAudio(RtpPacket packet) {
        return packet.payloadLength() > 0 && packet.payloadLength() <= find(packet.payloadType()).maximumBytes;
    }

    /** The clock of an event's duration: the one that is agreed on, or else that of the audio. */
    int eventClockHz(RtpPacket packet, Rates audio) {
        int agreed = find(packet.payloadType()).eventClockHz;
        return agreed == 0 ? audio.clockRateHz() : agreed;
    }

    Rates rates(int payloadType) {
        return find(payloadType).rates;
    }

    AudioDecoder decoder(int payloadType) {
        return find(payloadType).decoder;
    }

    /** All decoders forget the stream so far. */
    void reset() {
        decoders().forEach(AudioDecoder::reset);
    }

    /** The decoders are not used any more. */
    void close() {
        decoders().forEach(AudioDecoder::close);
    }

    private Stream<AudioDecoder> decoders() {
        return Arrays.stream(meanings)
                .filter(meaning -> meaning != null && meaning.decoder != null)
                .map(meaning -> meaning.decoder);
    }
}
