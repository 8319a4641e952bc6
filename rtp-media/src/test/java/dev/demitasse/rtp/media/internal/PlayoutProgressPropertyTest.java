// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("every frame comes to its end, whatever a codec says and whatever timestamps packets have")
class PlayoutProgressPropertyTest {
    private static final long FRAME = 20_000_000L;

    /** More questions than this for one frame, and it would go on for ever. */
    private static final int MOST_CALLS = 2_000;

    /** Counts how often a frame asks it anything. */
    private abstract static class Asked implements AudioDecoder {
        int calls;

        void ask() {
            if (++calls > MOST_CALLS) {
                throw new AssertionError("no progress");
            }
        }
    }

    /** As a codec does that carries the packet before once more. */
    private static final class Redundant extends Asked {
        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            ask();
            return 320;
        }

        @Override
        public int redundantSamples(byte[] payload, int offset, int length) {
            ask();
            return 320;
        }

        @Override
        public int recover(byte[] payload, int offset, int length, short[] pcm) {
            ask();
            return 320;
        }
    }

    private static final class AnyAnswer extends Asked {
        private final Random random;

        AnyAnswer(Random random) {
            this.random = random;
        }

        private int any(int room) {
            ask();
            return switch (random.nextInt(6)) {
                case 0 -> MALFORMED;
                case 1 -> random.nextInt(3);
                case 2 -> room + random.nextInt(3) - 1;
                case 3 -> Integer.MAX_VALUE;
                default -> random.nextInt(room / 6) + room / 12;
            };
        }

        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            return any(pcm.length);
        }

        @Override
        public int redundantSamples(byte[] payload, int offset, int length) {
            return any(1_000);
        }

        @Override
        public int recover(byte[] payload, int offset, int length, short[] pcm) {
            return random.nextBoolean() ? any(pcm.length) : redundantSamples(payload, offset, length);
        }
    }

    private final PlayoutCounters counters = new PlayoutCounters();

    @Example
    @Label("a clock faster than the samples, a timestamp off by one tick, and redundancy: less than a sample is left")
    void lessThanASample() {
        var rates = new Rates(48_000, 16_000, 1);
        var decoder = new Redundant();
        var buffer = new JitterBuffer(rates, new DelayTarget(), counters);
        var playout = new Playout(
                rates, buffer, type -> decoder, new WaveformSubstitution(rates), counters, new LoopBuffers());
        short[] out = new short[320];
        for (int n = 0; n < 20; n++) {
            if (n % 5 != 3) {
                buffer.insert(Packets.packet(0, n, n * 960 + n % 5 / 4, (byte) 1), n, n * FRAME);
            }
            decoder.calls = 0;
            playout.pull(out, n * FRAME + 5_000_000L);
        }
        assertEquals(4 * 320, counters.recoveredSamples());
        assertEquals(0, counters.lossPattern().lost());
    }

    @Property
    @Label("any rates, any lengths, any timestamps, any order")
    void any(@ForAll long seed) {
        var random = new Random(seed);
        int[] hertz = {8_000, 11_025, 12_000, 16_000, 44_100, 48_000, 90_000};
        int sampleRate = hertz[random.nextInt(6)];
        var rates = new Rates(hertz[random.nextInt(7)], sampleRate, 1 + random.nextInt(2));
        var decoder = new AnyAnswer(random);
        var buffer = new JitterBuffer(rates, new DelayTarget(), counters);
        var playout = new Playout(
                rates, buffer, type -> decoder, new WaveformSubstitution(rates), counters, new LoopBuffers());
        short[] out = new short[rates.samplesIn(20)];
        long frames = counters.frames();
        int timestamp = random.nextInt();
        for (int n = 0; n < 200; n++) {
            for (int more = random.nextInt(3); more > 0; more--) {
                int number = Math.max(0, n + random.nextInt(5) - 2);
                int ticks = random.nextInt(50) == 0 ? random.nextInt() : number * rates.ticksIn(20);
                buffer.insert(
                        Packets.packet(0, number, timestamp + ticks + random.nextInt(3) - 1, (byte) 1),
                        number,
                        n * FRAME);
            }
            decoder.calls = 0;
            playout.pull(out, n * FRAME + 5_000_000L);
            assertTrue(buffer.size() <= JitterBuffer.CAPACITY);
        }
        assertTrue(counters.frames() > frames);
    }
}
