// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.DtmfEvent;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 4733 2.5.1: sending telephone events")
class Rfc4733Section2_5_1Test {
    private static final int SLOT = 160;

    private final SentEvents events = new SentEvents();
    private final DtmfSender sender = events.sender;
    private final List<String> log = events.log;

    private void run(int slots, int slotTicks) {
        events.run(slots, slotTicks, 8_000);
    }

    @Test
    @DisplayName("one timestamp, a growing duration, the marker on the first, the last packet three times")
    void oneDigit() {
        sender.add(List.of(DtmfEvent.of('5', 100)), () -> log.add("sent"));
        run(9, SLOT);
        assertEquals(
                List.of(
                        "0 ts 0 M event 5 vol 10 dur 160",
                        "160 ts 0 event 5 vol 10 dur 320",
                        "320 ts 0 event 5 vol 10 dur 480",
                        "480 ts 0 event 5 vol 10 dur 640",
                        "640 ts 0 event 5 E vol 10 dur 800",
                        "800 ts 0 event 5 E vol 10 dur 800",
                        "sent",
                        "960 ts 0 event 5 E vol 10 dur 800",
                        "1120 audio",
                        "1280 audio"),
                log);
    }

    @Test
    @DisplayName("the next digit begins 50 ms or more after the end of the one before, under a timestamp of its own")
    void pause() {
        sender.add(List.of(DtmfEvent.of('1', 40), DtmfEvent.of('1', 40)), () -> log.add("sent"));
        run(12, SLOT);
        assertEquals(
                List.of(
                        "0 ts 0 M event 1 vol 10 dur 160",
                        "160 ts 0 event 1 E vol 10 dur 320",
                        "320 ts 0 event 1 E vol 10 dur 320",
                        "480 ts 0 event 1 E vol 10 dur 320",
                        "640 pause",
                        "800 ts 800 M event 1 vol 10 dur 160",
                        "960 ts 800 event 1 E vol 10 dur 320",
                        "1120 ts 800 event 1 E vol 10 dur 320",
                        "sent",
                        "1280 ts 800 event 1 E vol 10 dur 320",
                        "1440 audio",
                        "1600 audio",
                        "1760 audio"),
                log);
    }

    @Test
    @DisplayName("a digit shorter than a packet time is one packet, three times; the duration is the digit's")
    void shortDigit() {
        sender.add(List.of(DtmfEvent.of('#', 50)), () -> {});
        run(4, 480);
        assertEquals(
                List.of(
                        "0 ts 0 M event 11 E vol 10 dur 400",
                        "480 ts 0 event 11 E vol 10 dur 400",
                        "960 ts 0 event 11 E vol 10 dur 400",
                        "1440 audio"),
                log);
    }

    @Test
    @DisplayName("a digit of 160 ms has eight packets at 20 ms, and two more ends")
    void usual() {
        sender.add(List.of(DtmfEvent.of('D')), () -> {});
        run(11, SLOT);
        assertEquals("0 ts 0 M event 15 vol 10 dur 160", log.get(0));
        assertEquals("1120 ts 0 event 15 E vol 10 dur 1280", log.get(7));
        assertEquals("1440 ts 0 event 15 E vol 10 dur 1280", log.get(9));
        assertEquals("1600 audio", log.get(10));
    }

    @Test
    @DisplayName("what is cleared is not sent")
    void clear() {
        sender.add(List.of(DtmfEvent.of('1'), DtmfEvent.of('2')), () -> log.add("sent"));
        assertEquals(2, sender.pending());
        sender.clear();
        run(1, SLOT);
        assertEquals(List.of("0 audio"), log);
        assertEquals(DtmfSender.State.IDLE, sender.state());
    }

    @Test
    @DisplayName("the next digit begins 50 ms after the end of the one before, not a packet time later")
    void pauseExactly() {
        sender.add(List.of(DtmfEvent.of('1', 40), DtmfEvent.of('2', 40)), () -> {});
        run(10, 80);
        assertEquals("560 pause", log.get(7));
        assertEquals("640 pause", log.get(8));
        assertEquals("720 ts 720 M event 2 vol 10 dur 80", log.get(9));
    }

    @Test
    @DisplayName("50 ms are 2,205 ticks of 44,100 Hz, not 2,200 (regression)")
    void pauseOfAnyRate() {
        sender.add(List.of(DtmfEvent.of('1', 40), DtmfEvent.of('2', 40)), () -> {});
        ByteBuffer to = ByteBuffer.allocate(100);
        for (int n = 0; n < 3; n++) {
            assertEquals(DtmfSender.Output.PACKET, sender.onSlot(n, 1_764, 44_100));
            sender.writePayload(to);
        }
        assertEquals(DtmfSender.Output.PAUSE, sender.onSlot(1_764 + 2_204, 1_764, 44_100));
        assertEquals(DtmfSender.Output.PACKET, sender.onSlot(1_764 + 2_205, 1_764, 44_100));
    }

    @Test
    @DisplayName("a pause ends once: the first digit waits for none, nor does one half a cycle of the timestamps later")
    void noPause() {
        sender.add(List.of(DtmfEvent.of('1', 40)), () -> {});
        ByteBuffer to = ByteBuffer.allocate(100);
        for (int n = 0; n < 4; n++) {
            assertEquals(DtmfSender.Output.PACKET, sender.onSlot(-10_000 + 160 * n, SLOT, 8000));
            sender.writePayload(to);
        }
        assertEquals(DtmfSender.Output.NOTHING, sender.onSlot(0, SLOT, 8000));
        sender.add(List.of(DtmfEvent.of('2', 40)), () -> {});
        assertEquals(DtmfSender.Output.PACKET, sender.onSlot(Integer.MIN_VALUE, SLOT, 8000));
        assertEquals(Integer.MIN_VALUE, sender.timestamp());
    }

    @Test
    @DisplayName("regression: nor does one after a hold of more than half a cycle of the timestamps, 3 days at 8 kHz")
    void longHold() {
        events.add(DtmfEvent.of('1', 40));
        events.run(4);
        events.pass(Integer.MIN_VALUE + 1_600);
        events.add(DtmfEvent.of('2', 40));
        events.run(1);
        assertEquals("-2147481408 ts -2147481408 M event 2 vol 10 dur 160", log.get(log.size() - 1));
    }

    @Test
    @DisplayName("each digit has its own level and length, also where they change from one to the next")
    void levels() {
        sender.add(List.of(new DtmfEvent('*', 40, -63), new DtmfEvent('0', 60, 0)), () -> {});
        run(12, SLOT);
        assertEquals("160 ts 0 event 10 E vol 63 dur 320", log.get(1));
        assertEquals("800 ts 800 M event 0 vol 0 dur 160", log.get(5));
        assertEquals("1120 ts 800 event 0 E vol 0 dur 480", log.get(7));
    }

    @Test
    @DisplayName(
            "a digit queued at a lower clock rate than it is sent at grows to 65,535 ticks, and not beyond 16 bits")
    void longestAtAnotherRate() {
        sender.add(List.of(DtmfEvent.of('1', 8_000)), () -> {});
        int before = 0;
        int slots = 0;
        for (; sender.pending() > 0; slots++) {
            assertEquals(DtmfSender.Output.PACKET, sender.onSlot(slots * 960, 960, 48_000));
            ByteBuffer to = ByteBuffer.allocate(4);
            sender.writePayload(to);
            int duration = to.getShort(2) & 0xFFFF;
            assertTrue(duration >= before, duration + " after " + before);
            before = duration;
        }
        assertEquals(0xFFFF, before);
        assertEquals(69 + 2, slots);
    }
}
