// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the queue of audio to be sent")
class SendQueueTest {
    private final SendQueue queue = new SendQueue();
    private final List<String> log = new ArrayList<>();

    private Segment segment(String name, boolean endsSpeech, int... samples) {
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) samples[i];
        }
        return new Segment(
                pcm,
                new Segment.Owner() {
                    @Override
                    public void onTaken(int count) {
                        log.add(name + " " + count);
                    }

                    @Override
                    public void onEnd(int untaken) {
                        log.add(name + " end " + untaken);
                    }
                },
                endsSpeech);
    }

    @Test
    @DisplayName("segments come out in order, across their borders; each is told how far it is")
    void order() {
        queue.add(segment("a", false, 1, 2, 3));
        queue.add(segment("b", true, 4, 5));
        assertEquals(5, queue.available());
        assertTrue(queue.endsSpeech());
        short[] to = new short[4];
        assertEquals(4, queue.take(to, 4));
        assertArrayEquals(new short[] {1, 2, 3, 4}, to);
        assertEquals(1, queue.take(to, 4));
        assertEquals(0, queue.take(to, 4));
        assertEquals(List.of("a 3", "a end 0", "b 1", "b 1", "b end 0"), log);
        assertFalse(queue.endsSpeech());
    }

    @Test
    @DisplayName("a cancelled segment is gone, what was taken of it stays taken, those behind it move up")
    void cancel() {
        Segment first = segment("a", true, 1, 2, 3);
        queue.add(first);
        queue.add(segment("b", true, 9));
        short[] to = new short[1];
        queue.take(to, 1);
        queue.cancel(first);
        queue.cancel(first);
        assertEquals(1, queue.available());
        queue.take(to, 1);
        assertEquals(9, to[0]);
        assertEquals(List.of("a 1", "a end 2", "b 1", "b end 0"), log);
    }

    @Test
    @DisplayName("clearing ends all, and says how much it was")
    void clear() {
        queue.add(segment("a", false, 1, 2));
        queue.add(segment("b", false, 3));
        assertEquals(3, queue.clear());
        assertEquals(0, queue.available());
        assertEquals(List.of("a end 2", "b end 1"), log);
    }

    @Test
    @DisplayName("an empty segment is over in its turn")
    void empty() {
        queue.add(segment("a", true));
        assertEquals(List.of("a end 0"), log);
        queue.add(segment("b", true, 1));
        queue.add(segment("c", true));
        queue.take(new short[1], 1);
        assertEquals(List.of("a end 0", "b 1", "b end 0", "c end 0"), log);
    }
}
