// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.DelayTarget;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.Rates;
import dev.demitasse.rtp.media.internal.SourceLock;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sender whose clock is fast or slow by 200 ppm, which is 720 ms in an hour. On a clean line a packet waits 20 to 40 ms, as the
 * phases of the two sides happen to be: the drift that is left is how far the wait goes from what it was at first.
 */
@DisplayName("an hour with a sender's clock 200 ppm fast or slow")
class DriftTest {
    private static final long FRAME = 20_000_000L;
    private static final int SECONDS = 3_600;
    private static final short[] VOICE = Tones.voice(60);

    private final AudioReceiver receiver;
    private final InetSocketAddress from = new InetSocketAddress("10.0.0.1", 4_000);
    private final short[] heard = new short[(SECONDS + 2) * 8_000];
    private final short[] frame = new short[160];
    private int filled;
    private double first;
    private double longest;
    private double shortest = Double.MAX_VALUE;
    private int steepest;

    DriftTest() {
        receiver = new AudioReceiver(
                Pair.pcmu().build(),
                new SourceLock(Optional.of(from), true),
                new NoEvents(),
                new DelayTarget(),
                new LoopBuffers());
    }

    private void pull(long now) {
        if (!receiver.pull(frame, now)) {
            return;
        }
        int last = filled == 0 ? 0 : heard[filled - 1];
        for (short sample : frame) {
            steepest = Math.max(steepest, Math.abs(sample - last));
            last = sample;
        }
        System.arraycopy(frame, 0, heard, filled, 160);
        filled += 160;
        double delay = receiver.playout().delayNanos() / 1e6;
        first = first == 0 ? delay : first;
        longest = Math.max(longest, delay);
        shortest = Math.min(shortest, delay);
    }

    private short[] hour(double ppm, int phaseMillis, double jitterMillis) {
        var random = new Random(20);
        short[] sent = new short[SECONDS * 8_000];
        for (int at = 0; at < sent.length; at += VOICE.length) {
            System.arraycopy(VOICE, 0, sent, at, VOICE.length);
        }
        ByteBuffer packet = ByteBuffer.allocate(172);
        byte[] payload = new byte[160];
        AudioEncoder encoder = Pair.CODECS.named("PCMU").newEncoder("");
        long pullAt = phaseMillis * 1_000_000L;
        for (int n = 0; n < sent.length / 160; n++) {
            long arrival = (long) (n * FRAME * (1 - ppm * 1e-6) + jitterMillis * 1e6 * random.nextDouble());
            for (; pullAt < arrival; pullAt += FRAME) {
                pull(pullAt);
            }
            encoder.encode(sent, n * 160, 160, payload, 0);
            packet.clear();
            RtpPacket.writeHeader(packet, 0, n == 0, n & 0xFFFF, n * 160, 5);
            receiver.onPacket(packet.put(payload).flip(), from, 1, arrival);
        }
        return sent;
    }

    private static int steepest(short[] pcm) {
        int steepest = 0;
        for (int i = 1; i < pcm.length; i++) {
            steepest = Math.max(steepest, Math.abs(pcm[i] - pcm[i - 1]));
        }
        return steepest;
    }

    @ParameterizedTest(name = "{0} ppm, phase {1} ms")
    @CsvSource({"200, 0", "-200, 0", "200, 7", "-200, 7", "200, 14", "-200, 14", "200, 19", "-200, 19"})
    @DisplayName(
            "the wait stays within a frame of what it was at first; likeness 0.99; nothing lost, nothing made up, no step"
                    + " steeper than in what was sent; 30 to 150 adjustments, all in one direction")
    void hourOfDrift(double ppm, int phaseMillis) {
        short[] sent = hour(ppm, phaseMillis, 0);
        double likeness = Likeness.of(sent, heard);
        String figures = figures(likeness, sent);
        assertTrue(longest - first < 20 && first - shortest < 20, figures);
        assertTrue(likeness >= 0.99, figures);
        assertEquals(0, receiver.playout().concealedSamples(), figures);
        assertEquals(0, receiver.playout().lossPattern().lost(), figures);
        assertTrue(steepest <= steepest(sent) * 1.05, figures);
        long adjusted = receiver.playout().shrunk() + receiver.playout().stretched();
        assertTrue(adjusted >= 30 && adjusted <= 150, figures);
        assertTrue(
                ppm > 0
                        ? receiver.playout().stretched() == 0
                        : receiver.playout().shrunk() == 0,
                figures);
    }

    private String figures(double likeness, short[] sent) {
        return String.format(
                Locale.ROOT,
                "wait %.1f, %.1f to %.1f ms, likeness %.3f, %d taken out, %d put in, %d samples made up, steepest %d of %d",
                first,
                shortest,
                longest,
                likeness,
                receiver.playout().shrunk(),
                receiver.playout().stretched(),
                receiver.playout().concealedSamples(),
                steepest,
                steepest(sent));
    }

    @ParameterizedTest(name = "phase {0} ms, jitter {1} ms")
    @CsvSource({"5, 12", "1, 16"})
    @DisplayName("with jitter below what is waited for, too: nothing is made up, and few adjustments are taken back")
    void jitter(int phaseMillis, double jitterMillis) {
        short[] sent = hour(200, phaseMillis, jitterMillis);
        double likeness = Likeness.of(sent, heard);
        String figures = figures(likeness, sent);
        long out = receiver.playout().shrunk();
        long in = receiver.playout().stretched();
        assertEquals(0, receiver.playout().concealedSamples(), figures);
        assertEquals(0, receiver.playout().lossPattern().lost(), figures);
        assertTrue(likeness >= 0.99, figures);
        assertTrue(shortest >= 12 && longest <= 46, figures);
        assertTrue(out >= 36 && out <= 80 && in <= 10, figures);
    }

    private static final class NoEvents implements AudioReceiver.Events {
        @Override
        public void onFirstPacket(InetSocketAddress from, int ssrcBits, long now) {}

        @Override
        public void onDtmf(DtmfEvent event, long now) {}

        @Override
        public void onRates(Rates rates) {}

        @Override
        public void onCollision() {}
    }
}
