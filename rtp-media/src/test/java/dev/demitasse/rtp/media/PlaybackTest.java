// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.SimulatedNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what is played: cancelled, marked, thrown away, run dry; in virtual time")
class PlaybackTest {
    private static final AudioFormat NARROW = AudioFormat.NARROWBAND;

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(7);
    private final Pair pair = new Pair(network);
    private final RtpSession a = pair.a;

    @AfterEach
    void nothingIsLeft() {
        pair.close();
        network.runFor(Duration.ofSeconds(1));
        network.assertNothingPending();
        network.close();
    }

    private void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    private static AudioFrame tone(int millis) {
        return AudioFrame.of(NARROW, Tones.coded(Tones.sine(440, 8000, millis * 8)));
    }

    @Test
    @DisplayName(
            "cancel() ends a playback at a frame boundary and says exactly how much was sent; the next one follows at once")
    void cancel() {
        Playback first = a.play(tone(5_000));
        Playback second = a.play(tone(100));
        run(333);
        long packets = a.statistics().sent().packets();
        long played = first.cancel();
        assertEquals(packets * 160, played);
        assertTrue(first.isDone());
        assertEquals(played, first.cancel());
        assertEquals(40_000, first.length());
        assertTrue(second.await(Duration.ofMillis(150)));
        assertEquals(800, second.played());
        assertEquals(played, first.done().getNow(-1L));
    }

    @Test
    @DisplayName("discardOutput() throws away what was written and what was to be played; writers go on")
    void discardOutput() {
        assertFalse(a.discardOutput());
        a.offer(new short[1_600], 0, 1_600);
        Playback playback = a.play(tone(1_000));
        assertTrue(a.isPlaying());
        assertTrue(a.discardOutput());
        assertFalse(a.isPlaying());
        assertTrue(playback.isDone());
        assertEquals(1_600, a.offer(new short[1_600], 0, 1_600));
    }

    @Test
    @DisplayName("audio that runs dry in mid-speech is an underrun, with its length; the end of a playback is none")
    void underrun() {
        a.play(tone(100));
        run(300);
        a.play(tone(100));
        run(300);
        assertEquals(0, a.statistics().sent().underruns());
        a.offer(new short[800], 0, 800);
        run(200);
        a.offer(new short[800], 0, 800);
        run(200);
        assertEquals(1, a.statistics().sent().underruns());
        long millis = a.statistics().sent().underrunMillis();
        assertTrue(millis >= 80 && millis <= 120, "hole of " + millis);
        assertEquals(List.of("underrun " + millis), pair.heardLeft.events);
    }

    @Test
    @DisplayName("a piece shorter than a packet waits one packet time for more, then it is filled up with silence")
    void leftover() {
        a.offer(Tones.sine(440, 8000, 100), 0, 100);
        run(60);
        assertEquals(1, a.statistics().sent().packets());
        assertEquals(100, a.statistics().sent().samplesPlayed());
        for (int i = 0; i < 16; i++) {
            a.offer(Tones.sine(440, 8000, 100), 0, 100);
        }
        run(400);
        assertEquals(11, a.statistics().sent().packets());
        assertEquals(1_700, a.statistics().sent().samplesPlayed());
    }

    @Test
    @DisplayName("marks are told in their turn, with the last sample before them; one thrown away says so")
    void marks() {
        var early = a.mark();
        a.play(tone(50));
        var middle = a.mark();
        a.play(tone(200));
        var late = a.mark();
        run(5);
        assertEquals(true, early.getNow(null));
        assertFalse(middle.isDone());
        run(60);
        assertEquals(true, middle.getNow(null));
        assertTrue(a.statistics().sent().samplesPlayed() >= 400);
        assertFalse(late.isDone());
        a.discardOutput();
        run(5);
        assertEquals(false, late.getNow(null));
    }

    @Test
    @DisplayName("a mark does not hold back the end of what is played before it, nor ends the speech that is written")
    void markIsNoAudio() {
        a.play(tone(30));
        a.mark();
        run(60);
        assertEquals(2, a.statistics().sent().packets());
        a.offer(new short[200], 0, 200);
        a.mark();
        run(25);
        a.offer(new short[120], 0, 120);
        run(100);
        assertEquals(4, a.statistics().sent().packets());
        assertEquals(240 + 320, a.statistics().sent().samplesPlayed());
    }

    @Test
    @DisplayName("no more than a thousand marks and playbacks wait; a mark of a closed session is thrown away")
    void marksBounded() {
        a.play(tone(500));
        for (int i = 0; i < 999; i++) {
            a.mark();
        }
        assertThrows(IllegalStateException.class, a::mark);
        run(700);
        a.play(tone(500));
        var late = a.mark();
        a.close();
        var tooLate = a.mark();
        run(10);
        assertEquals(false, late.getNow(null));
        assertEquals(false, tooLate.getNow(null));
    }
}
