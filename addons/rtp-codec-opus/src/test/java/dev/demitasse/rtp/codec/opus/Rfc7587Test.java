// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7587: Opus")
class Rfc7587Test {
    private static final int FRAME = 960;
    private static final double TONE_HZ = 1_000;

    private final AudioCodec codec =
            AudioCodecs.installed().find("OPUS", 48_000, 2).orElseThrow();

    private static short[] tone(int frames) {
        short[] pcm = new short[FRAME * frames];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * TONE_HZ * i / 48_000));
        }
        return pcm;
    }

    private List<byte[]> encode(short[] pcm, String parameters, int frame) {
        var packets = new ArrayList<byte[]>();
        AudioEncoder encoder = codec.newEncoder(parameters);
        byte[] payload = new byte[codec.maximumPayloadBytes(frame)];
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            packets.add(Arrays.copyOf(payload, encoder.encode(pcm, at, frame, payload, 0)));
        }
        return packets;
    }

    private static short[] decode(AudioDecoder decoder, List<byte[]> packets, int frame) {
        short[] all = new short[frame * packets.size()];
        short[] pcm = new short[5_760];
        int at = 0;
        for (byte[] packet : packets) {
            assertEquals(frame, decoder.decode(packet, 0, packet.length, pcm));
            System.arraycopy(pcm, 0, all, at, frame);
            at += frame;
        }
        return all;
    }

    /** The amplitude of the tone in the last half second, and the share of the energy that it has. */
    private static double[] toneIn(short[] pcm) {
        double real = 0;
        double imaginary = 0;
        double energy = 1;
        int count = 24_000;
        int from = pcm.length - count;
        for (int i = 0; i < count; i++) {
            double sample = pcm[from + i];
            real += sample * Math.cos(2 * Math.PI * TONE_HZ * i / 48_000);
            imaginary += sample * Math.sin(2 * Math.PI * TONE_HZ * i / 48_000);
            energy += sample * sample;
        }
        double amplitude = 2 * Math.hypot(real, imaginary) / count;
        return new double[] {amplitude, amplitude * amplitude / 2 * count / energy};
    }

    @Test
    @DisplayName("section 7: it is opus/48000/2, with a dynamic payload type, and is found as a service")
    void description() {
        assertEquals("opus", codec.encodingName());
        assertEquals(48_000, codec.clockRateHz());
        assertEquals(48_000, codec.sampleRateHz());
        assertEquals(2, codec.channels());
        assertEquals(1, codec.audioChannels());
        assertTrue(codec.staticPayloadType().isEmpty());
    }

    @Test
    @DisplayName("a tone comes back, with frames of 10, 20, 40 and 60 ms")
    void roundTrip() {
        for (int frame : new int[] {480, 960, 1_920, 2_880}) {
            List<byte[]> packets = encode(tone(75), "", frame);
            double[] heard = toneIn(decode(codec.newDecoder(""), packets, frame));
            assertEquals(8_000, heard[0], 800, frame + " samples");
            assertTrue(heard[1] > 0.98, "share " + heard[1]);
            packets.forEach(packet -> assertTrue(packet.length < codec.maximumPayloadBytes(frame)));
        }
    }

    @Test
    @DisplayName("section 6.1, stereo: one channel is sent whoever prefers two; of two that come both are heard")
    void stereo() throws OpusException {
        assertEquals(0, encode(tone(50), "stereo=1", FRAME).get(40)[0] & 0x04);
        var encoder = new OpusEncoder(48_000, 2, OpusApplication.OPUS_APPLICATION_AUDIO);
        var packets = new ArrayList<byte[]>();
        short[] tone = tone(50);
        short[] left = new short[2 * tone.length];
        for (int i = 0; i < tone.length; i++) {
            left[2 * i] = tone[i];
        }
        byte[] payload = new byte[1_275];
        for (int at = 0; at < tone.length; at += FRAME) {
            packets.add(Arrays.copyOf(payload, encoder.encode(left, 2 * at, FRAME, payload, 0, payload.length)));
        }
        assertEquals(0x04, packets.get(40)[0] & 0x04);
        assertEquals(4_000, toneIn(decode(codec.newDecoder(""), packets, FRAME))[0], 400);
    }

    @Test
    @DisplayName("section 3.3: a packet carries the one before it when the receiver wants that, and only then")
    void redundancy() {
        short[] voice = Voice.samples(2);
        AudioDecoder decoder = codec.newDecoder("");
        for (byte[] packet : encode(voice, "", FRAME)) {
            assertEquals(0, decoder.redundantSamples(packet, 0, packet.length));
        }
        for (int frame : new int[] {480, 960, 1_920}) {
            List<byte[]> packets = encode(voice, codec.formatParameters(), frame);
            long carrying = packets.stream()
                    .filter(packet -> decoder.redundantSamples(packet, 0, packet.length) > 0)
                    .count();
            assertTrue(carrying > packets.size() / 2, carrying + " of " + packets.size() + " of " + frame);
        }
    }

    @Test
    @DisplayName("section 3.3: what was lost is decoded from the next packet, and is more like it than what is made up")
    void recovery() {
        short[] voice = Voice.samples(3);
        List<byte[]> packets = encode(voice, "useinbandfec=1", FRAME);
        short[] whole = decode(codec.newDecoder(""), packets, FRAME);
        double recovered = Voice.likeness(whole, withLosses(packets, true));
        double madeUp = Voice.likeness(whole, withLosses(packets, false));
        assertTrue(recovered > 0.95 && 1 - recovered < (1 - madeUp) / 2, recovered + " and " + madeUp);
    }

    /** Each fifth packet is lost, of which the next one carries something. */
    private short[] withLosses(List<byte[]> packets, boolean recovering) {
        AudioDecoder decoder = codec.newDecoder("");
        short[] all = new short[FRAME * packets.size()];
        short[] pcm = new short[5_760];
        for (int i = 0; i < packets.size(); i++) {
            byte[] packet = packets.get(i);
            byte[] next = packets.get(Math.min(i + 1, packets.size() - 1));
            if (i % 5 != 4 || decoder.redundantSamples(next, 0, next.length) == 0) {
                assertEquals(FRAME, decoder.decode(packet, 0, packet.length, pcm));
            } else if (recovering) {
                assertEquals(FRAME, decoder.recover(next, 0, next.length, pcm));
            } else {
                assertTrue(decoder.conceal(pcm, 0, FRAME));
            }
            System.arraycopy(pcm, 0, all, i * FRAME, FRAME);
        }
        return all;
    }

    @Test
    @DisplayName("RFC 6716 4.2.3: the bit behind those of voice activity says it; CELT alone has none")
    void redundancyBits() {
        int silk20 = 9 << 3;
        int silk60 = 11 << 3;
        assertEquals(960, OpusPacket.redundantSamples(new byte[] {(byte) silk20, 0x40}, 0, 2));
        assertEquals(0, OpusPacket.redundantSamples(new byte[] {(byte) silk20, (byte) 0xBF}, 0, 2));
        assertEquals(2_880, OpusPacket.redundantSamples(new byte[] {(byte) silk60, 0x10}, 0, 2));
        assertEquals(0, OpusPacket.redundantSamples(new byte[] {(byte) silk60, (byte) 0xEF}, 0, 2));
        assertEquals(480, OpusPacket.redundantSamples(new byte[] {12 << 3, 0x40}, 0, 2));
        assertEquals(0, OpusPacket.redundantSamples(new byte[] {(byte) (31 << 3), -1}, 0, 2));
        assertEquals(960, OpusPacket.redundantSamples(new byte[] {(byte) (silk20 | 1), -1}, 0, 2));
        assertEquals(960, OpusPacket.redundantSamples(new byte[] {(byte) (silk20 | 2), 9, 0x40}, 0, 3));
        assertEquals(960, OpusPacket.redundantSamples(new byte[] {(byte) (silk20 | 2), -4, 0, 0x40}, 0, 4));
        assertEquals(0, OpusPacket.redundantSamples(new byte[] {(byte) (silk20 | 2), -4, 0x40}, 0, 3));
        assertEquals(0, OpusPacket.redundantSamples(new byte[] {(byte) (silk20 | 3), -1, -1}, 0, 3));
        assertEquals(0, OpusPacket.redundantSamples(new byte[] {(byte) silk20}, 0, 1));
        assertEquals(0, OpusPacket.redundantSamples(new byte[0], 0, 0));
        assertEquals(
                AudioDecoder.MALFORMED,
                codec.newDecoder("").recover(new byte[] {(byte) silk20, 0}, 0, 2, new short[960]));
    }

    @Test
    @DisplayName("section 6.1, maxaveragebitrate and cbr: the packets keep to it")
    void bitrate() {
        int constant = encode(tone(50), "maxaveragebitrate=16000;cbr=1", FRAME).stream()
                .mapToInt(packet -> packet.length)
                .peek(length -> assertEquals(40, length))
                .sum();
        assertEquals(50 * 40, constant);
        int usual = encode(tone(50), "", FRAME).stream()
                .mapToInt(packet -> packet.length)
                .sum();
        assertTrue(usual > constant && usual < 50 * 120, usual + " bytes");
    }

    @Test
    @DisplayName("section 3.1.3, usedtx: silence is not sent, but for a packet now and then; without it all is")
    void dtx() {
        short[] silence = new short[FRAME * 100];
        long sent = encode(silence, "usedtx=1", FRAME).stream()
                .filter(packet -> packet.length > 0)
                .count();
        assertTrue(sent > 0 && sent < 30, sent + " packets");
        assertTrue(encode(silence, "", FRAME).stream().allMatch(packet -> packet.length > 0));
    }

    @Test
    @DisplayName("section 6.1: parameters that make no sense are as if they were not there")
    void parameters() {
        OpusParameters usual = new OpusParameters(false, false, false, 32_000, 48_000);
        for (String text : new String[] {
            "",
            ";;;",
            "cbr",
            "cbr=2",
            "cbr=",
            "=1",
            "maxaveragebitrate=5",
            "maxaveragebitrate=99999999999",
            "maxplaybackrate=x",
            "xcbr=1",
            "cbr=1;".repeat(200),
            "cbr=-1",
            "usedtx=1x"
        }) {
            assertEquals(usual, OpusParameters.parse(text), text);
        }
        assertEquals(
                new OpusParameters(true, true, true, 20_000, 16_000),
                OpusParameters.parse(
                        "stereo=1; UseInbandFEC=1 ;USEDTX=1;cbr=1; maxaveragebitrate=20000; maxplaybackrate=16000"));
    }

    @Test
    @DisplayName("section 3.1.1, maxplaybackrate: the configuration in the packet's first byte is narrowband for 8000")
    void playbackRate() {
        byte[] packet = encode(tone(50), "maxplaybackrate=8000", FRAME).get(40);
        int configuration = (packet[0] & 0xFF) >> 3;
        assertTrue(configuration < 4 || configuration >= 16 && configuration < 20, "configuration " + configuration);
    }

    @Test
    @DisplayName("what was lost goes on from what was heard, and the decoder stays in step")
    void concealment() {
        List<byte[]> packets = encode(tone(100), "", FRAME);
        AudioDecoder decoder = codec.newDecoder("");
        decode(decoder, packets.subList(0, 50), FRAME);
        short[] lost = new short[FRAME + 100];
        assertTrue(decoder.conceal(lost, 100, FRAME));
        assertEquals(0, lost[99]);
        double energy = 0;
        for (short sample : lost) {
            energy += (double) sample * sample / FRAME;
        }
        assertTrue(Math.sqrt(energy) > 2_000, "root mean square " + Math.sqrt(energy));
        short[] after = decode(decoder, packets.subList(51, 100), FRAME);
        assertTrue(toneIn(after)[1] > 0.95);
        for (int samples : new int[] {1, 100, 441, 960, 5_000}) {
            assertTrue(decoder.conceal(new short[samples], 0, samples), samples + " samples");
        }
    }

    @Test
    @DisplayName(
            "RFC 6716 3.1: the length of a packet is read from its first bytes; nothing longer than 120 ms is decoded")
    void lengths() {
        assertEquals(480, OpusPacket.samples(new byte[] {0}, 0, 1));
        assertEquals(2_880, OpusPacket.samples(new byte[] {3 << 3}, 0, 1));
        assertEquals(2 * 960, OpusPacket.samples(new byte[] {13 << 3 | 1}, 0, 1));
        assertEquals(120, OpusPacket.samples(new byte[] {(byte) (16 << 3)}, 0, 1));
        assertEquals(48 * 120, OpusPacket.samples(new byte[] {(byte) (16 << 3 | 3), 48}, 0, 2));
        assertEquals(0, OpusPacket.samples(new byte[] {3}, 0, 1));
        assertEquals(0, OpusPacket.samples(new byte[0], 0, 0));
        AudioDecoder decoder = codec.newDecoder("");
        short[] room = new short[50_000];
        assertEquals(AudioDecoder.MALFORMED, decoder.decode(new byte[] {(byte) (19 << 3 | 3), 63, 0}, 0, 3, room));
        assertEquals(AudioDecoder.MALFORMED, decoder.decode(new byte[9], 0, 0, room));
        byte[] packet = encode(tone(2), "", FRAME).get(1);
        assertEquals(AudioDecoder.MALFORMED, decoder.decode(packet, 0, packet.length, new short[FRAME - 1]));
    }

    @Test
    @DisplayName("any bytes are audio or malformed, never an exception; and the decoder works after them")
    void anyBytes() {
        var random = new Random(7_587);
        List<byte[]> good = encode(tone(75), "useinbandfec=1", FRAME);
        AudioDecoder decoder = codec.newDecoder("");
        short[] pcm = new short[5_760];
        int malformed = 0;
        for (int run = 0; run < 3_000; run++) {
            byte[] packet = good.get(random.nextInt(good.size())).clone();
            if (random.nextInt(3) == 0) {
                packet = new byte[random.nextInt(200)];
                random.nextBytes(packet);
            } else {
                for (int change = random.nextInt(6); change > 0; change--) {
                    packet[random.nextInt(packet.length)] = (byte) random.nextInt();
                }
                packet = Arrays.copyOf(packet, random.nextInt(packet.length + 1));
            }
            int samples = decoder.decode(packet, 0, packet.length, pcm);
            assertTrue(samples == AudioDecoder.MALFORMED || samples > 0 && samples <= pcm.length, "run " + run);
            malformed += samples < 0 ? 1 : 0;
            if (decoder.redundantSamples(packet, 0, packet.length) > 0) {
                decoder.recover(packet, 0, packet.length, pcm);
            }
        }
        assertTrue(malformed > 100 && malformed < 2_900, malformed + " of 3000");
        decoder.reset();
        assertTrue(toneIn(decode(decoder, good, FRAME))[1] > 0.95);
    }

    @Test
    @DisplayName("section 3.2: of the packet times that may be asked for, those of 10, 20, 40 and 60 ms are there")
    void packetTimes() {
        for (int wanted = 10; wanted <= 60; wanted++) {
            int millis = codec.packetMillis(wanted);
            assertTrue(millis <= wanted && List.of(10, 20, 40, 60).contains(millis), wanted + " ms");
            codec.newEncoder("").encode(new short[48 * millis], 0, 48 * millis, new byte[4_000], 0);
        }
        assertEquals(20, codec.packetMillis(30));
        assertEquals(40, codec.packetMillis(40));
    }

    @Test
    @DisplayName("a frame that Opus does not have is misuse")
    void misuse() {
        AudioEncoder encoder = codec.newEncoder("");
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> encoder.encode(new short[1_440], 0, 1_440, new byte[2_000], 0));
        assertEquals("Opus has no frame of 30.0 ms", thrown.getMessage());
        assertFalse(encoder.encode(new short[FRAME], 0, FRAME, new byte[2_000], 10) == 0);
    }
}
