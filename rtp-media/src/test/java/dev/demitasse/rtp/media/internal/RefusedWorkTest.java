// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a worker that is full refuses a packet of a costly codec")
class RefusedWorkTest {
    private static final Segment.Owner NOBODY = new Segment.Owner() {
        @Override
        public void onTaken(int samples) {}

        @Override
        public void onEnd(int untaken) {}
    };

    /** Sends background with a click of one packet in each second; what was sent, without the contents. */
    private static List<String> clicks(int refusals) {
        var out = new Outgoing(true, parameters -> parameters.comfortNoise(13));
        out.sender.suppressSilence(true);
        var random = new Random(5);
        for (int second = 0; second < 4; second++) {
            short[] pcm = new short[8_000];
            for (int i = 0; i < pcm.length; i++) {
                boolean click = i / Outgoing.PACKET == 30;
                pcm[i] = (short) ((click ? 8_000 : 20) * (random.nextDouble() - 0.5));
            }
            out.sender.add(new Segment(pcm, NOBODY, false));
            for (int slot = 0; slot < 50; slot++) {
                work(out, refusals);
                out.slot();
            }
        }
        assertEquals(0, out.counters.codecLate());
        return out.sent.stream()
                .map(packet -> packet.timestamp() + " " + packet.payloadType() + " " + packet.marker())
                .toList();
    }

    /** Each packet is refused so many times, and then taken, all between two packet times. */
    private static void work(Outgoing out, int refusals) {
        while (out.waiting() > 0) {
            for (int i = 0; i < refusals; i++) {
                out.refuse();
                out.sender.add(new Segment(new short[0], NOBODY, false));
            }
            out.finish();
        }
    }

    @Test
    @DisplayName(
            "regression: its audio is listened to once: how often it was refused changes nothing of what is silence")
    void listenedToOnce() {
        List<String> taken = clicks(0);
        assertTrue(taken.stream().anyMatch(packet -> packet.contains(" 96 ")), taken.toString());
        assertTrue(taken.stream().anyMatch(packet -> packet.contains(" 13 ")), taken.toString());
        assertEquals(taken, clicks(1));
        assertEquals(taken, clicks(5));
    }

    @Test
    @DisplayName(
            "what a processor made is for its packet time: refused until there is newer, it is thrown away, and no delay for that")
    void processor() {
        var out = new Outgoing(true);
        for (int i = 1; i <= 4; i++) {
            short[] frame = new short[Outgoing.PACKET];
            Arrays.fill(frame, (short) i);
            out.sender.addProcessed(frame);
            if (i < 3) {
                out.refuse();
            } else {
                out.finishAll();
            }
            out.slot();
            if (i < 3) {
                out.refuse();
            } else {
                out.finishAll();
            }
        }
        assertEquals(List.of("2: M 0 at 160 2..2", "3: 1 at 320 3..3", "4: 2 at 480 4..4"), out.log());
        assertEquals(Outgoing.PACKET, out.counters.processorDropped());
        assertEquals(1, out.counters.codecLate());
        assertEquals(List.of("new"), out.codec.log);
    }
}
