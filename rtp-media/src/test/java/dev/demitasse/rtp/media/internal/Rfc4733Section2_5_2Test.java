// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.rtp.media.DtmfEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 4733 2.5.2: receiving telephone events")
class Rfc4733Section2_5_2Test {
    private static final long MILLI = 1_000_000L;

    private final DtmfReceiver receiver = new DtmfReceiver();
    private final List<String> log = new ArrayList<>();

    private void event(int code, boolean end, int duration, int timestamp, long millis) {
        receiver.onPacket(Packets.event(code, end, duration, 0, timestamp), 8000, millis * MILLI)
                .forEach(event -> log.add(millis + " " + event.digit() + " " + event.durationMillis() + " ms"));
    }

    private void timeout(long millis) {
        receiver.onTimeout(millis * MILLI)
                .forEach(event -> log.add(millis + " " + event.digit() + " " + event.durationMillis() + " ms"));
    }

    @Test
    @DisplayName("a digit is reported once, at its first end packet, in milliseconds")
    void once() {
        event(5, false, 160, 1_000, 0);
        event(5, false, 320, 1_000, 20);
        event(5, true, 480, 1_000, 40);
        event(5, true, 480, 1_000, 60);
        event(5, true, 480, 1_000, 80);
        timeout(1_000);
        assertEquals(List.of("40 5 60 ms"), log);
        assertEquals(DtmfReceiver.State.IDLE, receiver.state());
    }

    @Test
    @DisplayName("an end packet alone suffices")
    void endOnly() {
        event(12, true, 1_280, 77, 5);
        assertEquals(List.of("5 A 160 ms"), log);
    }

    @Test
    @DisplayName("a middle packet alone suffices: the digit is over when nothing of it has come for 150 ms")
    void middleOnly() {
        event(11, false, 800, 77, 0);
        assertEquals(150 * MILLI, receiver.nextDeadline());
        timeout(149);
        timeout(150);
        event(11, true, 1_280, 77, 160);
        assertEquals(List.of("150 # 100 ms"), log);
        assertEquals(Deadlines.NEVER, receiver.nextDeadline());
    }

    @Test
    @DisplayName("the next digit ends the one whose end was lost")
    void endLost() {
        event(1, false, 320, 1_000, 0);
        event(2, false, 160, 3_000, 20);
        event(2, true, 320, 3_000, 40);
        assertEquals(List.of("20 1 40 ms", "40 2 40 ms"), log);
    }

    @Test
    @DisplayName("of two digits, the end packet of the second alone after a start of the first gives both, in order")
    void bothAtOnce() {
        event(1, false, 320, 1_000, 0);
        event(2, true, 320, 3_000, 20);
        assertEquals(List.of("20 1 40 ms", "20 2 40 ms"), log);
    }

    @Test
    @DisplayName("the same key twice is two digits, for their timestamps differ")
    void sameKey() {
        event(1, true, 320, 1_000, 0);
        event(1, true, 320, 2_000, 100);
        assertEquals(List.of("0 1 40 ms", "100 1 40 ms"), log);
    }

    @Test
    @DisplayName("a packet out of order neither shortens a digit nor brings it back")
    void reordered() {
        event(3, false, 480, 1_000, 0);
        event(3, false, 160, 1_000, 5);
        event(3, true, 640, 1_000, 10);
        event(3, false, 320, 1_000, 15);
        assertEquals(List.of("10 3 80 ms"), log);
    }

    @Test
    @DisplayName("a digit of which nothing but an overtaken packet is left is reported before the one that overtook it")
    void overtaken() {
        event(8, false, 160, 5_000, 0);
        event(7, true, 320, 4_000, 5);
        event(8, true, 320, 5_000, 10);
        event(7, true, 320, 4_000, 15);
        assertEquals(List.of("5 7 40 ms", "10 8 40 ms"), log);
    }

    @Test
    @DisplayName("2.5.1.3: a long digit goes on in segments and is one digit")
    void segments() {
        event(9, false, 65_535, 1_000, 0);
        event(9, false, 160, 1_000 + 65_535, 20);
        event(9, true, 320, 1_000 + 65_535, 40);
        event(9, true, 320, 1_000 + 65_535, 60);
        assertEquals(List.of("40 9 8231 ms"), log);
    }

    @Test
    @DisplayName("events above 16 are no digits, and end none")
    void otherEvents() {
        event(4, false, 160, 1_000, 0);
        event(36, true, 160, 2_000, 10);
        event(4, true, 320, 1_000, 20);
        assertEquals(List.of("20 4 40 ms"), log);
        event(16, true, 400, 9_000, 500);
        assertEquals("500 ! 50 ms", log.get(1));
    }

    @Test
    @DisplayName("timestamps wrap")
    void wrap() {
        event(1, false, 160, -200, 0);
        event(2, true, 160, 900, 10);
        assertEquals(List.of("10 1 20 ms", "10 2 20 ms"), log);
    }

    @Test
    @DisplayName("another source's digit may have the timestamp of one before")
    void anotherSource() {
        event(1, true, 160, 1_000, 0);
        assertEquals(List.of(), receiver.onSourceEnd());
        event(1, true, 160, 1_000, 10);
        assertEquals(2, log.size());
    }

