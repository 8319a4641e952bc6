// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a received packet's way to audio: payload lengths, and sources that begin anew")
class AudioReceiverTest {
    private static final InetSocketAddress FROM = new InetSocketAddress("10.0.0.2", 4_000);
    private static final int PACKETS = 25;
    private static final AudioCodecs CODECS = AudioCodecs.installed();

    private final List<Integer> sources = new ArrayList<>();
    private final List<short[]> frames = new ArrayList<>();
    private long now;

    private AudioReceiver receiver(AudioPayload payload) {
        RtpParameters parameters =
                RtpParameters.builder(payload).remote(FROM).telephoneEvent(101).build();
        return new AudioReceiver(
                parameters,
                new SourceLock(parameters.remote(), true),
                new AudioReceiver.Events() {
                    @Override
                    public void onFirstPacket(InetSocketAddress from, int ssrcBits, long at) {
                        sources.add(ssrcBits);
                    }

                    @Override
                    public void onDtmf(DtmfEvent event, long at) {}

                    @Override
                    public void onRates(Rates rates) {}

                    @Override
                    public void onCollision() {}
                },
                new DelayTarget(),
                new LoopBuffers());
    }

    private static ByteBuffer packet(int type, int number, int timestamp, int ssrc, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(12 + payload.length);
        RtpPacket.writeHeader(bytes, type, false, number & 0xFFFF, timestamp, ssrc);
        return bytes.put(payload).flip();
    }

    @Test
    @DisplayName(
            "120 ms of L16/44100/2, 21,168 bytes, is audio; more is not, and neither is more than 8,192 bytes of PCMU")
    void lengths() {
        AudioReceiver wide =
                receiver(AudioPayload.of(10, CODECS.find("L16", 44_100, 2).orElseThrow()));
        assertEquals(PacketResult.AUDIO, wide.onPacket(packet(10, 1, 0, 5, new byte[21_168]), FROM, 1, 0));
        assertEquals(PacketResult.BAD_PAYLOAD, wide.onPacket(packet(10, 2, 5_292, 5, new byte[21_172]), FROM, 1, 0));
        AudioReceiver narrow = receiver(AudioPayload.of(0, CODECS.named("PCMU")));
        assertEquals(PacketResult.AUDIO, narrow.onPacket(packet(0, 1, 0, 5, new byte[960]), FROM, 1, 0));
        assertEquals(PacketResult.BAD_PAYLOAD, narrow.onPacket(packet(0, 2, 960, 5, new byte[8_193]), FROM, 1, 0));
        assertEquals(PacketResult.BAD_PAYLOAD, narrow.onPacket(packet(0, 3, 960, 5, new byte[0]), FROM, 1, 0));
    }

    /** A stream of noise, encoded from the beginning, as the same seed gives it again. */
    private void stream(AudioReceiver receiver, int number, int ssrc) {
        var random = new Random(9);
        AudioEncoder encoder = CODECS.named("G722").newEncoder("");
        short[] pcm = new short[320];
        byte[] payload = new byte[160];
        frames.clear();
        for (int i = 0; i < PACKETS; i++) {
            for (int k = 0; k < pcm.length; k++) {
                pcm[k] = (short) (4_000 * random.nextGaussian());
            }
            encoder.encode(pcm, 0, pcm.length, payload, 0);
            receiver.onPacket(packet(9, number + i, i * 160, ssrc, payload.clone()), FROM, 1, now);
            short[] frame = new short[320];
            if (receiver.pull(frame, now + 5_000_000L)) {
                frames.add(frame);
            }
            now += 20_000_000L;
        }
    }

    /** What a fresh decoder makes of the stream without its first packet, which is what it takes to believe in a new source. */
    private static List<String> decodedWithoutFirst() {
        var random = new Random(9);
        AudioEncoder encoder = CODECS.named("G722").newEncoder("");
        var decoder = CODECS.named("G722").newDecoder("");
        short[] pcm = new short[320];
        byte[] payload = new byte[160];
        var decoded = new ArrayList<String>();
        for (int i = 0; i < PACKETS; i++) {
            for (int k = 0; k < pcm.length; k++) {
                pcm[k] = (short) (4_000 * random.nextGaussian());
            }
            encoder.encode(pcm, 0, pcm.length, payload, 0);
            if (i > 0) {
                decoder.decode(payload, 0, 160, pcm);
                decoded.add(Arrays.toString(pcm));
            }
        }
        return decoded;
    }

    /** The last frames heard, which nothing that was made up leads over to. */
    private List<String> tail() {
        return frames.subList(frames.size() - 8, frames.size()).stream()
                .map(Arrays::toString)
                .toList();
    }

    @Test
    @DisplayName(
            "a G.722 sender that begins anew, under another SSRC or with other numbers, is decoded as from the start")
    void restart() {
        AudioReceiver receiver = receiver(AudioPayload.of(9, CODECS.named("G722")));
        stream(receiver, 100, 5);
        stream(receiver, 4_000, 6);
        assertTrue(Collections.indexOfSubList(decodedWithoutFirst(), tail()) >= 0, "another SSRC");
        stream(receiver, 30_000, 6);
        assertTrue(Collections.indexOfSubList(decodedWithoutFirst(), tail()) >= 0, "the same SSRC");
        assertEquals(List.of(5, 6), sources);
    }
}
