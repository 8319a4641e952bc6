// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioProcessor;
import dev.demitasse.testkit.AllocationProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("processors: echo, level, speech, recorder, chain")
class ProcessorsTest {
    private static final AudioFormat NARROW = AudioFormat.NARROWBAND;
    private static final AudioFormat WIDE = new AudioFormat(16_000, 1);

    @TempDir
    Path folder;

    private static short[] frame(AudioFormat format, int value) {
        short[] frame = new short[format.samples(20)];
        Arrays.fill(frame, (short) value);
        return frame;
    }

    @Test
    @DisplayName("echo sends what is received, also in another format")
    void echo() {
        var echo = new EchoProcessor();
        echo.onFormats(NARROW, NARROW);
        short[] sent = new short[160];
        assertTrue(echo.process(frame(NARROW, 77), sent, 0));
        assertArrayEquals(frame(NARROW, 77), sent);
        echo.onFormats(WIDE, NARROW);
        for (int i = 0; i < 3; i++) {
            echo.process(frame(WIDE, 1_000), sent, 0);
        }
        assertEquals(1_000, sent[80], 3);
    }

    @Test
    @DisplayName("level tells the last 20 ms and sends nothing")
    void level() {
        var tap = new LevelTap();
        assertEquals(-127, tap.levelDbov());
        assertFalse(tap.process(frame(NARROW, 16_384), new short[160], 0));
        assertEquals(-6.02, tap.levelDbov(), 0.01);
        assertEquals(-6.02, tap.peakDbov(), 0.01);
        tap.process(frame(NARROW, 0), new short[160], 0);
        assertEquals(-127, tap.levelDbov());
    }

    @Test
    @DisplayName("speech is told when it begins and when it is over, with its time")
    void speech() {
        var told = new ArrayList<String>();
        var tap = new SpeechTap((speaking, now) -> told.add((speaking ? "speaks " : "stops ") + now));
        tap.onFormats(WIDE, WIDE);
        for (int i = 0; i < 100; i++) {
            short[] pcm = SyntheticSpeech.noisy(new short[320], i >= 50 && i < 70 ? -20 : -60, i);
            assertFalse(tap.process(pcm, new short[320], i * 20));
        }
        // 40 ms of onset; 200 ms of hangover, and two blocks in which the onset is still seen.
        assertEquals(List.of("speaks 1020", "stops 1620"), told);
    }

    @Test
    @DisplayName(
            "the recorder keeps until it is drained, converts when the codec changes, and counts what found no room")
    void recorder() throws IOException {
        var tap = new RecorderTap(NARROW, Duration.ofMillis(100));
        tap.onFormats(NARROW, NARROW);
        Path file = folder.resolve("call.wav");
        try (WavWriter writer = WavWriter.create(file, NARROW)) {
            for (int i = 1; i <= 7; i++) {
                assertFalse(tap.process(frame(NARROW, i), new short[160], 0));
            }
            assertEquals(320, tap.droppedSamples());
            assertEquals(800, tap.drainTo(writer));
            assertEquals(0, tap.drainTo(writer));
            tap.onFormats(WIDE, WIDE);
            for (int i = 0; i < 5; i++) {
                tap.process(frame(WIDE, 1_000), new short[320], 0);
            }
            assertEquals(800, tap.drainTo(writer));
            assertEquals(320, tap.droppedSamples());
            try (WavWriter wide = WavWriter.create(folder.resolve("wide.wav"), WIDE)) {
                assertThrows(IllegalArgumentException.class, () -> tap.drainTo(wide));
            }
        }
        short[] recorded = WavReader.readAll(file).samples();
        assertEquals(1_600, recorded.length);
        for (int i = 0; i < 5; i++) {
            assertEquals(i + 1, recorded[160 * i]);
        }
        assertEquals(1_000, recorded[1_599], 3);
    }

    @Test
    @DisplayName("the recorder's room is 20 ms to a minute")
    void recorderBounds() {
        assertThrows(IllegalArgumentException.class, () -> new RecorderTap(NARROW, Duration.ofMillis(19)));
        assertThrows(IllegalArgumentException.class, () -> new RecorderTap(NARROW, Duration.ofSeconds(61)));
        var smallest = new RecorderTap(NARROW, Duration.ofMillis(20));
        smallest.process(frame(NARROW, 1), new short[160], 0);
        smallest.process(frame(NARROW, 1), new short[160], 0);
        assertEquals(160, smallest.droppedSamples());
    }

    @Test
    @DisplayName("a recorder that is drained by another thread loses nothing and mixes nothing up")
    void recorderOfTwoThreads() throws IOException, InterruptedException {
        var tap = new RecorderTap(NARROW, Duration.ofMillis(400));
        Thread loop = new Thread(() -> {
            short[] nothing = new short[160];
            for (int i = 1; i <= 5_000; i++) {
                tap.process(frame(NARROW, i), nothing, 0);
            }
        });
        Path file = folder.resolve("two.wav");
        try (WavWriter writer = WavWriter.create(file, NARROW)) {
            loop.start();
            while (loop.isAlive()) {
                tap.drainTo(writer);
            }
            loop.join();
            tap.drainTo(writer);
        }
        short[] recorded = WavReader.readAll(file).samples();
        assertEquals(5_000 * 160, recorded.length + tap.droppedSamples());
        int last = 0;
        for (int at = 0; at < recorded.length; at += 160) {
            assertTrue(recorded[at] > last);
            last = recorded[at];
            assertArrayEquals(frame(NARROW, last), Arrays.copyOfRange(recorded, at, at + 160));
        }
    }

    @Test
    @DisplayName("a chain hands both directions on from stage to stage, and sends if one of them does")
    void chain() {
        var formats = new ArrayList<AudioFormat>();
        AudioProcessor louder = new AudioProcessor() {
            private final Gain gain = new Gain(20 * Math.log10(2));

            @Override
            public boolean process(short[] received, short[] toSend, long now) {
                gain.apply(received, 0, received.length);
                return false;
            }

            @Override
            public void onFormats(AudioFormat received, AudioFormat toSend) {
                formats.add(received);
            }
        };
        var meter = new LevelTap();
        ProcessorChain chain = ProcessorChain.of(louder, new EchoProcessor(), meter);
        chain.onFormats(NARROW, NARROW);
        short[] sent = new short[160];
        assertTrue(chain.process(frame(NARROW, 8_192), sent, 0));
        assertArrayEquals(frame(NARROW, 16_384), sent);
        assertEquals(-6.02, meter.levelDbov(), 0.01);
        assertEquals(List.of(NARROW), formats);
        assertFalse(ProcessorChain.of(meter).process(sent, new short[160], 0));
    }

    @Test
    @DisplayName("none of them allocates per frame")
    void allocation() {
        AudioProcessor all = ProcessorChain.of(
                new EchoProcessor(),
                new LevelTap(),
                new SpeechTap((speaking, now) -> {}),
                new RecorderTap(NARROW, Duration.ofSeconds(1)));
        all.onFormats(WIDE, NARROW);
        short[] received = frame(WIDE, 100);
        short[] sent = new short[160];
        Runnable frames = () -> {
            for (int i = 0; i < 200; i++) {
                all.process(received, sent, 0);
            }
        };
        for (int i = 0; i < 50; i++) {
            frames.run();
        }
        assertEquals(0, AllocationProbe.create().measure(frames) / 200);
    }
}
