// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ITU-T G.711, RFC 3551 4.5.14: PCMU and PCMA")
class G711Test {
    private static int decode(G711 law, int code) {
        return law.decode((byte) code);
    }

    private static int encode(G711 law, int sample) {
        return law.encode((short) sample) & 0xFF;
    }

    @Test
    @DisplayName("mu-law: the ends of its table, and zero")
    void muLaw() {
        assertEquals(-32_124, decode(G711.MU_LAW, 0x00));
        assertEquals(32_124, decode(G711.MU_LAW, 0x80));
        assertEquals(0, decode(G711.MU_LAW, 0xFF));
        assertEquals(0, decode(G711.MU_LAW, 0x7F));
        assertEquals(8, decode(G711.MU_LAW, 0xFE));
        assertEquals(0xFF, encode(G711.MU_LAW, 0));
        assertEquals(0x80, encode(G711.MU_LAW, 32_767));
        assertEquals(0x00, encode(G711.MU_LAW, -32_768));
        assertEquals(0xF2, encode(G711.MU_LAW, 100));
        assertEquals(0xCE, encode(G711.MU_LAW, 1_000));
        assertEquals(0x4E, encode(G711.MU_LAW, -1_000));
    }

    @Test
    @DisplayName("A-law: the ends of its table, and about zero")
    void aLaw() {
        assertEquals(-32_256, decode(G711.A_LAW, 0x2A));
        assertEquals(32_256, decode(G711.A_LAW, 0xAA));
        assertEquals(8, decode(G711.A_LAW, 0xD5));
        assertEquals(-8, decode(G711.A_LAW, 0x55));
        assertEquals(0xD5, encode(G711.A_LAW, 0));
        assertEquals(0x55, encode(G711.A_LAW, -1));
        assertEquals(0xAA, encode(G711.A_LAW, 32_767));
        assertEquals(0x2A, encode(G711.A_LAW, -32_768));
        assertEquals(0xFA, encode(G711.A_LAW, 1_000));
        assertEquals(0x7A, encode(G711.A_LAW, -1_000));
    }

    @Test
    @DisplayName("every code decodes to a sample that encodes to it; but for mu-law's negative zero")
    void idempotent() {
        for (int code = 0; code < 256; code++) {
            assertEquals(code == 0x7F ? 0xFF : code, encode(G711.MU_LAW, decode(G711.MU_LAW, code)));
            assertEquals(code, encode(G711.A_LAW, decode(G711.A_LAW, code)));
        }
    }

    @Test
    @DisplayName("every sample comes back within half a step of its segment, and larger ones not smaller")
    void error() {
        for (G711 law : List.of(G711.MU_LAW, G711.A_LAW)) {
            int before = Integer.MIN_VALUE;
            for (int sample = -32_768; sample <= 32_767; sample++) {
                int back = decode(law, encode(law, sample));
                assertTrue(back >= before, () -> law + " falls");
                int allowed = Math.max(16, Math.abs(sample) / 16) + (Math.abs(sample) > 32_124 ? 644 : 0);
                assertTrue(Math.abs(back - sample) <= allowed, sample + " came back as " + back);
                before = back;
            }
        }
    }

    @Test
    @DisplayName("every 16-bit sample has the code whose interval it is in, by the laws' definition")
    void definition() {
        for (int sample = -32_768; sample <= 32_767; sample++) {
            // mu-law: 14 bits, 33 added; the segment doubles; sent inverted.
            double biased = Math.min(Math.abs(sample), 32_635) / 4.0 + 33;
            int segment = 0;
            while (biased >= 64 << segment) {
                segment++;
            }
            int step = (int) ((biased - (32 << segment)) / (2 << segment));
            assertEquals(
                    ~((sample < 0 ? 0x80 : 0) | segment << 4 | step) & 0xFF,
                    encode(G711.MU_LAW, sample),
                    "mu " + sample);
            // A-law: 13 bits, the first two segments are alike; even bits sent inverted; -1 is the first below zero.
            int magnitude = (sample < 0 ? -1 - sample : sample) / 16;
            int chord = 0;
            while (magnitude >= 32 << chord) {
                chord++;
            }
            int code = magnitude < 16 ? magnitude : chord + 1 << 4 | (magnitude >> chord) - 16;
            assertEquals((code | (sample < 0 ? 0 : 0x80)) ^ 0x55, encode(G711.A_LAW, sample), "A " + sample);
        }
    }

    @Test
    @DisplayName("the provider brings both, with clock rate, sample rate and channels of their own")
    void provider() {
        List<AudioCodec> codecs = new G711Provider().codecs();
        assertEquals(
                List.of("PCMU", "PCMA"),
                codecs.stream().map(AudioCodec::encodingName).toList());
        assertEquals(0, codecs.get(0).staticPayloadType().getAsInt());
        assertEquals(8, codecs.get(1).staticPayloadType().getAsInt());
        for (AudioCodec codec : codecs) {
            assertEquals(8000, codec.clockRateHz());
            assertEquals(8000, codec.sampleRateHz());
            assertEquals(1, codec.channels());
            assertEquals(160, codec.maximumPayloadBytes(160));
        }
    }

    @Test
    @DisplayName("encoders and decoders work at offsets in the caller's arrays; what does not fit is malformed")
    void arrays() {
        AudioCodec codec = new G711Provider().codecs().get(1);
        byte[] payload = new byte[6];
        assertEquals(3, codec.newEncoder("").encode(new short[] {9, 1_000, -1_000, 0, 9}, 1, 3, payload, 2));
        assertArrayEquals(new byte[] {0, 0, (byte) 0xFA, 0x7A, (byte) 0xD5, 0}, payload);
        short[] pcm = new short[4];
        assertEquals(3, codec.newDecoder("").decode(payload, 2, 3, pcm));
        assertArrayEquals(new short[] {1_008, -1_008, 8, 0}, pcm);
        assertEquals(AudioDecoder.MALFORMED, codec.newDecoder("").decode(payload, 0, 5, pcm));
    }
}
