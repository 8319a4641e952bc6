// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3551 4.5.11: L16")
class Rfc3551Section4_5_11Test {
    private final AudioCodecs codecs = AudioCodecs.of(List.of(new LinearProvider()));

    @Test
    @DisplayName("two octets a sample, the most significant first, in two's complement")
    void networkOrder() {
        AudioCodec codec = codecs.named("L16");
        short[] pcm = {9, 0, 1, -1, 0x1234, Short.MIN_VALUE, Short.MAX_VALUE};
        byte[] payload = new byte[14];
        assertEquals(12, codec.newEncoder("").encode(pcm, 1, 6, payload, 1));
        byte[] expected = {0, 0, 0, 0, 1, -1, -1, 0x12, 0x34, (byte) 0x80, 0, 0x7F, -1, 0};
        assertArrayEquals(expected, payload);
        short[] back = new short[6];
        assertEquals(6, codec.newDecoder("").decode(payload, 1, 12, back));
        assertArrayEquals(new short[] {0, 1, -1, 0x1234, Short.MIN_VALUE, Short.MAX_VALUE}, back);
    }

    @Test
    @DisplayName(
            "rate and channels are as negotiated; 44,100 Hz alone has static types, 10 for two channels, 11 for one (W18)")
    void negotiated() {
        assertEquals(
                OptionalInt.of(11), codecs.find("l16", 44_100, 1).orElseThrow().staticPayloadType());
        assertEquals(
                OptionalInt.of(10), codecs.find("L16", 44_100, 2).orElseThrow().staticPayloadType());
        for (int rate : new int[] {8_000, 16_000, 24_000, 32_000, 48_000}) {
            AudioCodec codec = codecs.find("L16", rate, 1).orElseThrow();
            assertEquals(OptionalInt.empty(), codec.staticPayloadType());
            assertEquals(List.of(rate, rate, 1), List.of(codec.clockRateHz(), codec.sampleRateHz(), codec.channels()));
            assertEquals(rate / 25, codec.maximumPayloadBytes(rate / 50));
        }
        assertEquals(16_000, codecs.named("L16").sampleRateHz());
    }

    @Test
    @DisplayName("part of a sample, part of a pair of channels, or too much audio is malformed")
    void malformed() {
        AudioDecoder mono = codecs.find("L16", 8_000, 1).orElseThrow().newDecoder("");
        AudioDecoder stereo = codecs.find("L16", 44_100, 2).orElseThrow().newDecoder("");
        assertEquals(AudioDecoder.MALFORMED, mono.decode(new byte[3], 0, 3, new short[9]));
        assertEquals(AudioDecoder.MALFORMED, mono.decode(new byte[8], 0, 8, new short[3]));
        assertEquals(AudioDecoder.MALFORMED, stereo.decode(new byte[6], 0, 6, new short[9]));
        assertEquals(4, stereo.decode(new byte[8], 0, 8, new short[4]));
    }
}
