// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("whichever packet of a call is lost, the call comes about and ends, with one outcome on each side")
class LossSweepTest {
    @Test
    @DisplayName("lose the n-th packet, for each n of a whole call")
    void onePacket() {
        for (int lost = 1; lost <= 12; lost++) {
            sweep(lost, 1);
        }
    }

    @Test
    @DisplayName("lose the n-th packet and the two after it")
    void threePackets() {
        for (int lost = 1; lost <= 12; lost++) {
            sweep(lost, 3);
        }
    }

    private static void sweep(int first, int count) {
        try (var line = new TwoAgents(first)) {
            var number = new AtomicInteger();
            line.handler(call -> {
                call.ringing();
                call.answer(TwoAgents.sdp("bob"));
            });
            line.network.lose(datagram -> {
                int n = number.incrementAndGet();
                return n >= first && n < first + count;
            });
            OutgoingCall call = line.call();
            line.run(20_000);
            call.hangUp();
            line.run(20_000);
            String what = "lost " + first + " to " + (first + count - 1);
            assertEquals(List.of("Answered", "LOCAL_HANG_UP"), withoutRinging(line.aliceHeard), what);
            assertEquals(List.of("Confirmed", "REMOTE_HANG_UP"), line.bobHeard, what);
            assertEquals(1, line.received.size(), what);
            line.assertAllTablesEmpty();
        }
    }

    private static List<String> withoutRinging(List<String> heard) {
        return heard.stream().filter(event -> !event.equals("180")).toList();
    }
}
