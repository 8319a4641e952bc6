// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.internal.JitterBuffer.State;
import dev.demitasse.rtp.media.internal.JitterBuffer.Step;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 8,000 ticks a second; a packet has 160. */
@DisplayName("jitter buffer: each limit, from both sides")
class JitterBufferLimitsTest {
    private static final long MILLI = 1_000_000L;
    private static final int PACKET = 160;

    private final PlayoutCounters counters = new PlayoutCounters();
    private final JitterBuffer buffer = new JitterBuffer(Playing.RATES, new DelayTarget(), counters);

    private PacketResult insert(int sequence, int timestamp, long millis) {
        return buffer.insert(Playing.of(Math.max(0, sequence), timestamp, PACKET), sequence, millis * MILLI);
    }

    /** Plays packets 0 to count - 1, all of which came at 0 ms; at 20 ms, {@code count} x 160 ticks are played. */
    private void play(int count) {
        for (int n = 0; n < count; n++) {
            insert(n, PACKET * n, 0);
        }
        for (int n = 0; n < count; n++) {
            assertEquals(Step.PACKET, buffer.next(20 * MILLI));
            buffer.takeHead(PACKET);
        }
        assertEquals(State.PLAYING, buffer.state());
    }

    @Test
    @DisplayName("the first packet waits for the target of 20 ms, and one before it that comes meanwhile goes first")
    void priming() {
        assertEquals(State.NEW, buffer.state());
        assertEquals(Step.WAIT, buffer.next(0));
        assertEquals(Long.MAX_VALUE, buffer.gapTicks());
        insert(1, PACKET, 0);
        assertEquals(State.PRIMING, buffer.state());
        insert(0, 0, 1);
        assertEquals(0, buffer.cursor());
        insert(2, 2 * PACKET, 2);
        assertEquals(0, buffer.cursor());
        assertEquals(Step.WAIT, buffer.next(20 * MILLI - 1));
        assertEquals(Step.PACKET, buffer.next(20 * MILLI));
        assertEquals(0, buffer.head().sequence());
        assertEquals(0, buffer.gapTicks());
    }

    @Test
    @DisplayName("timestamps that leave out 1 s are silence, or loss if a number is missing; more are a jump")
    void jumpAhead() {
        play(1);
        insert(1, PACKET + 8_000, 25);
        assertEquals(Step.SILENT, buffer.next(30 * MILLI));
        assertEquals(8_000, buffer.gapTicks());
        assertEquals(PACKET, buffer.cursor());
        var lost = new JitterBufferLimitsTest();
        lost.play(1);
        lost.insert(2, PACKET + 8_000, 25);
        assertEquals(Step.LOST, lost.buffer.next(30 * MILLI));
        var jumped = new JitterBufferLimitsTest();
        jumped.play(1);
        jumped.insert(2, PACKET + 8_001, 25);
        assertEquals(Step.PACKET, jumped.buffer.next(30 * MILLI));
        assertEquals(PACKET + 8_001, jumped.buffer.cursor());
    }

    @Test
    @DisplayName("a new number 120 ms before what was played is late; further back, timestamps have jumped")
    void jumpBack() {
        play(10);
        assertEquals(PacketResult.LATE, insert(10, 1_600 - 960, 30));
        var jumped = new JitterBufferLimitsTest();
        jumped.play(10);
        assertEquals(PacketResult.AUDIO, jumped.insert(10, 1_600 - 961, 30));
        assertEquals(State.PRIMING, jumped.buffer.state());
        assertEquals(1_600 - 961, jumped.buffer.cursor());
        var older = new JitterBufferLimitsTest();
        older.play(10);
        assertEquals(PacketResult.AUDIO, older.insert(11, 1_760, 30));
        assertEquals(PacketResult.LATE, older.insert(10, 1_600 - 961, 30), "its number is old, too");
    }

    @Test
    @DisplayName("a new number 1 s before the cursor is late; further back, timestamps have jumped")
    void jumpFarBack() {
        play(10);
        buffer.advance(7_400);
        assertEquals(PacketResult.LATE, insert(10, 1_000, 30));
        var jumped = new JitterBufferLimitsTest();
        jumped.play(10);
        jumped.buffer.advance(7_400);
        assertEquals(PacketResult.AUDIO, jumped.insert(10, 999, 30));
        assertEquals(State.PRIMING, jumped.buffer.state());
    }

    @Test
    @DisplayName("with nothing newer played, the cursor goes back for up to 200 ms; for more, it begins anew")
    void rewind() {
        play(1);
        buffer.advance(1_600);
        assertEquals(PacketResult.AUDIO, insert(1, PACKET, 30));
        assertEquals(State.PLAYING, buffer.state());
        assertEquals(PACKET, buffer.cursor());
        assertTrue(buffer.pollRewound());
        assertFalse(buffer.pollRewound());
        var anew = new JitterBufferLimitsTest();
        anew.play(1);
        anew.buffer.advance(1_601);
        assertEquals(PacketResult.AUDIO, anew.insert(1, PACKET, 30));
        assertEquals(State.PRIMING, anew.buffer.state());
        assertFalse(anew.buffer.pollRewound());
    }

