// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("what a processor makes while no audio is sent does not delay what it makes afterwards")
class ProcessorDelayTest {
    private static final int FRAME = 160;

    /** Each sample says in which frame it was made. */
    private static final class Speaker {
        private final Outgoing outgoing;
        private int ptimeMillis;
        private int frame;
        private int millis;
        private int slotMillis;

        Speaker(boolean costly, int ptimeMillis) {
            this.ptimeMillis = ptimeMillis;
            outgoing = new Outgoing(costly, builder -> builder.ptimeMillis(ptimeMillis));
        }

        /** A frame before the packet of the same time, as in a session. */
        void run(int untilMillis, Runnable slot) {
            for (; millis < untilMillis; millis += 10) {
                if (millis % 20 == 0) {
                    short[] pcm = new short[FRAME];
                    Arrays.fill(pcm, (short) ++frame);
                    outgoing.sender.addProcessed(pcm);
                    outgoing.finishAll();
                }
                if (millis == slotMillis) {
                    slot.run();
                    outgoing.finishAll();
                    slotMillis += ptimeMillis;
                }
            }
        }

        /** Packet times begin with a frame again, as in a session. */
        void change(int nextPtimeMillis) {
            ptimeMillis = nextPtimeMillis;
            outgoing.update(builder -> builder.ptimeMillis(nextPtimeMillis));
            int later = slotMillis % 20;
            slotMillis += later;
            outgoing.sender.skipNanos(later * 1_000_000L);
        }

        /** How old the oldest sample of the last packets of audio is, in frames. */
        int age() {
            List<Outgoing.Sent> sent = outgoing.sent;
            int oldest = 0;
            for (Outgoing.Sent packet : sent.subList(sent.size() - 4, sent.size())) {
                int madeBy = packet.timestamp() / FRAME + 1;
                oldest = Math.max(oldest, madeBy - packet.samples().get(0));
            }
            return oldest;
        }
    }

    @ParameterizedTest(name = "{1} ms, costly: {0}")
    @CsvSource({
        "false, 10",
        "false, 20",
        "false, 30",
        "false, 40",
        "false, 60",
        "true, 10",
        "true, 20",
        "true, 40",
        "true, 60"
    })
    @DisplayName("digits: the delay after them is no more than before, and nothing is heard of before them")
    void digits(boolean costly, int ptimeMillis) {
        var speaker = new Speaker(costly, ptimeMillis);
        speaker.run(1_200, speaker.outgoing::slot);
        int before = speaker.age();
        for (int i = 0; i < 3; i++) {
            speaker.outgoing.digit('5');
        }
        speaker.run(2_400, speaker.outgoing::slot);
        int firstAfter = 0;
        for (Outgoing.Sent packet : speaker.outgoing.sent) {
            boolean event = packet.payloadType() == 101;
            firstAfter = event ? packet.slot() : firstAfter;
            if (!event && firstAfter > 0) {
                assertTrue(packet.samples().get(0) > (firstAfter - 1) * ptimeMillis / 20 - before, packet::toString);
                break;
            }
        }
        assertTrue(firstAfter > 0);
        assertTrue(speaker.age() <= before, speaker.age() + " frames, before " + before);
        if (!costly) {
            assertEquals(before, speaker.age());
        }
    }

    @ParameterizedTest(name = "{1} ms, costly: {0}")
    @CsvSource({"false, 20", "false, 30", "false, 60", "true, 20", "true, 60"})
    @DisplayName("nobody to send to: the delay is the same as if there had been somebody from the beginning")
    void noTarget(boolean costly, int ptimeMillis) {
        var always = new Speaker(costly, ptimeMillis);
        always.run(2_400, always.outgoing::slot);
        var late = new Speaker(costly, ptimeMillis);
        late.run(1_230, late.outgoing::skipSlot);
        late.run(2_400, late.outgoing::slot);
        assertTrue(late.age() <= always.age(), late.age() + " frames, not " + always.age());
    }

    @ParameterizedTest(name = "costly: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "packets of another length, or other packet times: the delay is the same as if they had been so from the beginning")
    void otherLength(boolean costly) {
        int[] lengths = {10, 20, 40, 60};
        for (int before : lengths) {
            for (int after : lengths) {
                var always = new Speaker(costly, after);
                always.run(2_400, always.outgoing::slot);
                for (int millis = 1_200; millis < 1_320; millis += 10) {
                    var changed = new Speaker(costly, before);
                    changed.run(millis, changed.outgoing::slot);
                    changed.change(after);
                    changed.run(2_400, changed.outgoing::slot);
                    String change = before + " to " + after + " ms at " + millis;
                    assertTrue(
                            changed.age() <= always.age(),
                            changed.age() + " frames, not " + always.age() + ": " + change);
                }
            }
        }
    }

    @Test
    @DisplayName("regression: a piece that was held back before a digit is not held back once more after it")
    void heldBackBefore() {
        var outgoing = new Outgoing(false);
        var audio = new OutgoingAudio(outgoing.queue, outgoing.counters, millis -> {});
        audio.configure(AudioFormat.NARROWBAND, 20);
        outgoing.add(Outgoing.PACKET / 2, false);
        assertEquals(OutgoingAudio.Source.NOTHING, audio.next(), "more may follow on it");
        audio.onMissed();
        assertEquals(OutgoingAudio.Source.QUEUE, audio.next());
    }
}
