// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@code c/g711.c} does, by ours: a frame of 20 ms in G.711 u-law, and the header of RTP. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MediaFunctions {
    private static final int SAMPLES = 160;
    private static final int HEADER = 12;

    private final short[] pcm = new short[SAMPLES];
    private final byte[] payload = new byte[SAMPLES];
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(HEADER + SAMPLES);
    private final RtpPacket packet = new RtpPacket();
    private AudioEncoder encoder;
    private AudioDecoder decoder;
    private int turn;

    @Setup
    public void open() {
        AudioCodec pcmu = AudioCodecs.installed().named("PCMU");
        encoder = pcmu.newEncoder("");
        decoder = pcmu.newDecoder("");
        for (int i = 0; i < SAMPLES; i++) {
            pcm[i] = (short) (i * 7919);
        }
        for (int i = 0; i < HEADER; i++) {
            datagram.put(i, (byte) i);
        }
        datagram.put(0, (byte) 0x80).put(1, (byte) 0);
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
