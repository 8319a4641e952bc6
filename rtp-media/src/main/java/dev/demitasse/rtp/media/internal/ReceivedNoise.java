// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;

/**
 * The comfort noise of a source (RFC 3389): begins with its packet, ends with the next audio by sequence number. Audio of several
 * channels has none. Not thread-safe; allocates nothing on its way.
 */
final class ReceivedNoise {
    private final ComfortNoiseGenerator generator;
    private final byte[] payload = new byte[1 + ComfortNoiseGenerator.MAXIMUM_ORDER];
    private final boolean possible;
    private long noiseSequence = Long.MIN_VALUE;
    private long audioSequence;

    /** Begins after audio of a number. */
    ReceivedNoise(Rates rates, long playedSequence) {
        audioSequence = playedSequence;
        generator = new ComfortNoiseGenerator(rates.sampleRateHz(), 1);
        possible = rates.channels() == 1;
    }

    /** Tells whether a packet's payload can be comfort noise: the first bit of the level is 0 (section 3.1). */
    static boolean isNoise(RtpPacket packet) {
        return packet.payloadLength() > 0 && packet.payloadByte(0) < 0x80;
    }

    /** Comfort noise has come, which {@link #isNoise}; what was overtaken by later noise or audio changes nothing. */
    void onPacket(RtpPacket packet, long sequence) {
        if (!possible || sequence < noiseSequence || sequence < audioSequence) {
            return;
        }
        noiseSequence = sequence;
        int length = Math.min(payload.length, packet.payloadLength());
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) packet.payloadByte(i);
        }
        generator.onPayload(payload, 0, length);
    }

    /** Audio is played: noise from before it is over. */
    void onAudio(long sequence) {
        audioSequence = Math.max(audioSequence, sequence);
        if (sequence > noiseSequence) {
            generator.stop();
        }
    }

    boolean isActive() {
        return generator.isActive();
    }

    void generate(short[] pcm, int offset, int samples) {
        generator.generate(pcm, offset, samples);
    }
}
