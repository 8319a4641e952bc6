// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("what a processor made, against a list of its samples")
class ProcessedAudioPropertyTest {
    private static final int FRAME = 4;

    private final ProcessedAudio audio = new ProcessedAudio();
    private final List<Short> waiting = new ArrayList<>();
    private int packet;
    private int last;

    private void resize(Random random) {
        packet = 1 + random.nextInt(3 * FRAME);
        int most = packet + 2 * FRAME;
        int stale = Math.max(0, waiting.size() - most);
        audio.remove(stale);
        waiting.subList(0, stale).clear();
        audio.resize(most, packet);
    }

    private short[] next(int samples) {
        short[] frame = new short[samples];
        for (int i = 0; i < samples; i++) {
            frame[i] = (short) ++last;
        }
        return frame;
    }

    private List<Short> takeFromModel(int wanted) {
        List<Short> taken = new ArrayList<>(waiting.subList(0, Math.min(wanted, waiting.size())));
        waiting.subList(0, taken.size()).clear();
        return taken;
    }

    private static List<Short> list(short[] pcm, int from, int count) {
        List<Short> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(pcm[from + i]);
        }
        return list;
    }

    private void step(Random random) {
        switch (random.nextInt(7)) {
            case 0, 1 -> add(next(FRAME));
            case 2 -> takeInPlace();
            case 3 -> take();
            case 4 -> putBack(next(1 + random.nextInt(packet)));
            case 5 -> {
                // A packet from elsewhere leaves what waits as it is.
                int at = audio.room(packet);
                Arrays.fill(audio.pcm(), at, at + packet, (short) -1);
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    resize(random);
                } else {
                    int removed = random.nextInt(waiting.size() + 1);
                    audio.remove(removed);
                    waiting.subList(0, removed).clear();
                }
            }
        }
    }

    private void add(short[] frame) {
        boolean fits = waiting.size() + frame.length <= packet + 2 * FRAME;
        assertEquals(fits, audio.hasRoom(frame.length));
        if (fits) {
            audio.add(frame);
            waiting.addAll(list(frame, 0, frame.length));
        }
    }

    private void putBack(short[] samples) {
        if (audio.hasRoom(samples.length)) {
            audio.putBack(samples, samples.length);
            waiting.addAll(0, list(samples, 0, samples.length));
        }
    }

    private void takeInPlace() {
        int at = audio.take(packet);
        List<Short> expected = takeFromModel(packet);
        while (expected.size() < packet) {
            expected.add((short) 0);
        }
        assertEquals(expected, list(audio.pcm(), at, packet));
    }

    private void take() {
        short[] to = new short[packet];
        int taken = audio.take(to, packet);
        assertEquals(takeFromModel(packet), list(to, 0, taken));
    }

    @Property
    @Label(
            "any order of what is done with it: the same samples in the same order, and none where nothing waits but the beginning")
    void sameAsAList(@ForAll long seed) {
        var random = new Random(seed);
        resize(random);
        for (int i = 0; i < 200; i++) {
            step(random);
            assertEquals(waiting.size(), audio.samples());
            if (waiting.isEmpty()) {
                assertEquals(0, audio.room(packet));
            }
        }
        takeInPlace();
    }
}