    @Test
    @DisplayName("with newer packets waiting, one that reaches beyond the cursor is played from there; another is late")
    void partlyLate() {
        play(1);
        insert(2, 2 * PACKET, 20);
        buffer.advance(PACKET - 1);
        assertEquals(PacketResult.AUDIO, insert(1, PACKET, 30));
        assertEquals(2 * PACKET - 1, buffer.cursor());
        var late = new JitterBufferLimitsTest();
        late.play(1);
        late.insert(2, 2 * PACKET, 20);
        late.buffer.advance(PACKET);
        assertEquals(PacketResult.LATE, late.insert(1, PACKET, 30));
        var overlapping = new JitterBufferLimitsTest();
        overlapping.play(1);
        overlapping.insert(2, 2 * PACKET, 20);
        assertEquals(PacketResult.LATE, overlapping.insert(1, PACKET - 1, 30), "begins in what was played");
    }

    @ParameterizedTest(name = "{0} ticks from the first to the last: {1} thrown away")
    @CsvSource({"2400, 0", "2401, 1", "8000, 1", "8001, 0"})
    @DisplayName("300 ms may wait; more pushes the oldest out, unless more than 1 s is left out: that is a jump")
    void held(int span, long discarded) {
        insert(0, 0, 0);
        insert(1, span, 1);
        assertEquals(discarded, counters.discarded());
        assertEquals(2 - discarded, buffer.size());
        assertEquals(discarded, counters.lossPattern().lost());
        assertEquals(discarded * span, buffer.cursor());
    }

    @Test
    @DisplayName("of packets under one timestamp the lower number goes first; one of no audio leaves the cursor")
    void sameTimestamp() {
        insert(2, 0, 0);
        insert(1, 0, 0);
        insert(3, 0, 0);
        assertEquals(Step.PACKET, buffer.next(20 * MILLI));
        assertEquals(1, buffer.head().sequence());
        buffer.takeHead(0);
        assertEquals(0, buffer.cursor());
        assertEquals(2, buffer.head().sequence());
        buffer.takeHead(PACKET);
        assertEquals(PACKET, buffer.cursor());
        assertEquals(3, buffer.head().sequence());
        buffer.takeHead(PACKET);
        assertEquals(PACKET, buffer.cursor(), "what lies before it does not move it");
    }

    @Test
    @DisplayName("what is known to be played goes as far as no number is missing, silence between included")
    void known() {
        play(1);
        assertEquals(0, buffer.knownTicks());
        insert(1, PACKET, 20);
        assertEquals(PACKET, buffer.knownTicks());
        insert(3, 3 * PACKET, 20);
        assertEquals(PACKET, buffer.knownTicks());
        insert(2, 2 * PACKET, 20);
        assertEquals(3 * PACKET, buffer.knownTicks());
        insert(4, 6 * PACKET, 21);
        assertEquals(6 * PACKET, buffer.knownTicks());
        buffer.advance(40);
        assertEquals(6 * PACKET - 40, buffer.knownTicks());
    }

    @ParameterizedTest(name = "{0} ticks recovered of two packets lost: {1} lost")
    @CsvSource({"1, 1", "239, 1", "240, 0", "320, 0", "480, 0"})
    @DisplayName("what is recovered counts as packets of the last one's length, rounded, and is one at the least")
    void recovered(long ticks, long lost) {
        play(1);
        insert(3, 3 * PACKET, 20);
        buffer.onRecovered(ticks);
        assertEquals(PACKET + ticks, buffer.cursor());
        buffer.takeHead(PACKET);
        assertEquals(lost, counters.lossPattern().lost());
        assertEquals(2 + 2 - lost, counters.lossPattern().played());
    }

    @Test
    @DisplayName("the delay is adjusted only while something waits and is played")
    void adjusted() {
        insert(0, 0, 0);
        assertEquals(DelayWatch.Adjustment.NONE, adjustments(5_000));
        buffer.next(5_000 * MILLI);
        buffer.takeHead(PACKET);
        assertEquals(DelayWatch.Adjustment.NONE, adjustments(5_000));
        insert(1, PACKET, 21);
        assertEquals(DelayWatch.Adjustment.SHRINK, adjustments(5_000));
    }

    private DelayWatch.Adjustment adjustments(long millis) {
        var last = DelayWatch.Adjustment.NONE;
        for (int i = 0; i < 60; i++) {
            last = buffer.adjustment(0, millis * MILLI);
        }
        return last;
    }

    @Test
    @DisplayName("what begins anew throws away what waits, and counts it")
    void beginsAnew() {
        play(10);
        insert(10, 1_600, 20);
        insert(11, 1_760, 20);
        insert(12, 0, 21);
        assertEquals(2, counters.discarded());
        assertEquals(1, buffer.size());
        assertEquals(12, buffer.head().sequence());
        assertEquals(0, counters.lossPattern().lost());
    }

    @Test
    @DisplayName("counting begins with the first packet, whatever its number and timestamp")
    void first() {
        assertEquals(PacketResult.AUDIO, insert(500, -256, 0));
        assertEquals(0xFFFF_FF00L, buffer.cursor());
        assertEquals(Step.PACKET, buffer.next(20 * MILLI));
        buffer.takeHead(PACKET);
        assertEquals(PacketResult.AUDIO, insert(501, -256 + PACKET, 20));
        buffer.takeHead(PACKET);
        assertEquals(0, counters.lossPattern().lost());
        assertEquals(0x1_0000_0000L - 256 + 2 * PACKET, buffer.cursor());
    }

    @Test
    @DisplayName("a number 64 behind is late, as nobody knows whether it has come; one that has come is a duplicate")
    void tooOld() {
        play(1);
        insert(64, PACKET, 20);
        assertEquals(PacketResult.LATE, insert(0, 0, 21));
        assertEquals(PacketResult.DUPLICATE, insert(64, PACKET, 21));
        assertTrue(buffer.insertOther(65));
        assertFalse(buffer.insertOther(65));
        assertFalse(buffer.insertOther(64));
    }
}
