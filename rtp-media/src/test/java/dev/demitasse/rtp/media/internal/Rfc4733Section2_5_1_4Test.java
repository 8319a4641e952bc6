// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.RtpParameters;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 4733 2.5.1.4: the final packet of an event is sent three times, also of one that is cut short")
class Rfc4733Section2_5_1_4Test {
    private final SentEvents events = new SentEvents();

    @Test
    @DisplayName(
            "regression: a digit that is cut short ends, at the duration reached; what waits behind it is not sent")
    void cutShort() {
        events.add(DtmfEvent.of('5'), DtmfEvent.of('6'));
        events.run(2);
        events.sender.clear();
        events.run(5);
        assertEquals(
                List.of(
                        "0 ts 0 M event 5 vol 10 dur 160",
                        "160 ts 0 event 5 vol 10 dur 320",
                        "320 ts 0 event 5 E vol 10 dur 320",
                        "480 ts 0 event 5 E vol 10 dur 320",
                        "640 ts 0 event 5 E vol 10 dur 320",
                        "800 audio",
                        "960 audio"),
                events.log);
        assertEquals(List.of(DtmfEvent.of('5', 40)), events.heard);
        assertEquals(0, events.sender.pending());
    }

    @Test
    @DisplayName("cut short behind its first packet: the next has no marker, for the event is the same (2.2.2)")
    void cutAtOnce() {
        events.add(DtmfEvent.of('5'));
        events.run(1);
        events.sender.clear();
        events.run(4);
        assertEquals(
                List.of(
                        "0 ts 0 M event 5 vol 10 dur 160",
                        "160 ts 0 event 5 E vol 10 dur 160",
                        "320 ts 0 event 5 E vol 10 dur 160",
                        "480 ts 0 event 5 E vol 10 dur 160",
                        "640 audio"),
                events.log);
    }

    @Test
    @DisplayName("cleared while it ends: its last packets are sent, and no more than three")
    void clearedAtItsEnd() {
        events.add(DtmfEvent.of('5', 40));
        events.run(2);
        events.sender.clear();
        events.run(3);
        assertEquals(
                List.of(
                        "0 ts 0 M event 5 vol 10 dur 160",
                        "160 ts 0 event 5 E vol 10 dur 320",
                        "320 ts 0 event 5 E vol 10 dur 320",
                        "480 ts 0 event 5 E vol 10 dur 320",
                        "640 audio"),
                events.log);
    }

    @Test
    @DisplayName("a digit after one that was cut short begins 50 ms or more after its end, and is told when sent")
    void nextDigit() {
        events.add(DtmfEvent.of('5'));
        events.run(1, 80, 8_000);
        events.sender.clear();
        events.add(DtmfEvent.of('5', 40));
        events.run(8, 80, 8_000);
        assertEquals("240 ts 0 event 5 E vol 10 dur 80", events.log.get(3));
        assertEquals(List.of("320 pause", "400 pause"), events.log.subList(4, 6));
        assertEquals("480 ts 480 M event 5 vol 10 dur 80", events.log.get(6));
        events.run(4, 80, 8_000);
        assertEquals("sent", events.log.get(events.log.size() - 3));
    }

    @Test
    @DisplayName(
            "without an agreed payload type nothing can be sent, not even an end; nor is it sent when there is one again")
    void notAgreedAnyMore() {
        var out = new Outgoing(false);
        out.digit('5');
        out.slot();
        out.slot();
        out.dtmf.clear();
        out.update(parameters -> RtpParameters.builder(AudioPayload.of(96, out.codec)));
        out.slot();
        out.update(parameters -> parameters.telephoneEvent(101));
        out.slot();
        assertEquals(List.of("1: M 0 at 0 event", "2: 1 at 0 event"), out.log());
        assertEquals(0, out.dtmf.pending());
    }
}
