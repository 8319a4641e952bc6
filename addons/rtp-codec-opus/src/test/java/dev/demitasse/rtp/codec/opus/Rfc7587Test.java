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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7587: Opus")
class Rfc7587Test {
    private static final int FRAME = 1_920;
    private static final double TONE_HZ = 1_000;

    private final AudioCodec codec =
            AudioCodecs.installed().find("OPUS", 48_000, 2).orElseThrow();

    /** A tone, in the left channel alone or in both. */
    private static short[] tone(int frames, boolean both) {
        short[] pcm = new short[FRAME * frames];
        for (int i = 0; i < pcm.length / 2; i++) {
            pcm[2 * i] = (short) (8_000 * Math.sin(2 * Math.PI * TONE_HZ * i / 48_000));
            pcm[2 * i + 1] = both ? pcm[2 * i] : 0;
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
        short[] pcm = new short[11_520];
        int at = 0;
        for (byte[] packet : packets) {
            assertEquals(frame, decoder.decode(packet, 0, packet.length, pcm));
            System.arraycopy(pcm, 0, all, at, frame);
            at += frame;
        }
        return all;
    }

    /** The amplitude of the tone in the last half second of a channel, and the share of the energy that it has. */
    private static double[] toneIn(short[] pcm, int channel) {
        double real = 0;
        double imaginary = 0;
        double energy = 1;
        int count = 24_000;
        int from = pcm.length / 2 - count;
        for (int i = 0; i < count; i++) {
            double sample = pcm[2 * (from + i) + channel];
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
        assertTrue(codec.staticPayloadType().isEmpty());
    }

    @Test
    @DisplayName("a tone comes back, with frames of 10, 20, 40 and 60 ms")
    void roundTrip() {
        for (int frame : new int[] {960, 1_920, 3_840, 5_760}) {
            List<byte[]> packets = encode(tone(75, true), "", frame);
            double[] heard = toneIn(decode(codec.newDecoder(""), packets, frame), 0);
            assertEquals(8_000, heard[0], 800, frame + " samples");
            assertTrue(heard[1] > 0.98, "share " + heard[1]);
            packets.forEach(packet -> assertTrue(packet.length < codec.maximumPayloadBytes(frame)));
        }
    }

    @Test
    @DisplayName("section 6.1, stereo: one channel is sent unless two are asked for; the audio here always has two")
    void stereo() {
        short[] left = tone(50, false);
        List<byte[]> one = encode(left, "", FRAME);
        assertEquals(0, one.get(40)[0] & 0x04);
        short[] mono = decode(codec.newDecoder(""), one, FRAME);
        assertEquals(4_000, toneIn(mono, 0)[0], 400);
        assertEquals(4_000, toneIn(mono, 1)[0], 400);
        List<byte[]> two = encode(left, "minptime=10; stereo=1", FRAME);
        assertEquals(0x04, two.get(40)[0] & 0x04);
        short[] apart = decode(codec.newDecoder("stereo=1"), two, FRAME);
        assertEquals(8_000, toneIn(apart, 0)[0], 800);
        assertTrue(toneIn(apart, 1)[0] < 1_000);
    }

    @Test
    @DisplayName("section 6.1, maxaveragebitrate and cbr: the packets keep to it")
    void bitrate() {
        int constant = encode(tone(50, true), "maxaveragebitrate=16000;cbr=1", FRAME).stream()
                .mapToInt(packet -> packet.length)
                .peek(length -> assertEquals(40, length))
                .sum();
        assertEquals(50 * 40, constant);
        int usual = encode(tone(50, true), "", FRAME).stream()
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
        OpusParameters usual = new OpusParameters(false, false, false, false, 32_000, 48_000);
        for (String text : new String[] {
            "",
            ";;;",
            "stereo",
            "stereo=2",
            "stereo=",
            "=1",
            "maxaveragebitrate=5",
            "maxaveragebitrate=99999999999",
            "maxplaybackrate=x",
            "xstereo=1",
            "stereo=1".repeat(200),
            "cbr=-1",
            "usedtx=1x"
        }) {
            assertEquals(usual, OpusParameters.parse(text), text);
        }
        assertEquals(
                new OpusParameters(true, true, true, true, 20_000, 16_000),
                OpusParameters.parse(
                        "Stereo=1; useinbandfec=1 ;USEDTX=1;cbr=1; maxaveragebitrate=20000; maxplaybackrate=16000"));
        assertEquals(64_000, OpusParameters.parse("stereo=1").bitsPerSecond());
    }

    @Test
    @DisplayName("section 3.1.1, maxplaybackrate: the configuration in the packet's first byte is narrowband for 8000")
    void playbackRate() {
        byte[] packet = encode(tone(50, true), "maxplaybackrate=8000", FRAME).get(40);
        int configuration = (packet[0] & 0xFF) >> 3;
        assertTrue(configuration < 4 || configuration >= 16 && configuration < 20, "configuration " + configuration);
    }

    @Test
    @DisplayName("what was lost goes on from what was heard, and the decoder stays in step")
    void concealment() {
        List<byte[]> packets = encode(tone(100, true), "", FRAME);
        AudioDecoder decoder = codec.newDecoder("");
        decode(decoder, packets.subList(0, 50), FRAME);
        short[] lost = new short[FRAME + 100];
        assertTrue(decoder.conceal(lost, 100, FRAME));
        assertEquals(0, lost[99]);
        double energy = 0;
        for (short sample : lost) {
            energy += (double) sample * sample / FRAME;
        }
        assertTrue(Math.sqrt(energy) > 2_500, "root mean square " + Math.sqrt(energy));
        short[] after = decode(decoder, packets.subList(51, 100), FRAME);
        assertTrue(toneIn(after, 0)[1] > 0.95);
        for (int samples : new int[] {2, 100, 882, 1_920, 5_000}) {
            assertTrue(decoder.conceal(new short[samples], 0, samples), samples + " samples");
        }
    }

    @Test
    @DisplayName(
            "RFC 6716 3.1: the length of a packet is read from its first bytes; nothing longer than 120 ms is decoded")
    void lengths() {
        assertEquals(480, OpusFrameDecoder.samples(new byte[] {0}, 0, 1));
        assertEquals(2_880, OpusFrameDecoder.samples(new byte[] {3 << 3}, 0, 1));
        assertEquals(2 * 960, OpusFrameDecoder.samples(new byte[] {13 << 3 | 1}, 0, 1));
        assertEquals(120, OpusFrameDecoder.samples(new byte[] {(byte) (16 << 3)}, 0, 1));
        assertEquals(48 * 120, OpusFrameDecoder.samples(new byte[] {(byte) (16 << 3 | 3), 48}, 0, 2));
        assertEquals(0, OpusFrameDecoder.samples(new byte[] {3}, 0, 1));
        assertEquals(0, OpusFrameDecoder.samples(new byte[0], 0, 0));
        AudioDecoder decoder = codec.newDecoder("");
        short[] room = new short[50_000];
        assertEquals(AudioDecoder.MALFORMED, decoder.decode(new byte[] {(byte) (19 << 3 | 3), 63, 0}, 0, 3, room));
        assertEquals(AudioDecoder.MALFORMED, decoder.decode(new byte[9], 0, 0, room));
        byte[] packet = encode(tone(2, true), "", FRAME).get(1);
        assertEquals(AudioDecoder.MALFORMED, decoder.decode(packet, 0, packet.length, new short[FRAME - 2]));
    }

    @Test
    @DisplayName("any bytes are audio or malformed, never an exception; and the decoder works after them")
    void anyBytes() {
        var random = new Random(7_587);
        List<byte[]> good = encode(tone(75, true), "useinbandfec=1", FRAME);
        AudioDecoder decoder = codec.newDecoder("");
        short[] pcm = new short[11_520];
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
        }
        assertTrue(malformed > 100 && malformed < 2_900, malformed + " of 3000");
        decoder.reset();
        assertTrue(toneIn(decode(decoder, good, FRAME), 0)[1] > 0.95);
    }

    @Test
    @DisplayName("a frame that Opus does not have is misuse")
    void misuse() {
        AudioEncoder encoder = codec.newEncoder("");
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> encoder.encode(new short[2_880], 0, 2_880, new byte[2_000], 0));
        assertEquals("Opus has no frame of 30.0 ms", thrown.getMessage());
        assertFalse(encoder.encode(new short[FRAME], 0, FRAME, new byte[2_000], 10) == 0);
    }
}
