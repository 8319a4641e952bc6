// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.spi.AudioEncoder;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;

/** Encodes speech as the receiver wants it. Not thread-safe. The library allocates some arrays per frame. */
final class OpusFrameEncoder implements AudioEncoder {
    private static final int LONGEST_FRAME = 2_880;

    /** What the redundancy of error correction is made for. */
    private static final int EXPECTED_LOSS_PERCENT = 10;

    /** Half of the work of 10, and for speech at these rates hardly a difference. */
    private static final int COMPLEXITY = 5;

    /** RFC 7587 section 3.1.3: a packet of two bytes or less is silence that need not be sent. */
    private static final int NOTHING_BYTES = 2;

    /**
     * As near to what was given as the rate allows. The library's mode for telephony differs in a high pass that follows the voice's
     * pitch: made for microphones, and what goes out here is generated or has gone through one already. It costs a voice of 120 Hz
     * its lowest overtones and turns the phases of the next: the waveforms' correlation is 0.83 with it, 0.91 without.
     */
    private static final OpusApplication APPLICATION = OpusApplication.OPUS_APPLICATION_AUDIO;

    private final boolean dtx;
    private final OpusEncoder encoder;

    OpusFrameEncoder(OpusParameters parameters) {
        dtx = parameters.dtx();
        try {
            encoder = new OpusEncoder(OpusCodec.RATE_HZ, 1, APPLICATION);
        } catch (OpusException impossible) {
            throw new IllegalStateException(impossible);
        }
        encoder.setBitrate(parameters.bitsPerSecond());
        encoder.setUseVBR(!parameters.constantRate());
        encoder.setUseInbandFEC(parameters.inbandFec());
        encoder.setPacketLossPercent(parameters.inbandFec() ? EXPECTED_LOSS_PERCENT : 0);
        encoder.setUseDTX(dtx);
        encoder.setComplexity(COMPLEXITY);
        encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
        encoder.setMaxBandwidth(bandwidth(parameters.playbackRateHz()));
    }

    private static OpusBandwidth bandwidth(int playbackRateHz) {
        if (playbackRateHz <= 8_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND;
        }
        if (playbackRateHz <= 12_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND;
        }
        if (playbackRateHz <= 16_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND;
        }
        return playbackRateHz <= 24_000
                ? OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND
                : OpusBandwidth.OPUS_BANDWIDTH_FULLBAND;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the audio is no frame of Opus: 2.5, 5, 10, 20, 40 or 60 ms
     */
    @Override
    public int encode(short[] pcm, int offset, int samples, byte[] payload, int payloadOffset) {
        if (!isFrame(samples)) {
            throw new IllegalArgumentException("Opus has no frame of " + samples / 48.0 + " ms");
        }
        int room = Math.min(payload.length - payloadOffset, OpusCodec.MAXIMUM_FRAME_BYTES * ((samples + 959) / 960));
        try {
            int length = encoder.encode(pcm, offset, samples, payload, payloadOffset, room);
            return dtx && length <= NOTHING_BYTES ? 0 : length;
        } catch (OpusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isFrame(int samples) {
        return samples == 120
                || samples == 240
                || samples == 480
                || samples == 960
                || samples == 1_920
                || samples == LONGEST_FRAME;
    }

    @Override
    public void reset() {
        encoder.resetState();
    }
}
