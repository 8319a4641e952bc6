// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.testkit.AllocationProbe;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vectors are of ffmpeg 5.1 for the signals made here; {@code CodecInteropIT} asks the ffmpeg that is there. */
@DisplayName("ITU-T G.722 at 64 kbit/s, RFC 3551 4.5.2")
class G722Test {
    /** The filter bank's: what goes in comes out so many samples later. */
    private static final int DELAY = 22;

    private final AudioCodec codec = new G722Codec();

    /** Two tones, one in each band, then full-scale noise: both quantizers meet their ends. */
    static short[] signal() {
        short[] pcm = new short[32_000];
        var random = new Random(722);
        for (int i = 0; i < pcm.length; i++) {
            double tones = 9_000 * StrictMath.sin(2 * Math.PI * 440 * i / 16_000)
                    + 5_000 * StrictMath.sin(2 * Math.PI * 5_200 * i / 16_000);
            pcm[i] = (short) (i < 16_000 ? Math.rint(tones) : random.nextInt(65_536) - 32_768);
        }
        return pcm;
    }

    private byte[] encode(short[] pcm) {
        byte[] payload = new byte[codec.maximumPayloadBytes(pcm.length)];
        assertEquals(payload.length, codec.newEncoder("").encode(pcm, 0, pcm.length, payload, 0));
        return payload;
    }

    private short[] decode(byte[] payload) {
        short[] pcm = new short[2 * payload.length];
        assertEquals(pcm.length, codec.newDecoder("").decode(payload, 0, payload.length, pcm));
        return pcm;
    }

    static long crc(short[] pcm) {
        var crc = new CRC32();
        for (short sample : pcm) {
            crc.update(sample & 0xFF);
            crc.update(sample >> 8);
        }
        return crc.getValue();
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    @DisplayName("the rates are three: RTP clock 8000, audio 16,000, one channel; payload type 9")
    void rates() {
        assertEquals("G722", codec.encodingName());
        assertEquals(8_000, codec.clockRateHz());
        assertEquals(16_000, codec.sampleRateHz());
        assertEquals(1, codec.channels());
        assertEquals(9, codec.staticPayloadType().orElseThrow());
        assertEquals(160, Rates.of(codec).ticks(320), "W18: 20 ms are 160 ticks, not 320");
    }

    @Test
    @DisplayName("encodes to the bit as another encoder does")
    void encodes() {
        byte[] payload = encode(signal());
        assertEquals(
                "b718902084a0a02022a92aacaf369f991391911092571cbb3531ae2d6fb03479",
                HexFormat.of().formatHex(payload, 0, 32));
        assertEquals(0xC9D23BB9L, crc(payload));
    }

    @Test
    @DisplayName("decodes to the bit as another decoder does")
    void decodes() {
        assertEquals(0x43DFCC53L, crc(decode(encode(signal()))));
    }

    @Test
    @DisplayName("codes that no encoder sends decode as another decoder decodes them")
    void everyCode() {
        byte[] payload = new byte[2_048];
        new Random(9).nextBytes(payload);
        assertEquals(0xCBD30764L, crc(decode(payload)));
    }

    @Test
    @DisplayName("speech-like audio comes back 22 samples later, with the noise 20 dB below it")
    void quality() {
        short[] pcm = Arrays.copyOf(signal(), 16_000);
        short[] back = decode(encode(pcm));
        double signal = 0;
        double noise = 0;
        for (int i = 1_000; i < pcm.length - DELAY; i++) {
            double difference = back[i + DELAY] - pcm[i];
            signal += (double) pcm[i] * pcm[i];
            noise += difference * difference;
        }
        double decibels = 10 * Math.log10(signal / noise);
        assertTrue(decibels > 20, "SNR " + decibels + " dB");
    }

    @Test
    @DisplayName("the state is the stream's: packets make the same bits as one piece (pain 14: a robot's voice)")
    void statePerStream() {
        short[] pcm = signal();
        byte[] whole = encode(pcm);
        byte[] pieces = new byte[whole.length];
        var encoder = codec.newEncoder("");
        for (int at = 0; at < pcm.length; at += 320) {
            assertEquals(160, encoder.encode(pcm, at, 320, pieces, at / 2));
        }
        assertArrayEquals(whole, pieces);
        short[] frame = new short[320];
        short[] joined = new short[pcm.length];
        AudioDecoder decoder = codec.newDecoder("");
        for (int at = 0; at < whole.length; at += 160) {
            decoder.decode(whole, at, 160, frame);
            System.arraycopy(frame, 0, joined, 2 * at, 320);
        }
        assertArrayEquals(decode(whole), joined);
    }

    @Test
    @DisplayName("reset makes a new stream of an old one")
    void reset() {
        short[] pcm = signal();
        byte[] first = encode(pcm);
        byte[] again = new byte[first.length];
        var encoder = codec.newEncoder("");
        encoder.encode(pcm, 0, pcm.length, again, 0);
        encoder.reset();
        encoder.encode(pcm, 0, pcm.length, again, 0);
        assertArrayEquals(first, again);
        short[] back = new short[pcm.length];
        AudioDecoder decoder = codec.newDecoder("");
        decoder.decode(first, 0, first.length, back);
        decoder.reset();
        decoder.decode(first, 0, first.length, back);
        assertArrayEquals(decode(first), back);
    }

    @Test
    @DisplayName("a decoder that missed a packet is together again with the encoder within 100 ms")
    void recovers() {
        short[] pcm = Arrays.copyOf(signal(), 16_000);
        byte[] payload = encode(pcm);
        short[] whole = decode(payload);
        AudioDecoder decoder = codec.newDecoder("");
        short[] back = new short[320];
        int worst = 0;
        for (int at = 0; at < payload.length; at += 160) {
            if (at == 3_200) {
                continue;
            }
            decoder.decode(payload, at, 160, back);
            for (int i = 0; at >= 3_200 + 160 + 800 && i < 320; i++) {
                worst = Math.max(worst, Math.abs(back[i] - whole[2 * at + i]));
            }
        }
        assertTrue(worst < 300, "off by " + worst);
    }

    @Test
    @DisplayName("a payload longer than the room for its audio is malformed; half a pair of samples is misuse")
    void bounds() {
        assertEquals(AudioDecoder.MALFORMED, codec.newDecoder("").decode(new byte[161], 0, 161, new short[321]));
        assertEquals(320, codec.newDecoder("").decode(new byte[200], 40, 160, new short[320]));
        assertThrows(
                IllegalArgumentException.class, () -> codec.newEncoder("").encode(new short[3], 0, 3, new byte[2], 0));
    }

    @Test
    @DisplayName("allocates nothing per frame")
    void allocation() {
        short[] pcm = signal();
        byte[] payload = new byte[160];
        short[] back = new short[320];
        var encoder = codec.newEncoder("");
        var decoder = codec.newDecoder("");
        Runnable frames = () -> {
            for (int at = 0; at < pcm.length; at += 320) {
                encoder.encode(pcm, at, 320, payload, 0);
                decoder.decode(payload, 0, 160, back);
            }
        };
        for (int i = 0; i < 30; i++) {
            frames.run();
        }
        assertEquals(0, AllocationProbe.create().measure(frames) / 100);
    }
}
