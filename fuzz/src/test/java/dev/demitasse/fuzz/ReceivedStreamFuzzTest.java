// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.DelayTarget;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.Rates;
import dev.demitasse.rtp.media.internal.SourceLock;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Any stream of audio, digits and comfort noise, in any order and at any time: nothing is thrown, and every frame is filled.
 * Six octets for each packet (payload type, number, timestamp, time, length) and its payload.
 */
class ReceivedStreamFuzzTest {
    private static final InetSocketAddress FROM = new InetSocketAddress("10.0.0.1", 4_000);
    private static final int[] TYPES = {0, 9, 11, 13, 101, 8};
    private static final int LARGEST_FRAME = 882;

    private final AudioCodecs codecs = AudioCodecs.installed();

    @FuzzTest(maxDuration = "3s")
    void stream(byte[] bytes) {
        AudioReceiver receiver = receiver();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteBuffer datagram = ByteBuffer.allocate(300);
        short[] frame = new short[LARGEST_FRAME];
        long now = 0;
        int number = 65_500;
        int timestamp = -4_000;
        while (in.remaining() >= 6) {
            int type = TYPES[(in.get() & 0xFF) % TYPES.length];
            number += in.get();
            timestamp += 160 * in.get() + in.get();
            now += (in.get() & 0xFF) * 1_000_000L;
            int length = Math.min(in.get() & 0xFF, in.remaining());
            datagram.clear();
            RtpPacket.writeHeader(datagram, type, false, number & 0xFFFF, timestamp, 9);
            datagram.put(in.slice().limit(length)).flip();
            in.position(in.position() + length);
            receiver.onPacket(datagram, FROM, 1, now);
            receiver.onTimeout(now);
            receiver.pull(Arrays.copyOf(frame, receiver.rates().samplesIn(20)), now);
        }
        assertTrue(receiver.playout().frames() <= bytes.length / 6);
        receiver.close();
    }

    private AudioReceiver receiver() {
        RtpParameters parameters = RtpParameters.builder(AudioPayload.of(0, codecs.named("PCMU")))
                .receive(AudioPayload.of(8, codecs.named("PCMA")))
                .receive(AudioPayload.of(9, codecs.named("G722")))
                .receive(AudioPayload.of(11, codecs.find("L16", 44_100, 1).orElseThrow()))
                .telephoneEvent(101)
                .comfortNoise(13)
                .build();
        return new AudioReceiver(
                parameters,
                new SourceLock(Optional.of(FROM), true),
                new AudioReceiver.Events() {
                    @Override
                    public void onFirstPacket(InetSocketAddress from, int ssrcBits, long now) {}

                    @Override
                    public void onDtmf(DtmfEvent event, long now) {
                        assertTrue(
                                "0123456789*#ABCD!".indexOf(event.digit()) >= 0 || event.code() == 16,
                                event.toString());
                        assertTrue(event.durationMillis() >= 0, event.toString());
                    }

                    @Override
                    public void onRates(Rates rates) {}

                    @Override
                    public void onCollision() {}
                },
                new DelayTarget(),
                new LoopBuffers());
    }
}
