// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("the read queue between the loop and its readers")
class FrameRingTest {
    private final FrameRing ring = new FrameRing(AudioFormat.NARROWBAND);

    private static short[] frame(int value) {
        short[] frame = new short[160];
        Arrays.fill(frame, (short) value);
        return frame;
    }

    @Test
    @DisplayName("frames come out in order; full, the oldest is dropped and that is said")
    void dropsOldest() {
        for (int i = 0; i < 10; i++) {
            assertTrue(ring.put(frame(i), i));
        }
        assertFalse(ring.put(frame(10), 10));
        for (int i = 1; i <= 10; i++) {
            AudioFrame frame = ring.poll().orElseThrow();
            assertEquals(i, frame.sample(159));
            assertEquals(i, frame.position());
        }
        assertTrue(ring.isEmpty());
        assertEquals(Optional.empty(), ring.poll());
    }

    @Test
    @DisplayName("a frame that was read stays as it is, whatever is put afterwards; so it does after all were dropped")
    void readFramesAreTheReaders() {
        ring.put(frame(1), 0);
        AudioFrame read = ring.poll().orElseThrow();
        for (int i = 2; i < 27; i++) {
            ring.put(frame(i), i);
        }
        assertEquals(1, read.sample(0));
        AudioFrame second = ring.poll().orElseThrow();
        assertEquals(17, second.sample(0));
        assertEquals(9 * 160, ring.discard());
        for (int i = 30; i < 40; i++) {
            assertTrue(ring.put(frame(i), i));
        }
        assertEquals(17, second.sample(159));
        assertEquals(30, ring.poll().orElseThrow().sample(0));
    }

    @Test
    @DisplayName("another format begins with an empty queue; the same one changes nothing")
    void reformat() {
        ring.put(frame(1), 0);
        ring.reformat(new AudioFormat(8_000, 1));
        assertFalse(ring.isEmpty());
        ring.reformat(new AudioFormat(16_000, 1));
        assertTrue(ring.isEmpty());
        ring.put(new short[320], 0);
        assertEquals(320, ring.poll().orElseThrow().length());
    }

    @Test
    @Timeout(60)
    @DisplayName("two readers and a writer that overtakes them: no frame is torn, none comes twice")
    void concurrent() throws InterruptedException {
        var running = new AtomicBoolean(true);
        var faults = new AtomicLong();
        var polled = new AtomicLong();
        Runnable reader = () -> {
            long last = -1;
            while (running.get()) {
                Optional<AudioFrame> frame = ring.poll();
                if (frame.isPresent()) {
                    polled.incrementAndGet();
                    short first = frame.get().sample(0);
                    boolean torn = first != (short) frame.get().position();
                    for (int i = 1; i < 160; i++) {
                        torn |= frame.get().sample(i) != first;
                    }
                    faults.addAndGet(torn || frame.get().position() <= last ? 1 : 0);
                    last = frame.get().position();
                }
            }
        };
        var one = new Thread(reader);
        var two = new Thread(reader);
        one.start();
        two.start();
        for (int i = 0; i < 100_000 || polled.get() < 2_000; i++) {
            ring.put(frame(i), i);
        }
        running.set(false);
        one.join();
        two.join();
        assertEquals(0, faults.get());
    }
}
