// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.MediaDirection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("digits and hold: RFC 4733 2.5.2, a receiver gives up an event of which nothing comes any more")
class DigitsOnHoldTest {
    private final Outgoing out = new Outgoing(false);

    private void slots(int count) {
        for (int i = 0; i < count; i++) {
            out.slot();
        }
    }

    private void direction(MediaDirection direction) {
        out.update(parameters -> parameters.direction(direction));
    }

    private List<String> events() {
        return out.sent.stream().map(Outgoing.Sent::toString).toList();
    }

    @Test
    @DisplayName("a digit cut by hold is over; after it the next one is sent, from its beginning")
    void cut() {
        out.digit('5');
        out.digit('6');
        slots(2);
        direction(MediaDirection.RECVONLY);
        slots(50);
        assertEquals(List.of("digit 5"), out.told);
        assertEquals(2, out.sent.size());
        direction(MediaDirection.SENDRECV);
        slots(1);
        assertEquals("53: M 2 at 8320 event", events().get(2));
        slots(20);
        assertEquals(List.of("digit 5", "digit 6"), out.told);
        assertTrue(out.sent.stream().skip(2).allMatch(packet -> packet.timestamp() == 8_320));
    }

    @Test
    @DisplayName("one that waits when hold begins waits on")
    void waiting() {
        direction(MediaDirection.RECVONLY);
        out.digit('5');
        slots(10);
        assertEquals(List.of(), out.told);
        direction(MediaDirection.SENDRECV);
        slots(20);
        assertEquals(List.of("digit 5"), out.told);
        assertEquals("11: M 0 at 1600 event", events().get(0));
    }
}
