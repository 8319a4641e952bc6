// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@code c/g711.c} does, by ours: a frame of 20 ms in G.711 u-law, and the header of RTP. And a frame of Opus, without a peer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MediaFunctions {
    private static final int SAMPLES = 160;
    private static final int HEADER = 12;
    private static final int OPUS_SAMPLES = 960;

    private final short[] pcm = new short[SAMPLES];
    private final byte[] payload = new byte[SAMPLES];
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(HEADER + SAMPLES);
    private final RtpPacket packet = new RtpPacket();
    private AudioEncoder encoder;
    private AudioDecoder decoder;
    private final short[] decoded = new short[6 * OPUS_SAMPLES];
    private final byte[][] opus = new byte[50][];
    private final short[] voice = new short[500 * OPUS_SAMPLES];
    private AudioEncoder opusEncoder;
    private AudioDecoder opusDecoder;
    private byte[] room;
    private int turn;

    @Setup
    public void open() {
        AudioCodec pcmu = AudioCodecs.installed().named("PCMU");
        encoder = pcmu.newEncoder("");
        decoder = pcmu.newDecoder("");
        for (int i = 0; i < SAMPLES; i++) {
            pcm[i] = (short) (i * 7919);
        }
        openOpus();
        for (int i = 0; i < HEADER; i++) {
            datagram.put(i, (byte) i);
        }
        datagram.put(0, (byte) 0x80).put(1, (byte) 0);
        turn = 0;
    }

    /** A voice by the look of its spectrum: six harmonics that rise and fall, and a little noise. */
    private void openOpus() {
        var noise = new Random(1);
        for (int i = 0; i < voice.length; i++) {
            double seconds = i / 48_000.0;
            double pitch = 120 + 30 * Math.sin(2 * Math.PI * seconds);
            double sample = 0;
            for (int harmonic = 1; harmonic <= 6; harmonic++) {
                sample += Math.sin(2 * Math.PI * harmonic * pitch * seconds) / harmonic;
            }
            voice[i] = (short)
                    (6_000 * sample * (0.6 + 0.4 * Math.sin(8 * Math.PI * seconds)) + 100 * noise.nextGaussian());
        }
        AudioCodec codec = AudioCodecs.installed().named("opus");
        opusEncoder = codec.newEncoder("");
        opusDecoder = codec.newDecoder("");
        room = new byte[codec.maximumPayloadBytes(OPUS_SAMPLES)];
        for (int i = 0; i < opus.length; i++) {
            opus[i] = Arrays.copyOf(room, encodeOpusFrame());
        }
    }

    @Benchmark
    public int encodeFrame() {
        pcm[0] = (short) turn++;
        return encoder.encode(pcm, 0, SAMPLES, payload, 0);
    }

    @Benchmark
    public int decodeFrame() {
        payload[0] = (byte) turn++;
        return decoder.decode(payload, 0, SAMPLES, pcm);
    }

    @Benchmark
    public int encodeOpusFrame() {
        return opusEncoder.encode(voice, turn++ % 500 * OPUS_SAMPLES, OPUS_SAMPLES, room, 0);
    }

    @Benchmark
    public int decodeOpusFrame() {
        byte[] frame = opus[turn++ % opus.length];
        return opusDecoder.decode(frame, 0, frame.length, decoded);
    }

    @Benchmark
    public int parseHeader() {
        datagram.put(3, (byte) turn++);
        if (packet.parse(datagram) != RtpPacket.Result.VALID) {
            throw new AssertionError("refused");
        }
        return packet.payloadType()
                + packet.sequenceNumber()
                + packet.timestamp()
                + packet.ssrcBits()
                + packet.payloadLength();
    }
}