    @Test
    @DisplayName("a payload shorter than four octets is no event")
    void tooShort() {
        assertFalse(DtmfReceiver.isEvent(Packets.packet(101, 0, 0, (byte) 1, (byte) 2, (byte) 3)));
        assertTrue(DtmfReceiver.isEvent(Packets.event(1, false, 160, 0, 0)));
    }

    @Test
    @DisplayName("two codes under one timestamp are two digits: the second ends the first")
    void sameTimestamp() {
        event(1, false, 320, 1_000, 0);
        event(2, true, 160, 1_000, 20);
        event(1, true, 480, 1_000, 40);
        assertEquals(List.of("20 1 40 ms", "20 2 20 ms"), log);
    }

    @Test
    @DisplayName("a code that was reported does not hide another under its timestamp")
    void sameTimestampReported() {
        event(1, true, 320, 1_000, 0);
        event(2, true, 160, 1_000, 20);
        assertEquals(List.of("0 1 40 ms", "20 2 20 ms"), log);
    }

    @Test
    @DisplayName("the same key again ends the one whose end was lost")
    void sameKeyEndLost() {
        event(1, false, 320, 1_000, 0);
        event(1, true, 160, 3_000, 20);
        assertEquals(List.of("20 1 40 ms", "20 1 20 ms"), log);
    }

    @Test
    @DisplayName("the first digit may have code 0 and timestamp 0")
    void zero() {
        event(0, false, 160, 0, 0);
        assertEquals(DtmfReceiver.State.TONE, receiver.state());
        event(0, true, 320, 0, 20);
        assertEquals(List.of("20 0 40 ms"), log);
    }

    @Test
    @DisplayName("2.5.1.3: a packet of an earlier segment that comes late is no digit of its own")
    void lateSegment() {
        event(9, false, 65_535, 1_000, 0);
        event(9, false, 160, 1_000 + 65_535, 20);
        event(9, false, 65_535, 1_000, 30);
        event(9, true, 320, 1_000 + 65_535, 40);
        assertEquals(List.of("40 9 8231 ms"), log);
    }

    @Test
    @DisplayName("2.5.1.3: three segments add up; the next digit begins at nothing")
    void threeSegments() {
        event(9, false, 65_535, 1_000, 0);
        event(9, false, 65_535, 1_000 + 65_535, 20);
        event(9, true, 80, 1_000 + 2 * 65_535, 40);
        event(9, true, 160, 500_000, 60);
        assertEquals(List.of("40 9 16393 ms", "60 9 20 ms"), log);
    }

    @Test
    @DisplayName("a source that ends with a key down ends the digit; the next source's has a length of its own")
    void sourceEndsWithKeyDown() {
        event(1, false, 480, 1_000, 0);
        assertEquals(List.of(DtmfEvent.ofCode(1, 60, -10)), receiver.onSourceEnd());
        assertEquals(DtmfReceiver.State.IDLE, receiver.state());
        event(1, false, 160, 1_000, 10);
        assertEquals(DtmfReceiver.State.TONE, receiver.state());
        timeout(160);
        assertEquals(List.of("160 1 20 ms"), log);
    }

    @Test
    @DisplayName("16 digits are remembered: the packet of an older one is taken for a digit of its own")
    void remembered() {
        for (int n = 0; n < 17; n++) {
            event(n % 10, true, 160, 1_000 * n, n);
        }
        log.clear();
        event(1, true, 160, 1_000, 100);
        assertEquals(List.of(), log);
        event(0, true, 160, 0, 101);
        assertEquals(List.of("101 0 20 ms"), log);
    }

    @Test
    @DisplayName("2.3.3, 2.3.4: volume and duration are the packet's, to all their bits; a digit overtaken has its own")
    void fields() {
        receiver.onPacket(Packets.packet(101, 0, 8_000, (byte) 5, (byte) 0x7F, (byte) 0, (byte) 80), 8000, 0);
        DtmfEvent overtaken = receiver.onPacket(
                        Packets.packet(101, 1, 0, (byte) 6, (byte) 0xC3, (byte) 0x12, (byte) 0xC0), 8000, 0)
                .get(0);
        assertEquals(DtmfEvent.ofCode(6, 600, -3), overtaken);
        DtmfEvent ended = receiver.onPacket(
                        Packets.packet(101, 2, 8_000, (byte) 5, (byte) 0xBF, (byte) 0x03, (byte) 0x20), 8000, 0)
                .get(0);
        assertEquals(DtmfEvent.ofCode(5, 100, -63), ended);
    }

    @Test
    @DisplayName("each packet of a digit puts off its time-out by 150 ms")
    void timeoutFromTheLast() {
        event(3, false, 160, 1_000, 0);
        event(3, false, 320, 1_000, 100);
        assertEquals(250 * MILLI, receiver.nextDeadline());
        timeout(249);
        assertEquals(List.of(), log);
        timeout(250);
        assertEquals(List.of("250 3 40 ms"), log);
    }
}
