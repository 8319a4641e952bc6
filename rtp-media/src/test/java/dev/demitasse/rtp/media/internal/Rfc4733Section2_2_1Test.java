// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.DtmfEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 4733 2.2.1: the timestamp identifies an event, whose duration is in ticks of the packet's clock")
class Rfc4733Section2_2_1Test {
    private final SentEvents events = new SentEvents();

    @Test
    @DisplayName(
            "regression: a faster clock from within a digit on: the same event, its duration in ticks of that clock")
    void faster() {
        events.add(DtmfEvent.of('5', 100));
        events.run(2);
        events.run(6, 960, 48_000);
        assertEquals(
                List.of(
                        "0 ts 0 M event 5 vol 10 dur 160",
                        "160 ts 0 event 5 vol 10 dur 320",
                        "320 ts 0 event 5 vol 10 dur 2880",
                        "1280 ts 0 event 5 vol 10 dur 3840",
                        "2240 ts 0 event 5 E vol 10 dur 4800",
                        "3200 ts 0 event 5 E vol 10 dur 4800",
                        "sent",
                        "4160 ts 0 event 5 E vol 10 dur 4800",
                        "5120 audio"),
                events.log);
        assertEquals(List.of(DtmfEvent.of('5', 100)), events.heard);
    }

    @Test
    @DisplayName("regression: a slower clock from within a digit on: the same")
    void slower() {
        events.add(DtmfEvent.of('5', 100));
        events.run(2, 960, 48_000);
        events.run(6);
        assertEquals(
                List.of(
                        "0 ts 0 M event 5 vol 10 dur 960",
                        "960 ts 0 event 5 vol 10 dur 1920",
                        "1920 ts 0 event 5 vol 10 dur 480",
                        "2080 ts 0 event 5 vol 10 dur 640",
                        "2240 ts 0 event 5 E vol 10 dur 800",
                        "2400 ts 0 event 5 E vol 10 dur 800",
                        "sent",
                        "2560 ts 0 event 5 E vol 10 dur 800",
                        "2720 audio"),
                events.log);
        assertEquals(List.of(DtmfEvent.of('5', 100)), events.heard);
    }

    @Test
    @DisplayName(
            "another clock while the last packet is repeated: its repetitions say the same duration in other ticks")
    void whileItEnds() {
        events.add(DtmfEvent.of('5', 40));
        events.run(3);
        events.run(1, 320, 16_000);
        assertEquals("320 ts 0 event 5 E vol 10 dur 320", events.log.get(2));
        assertEquals("480 ts 0 event 5 E vol 10 dur 640", events.log.get(4));
        assertEquals(List.of(DtmfEvent.of('5', 40)), events.heard);
    }

    @Test
    @DisplayName("a digit that has lasted longer than the faster clock can say ends at once, at 65,535 ticks")
    void tooLongForTheClock() {
        events.add(DtmfEvent.of('5', 8_000));
        events.run(200);
        events.log.clear();
        events.run(4, 960, 48_000);
        assertEquals("32000 ts 0 event 5 E vol 10 dur 65535", events.log.get(0));
        assertEquals("sent", events.log.get(2));
        assertEquals("34880 audio", events.log.get(4));
    }

    @Test
    @DisplayName("another clock within the pause behind a digit: that is 50 ms or more by either")
    void withinThePause() {
        for (int clockRateHz : new int[] {8_000, 48_000}) {
            var one = new SentEvents();
            int slotTicks = clockRateHz / 100;
            int otherHz = 56_000 - clockRateHz;
            one.add(DtmfEvent.of('1', 40), DtmfEvent.of('2', 40));
            one.run(7, slotTicks, clockRateHz);
            int at = 7 * slotTicks;
            assertEquals((at - 2 * slotTicks) + " ts 0 event 1 E vol 10 dur " + 4 * slotTicks, one.log.get(5));
            one.log.clear();
            one.run(3, otherHz / 100, otherHz);
            at += otherHz / 50;
            assertEquals("pause", one.log.get(1).split(" ")[1]);
            assertEquals(at + " ts " + at + " M event 2 vol 10 dur " + otherHz / 100, one.log.get(2));
        }
    }

    @Test
    @DisplayName("regression: an update to a codec of another clock, and its payload type for events, within a digit")
    void update() {
        var out = new Outgoing(false, parameters -> parameters.ptimeMillis(20));
        AudioPayload wideband = AudioPayload.of(
                98, AudioCodecs.installed().find("L16", 16_000, 1).orElseThrow());
        out.dtmf.add(List.of(DtmfEvent.of('5', 60)), () -> out.told.add("sent"));
        out.slot();
        out.update(parameters -> parameters.send(wideband).telephoneEvent(102));
        out.slot();
        out.slot();
        assertEquals(
                List.of(160, 640, 0x8000 | 960),
                out.sent.stream()
                        .map(packet -> packet.samples().get(1) & 0xFFFF
                                | (packet.samples().get(0) & 0x80) << 8)
                        .toList());
        assertEquals(
                List.of(101, 102, 102),
                out.sent.stream().map(Outgoing.Sent::payloadType).toList());
        assertEquals(
                List.of(0, 0, 0),
                out.sent.stream().map(Outgoing.Sent::timestamp).toList());
    }
}
