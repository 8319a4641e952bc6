// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.RtpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

@Label("digits under loss: any pattern that leaves one packet of a digit yields that digit exactly once, in order")
class DtmfPropertyTest {
    private record Sent(int digit, int slot, RtpPacket packet) {}

    private static List<Sent> send(String digits, int durationMillis, int ptimeMillis, int firstTimestamp) {
        var sender = new DtmfSender();
        var over = new ArrayList<Integer>();
        for (char digit : digits.toCharArray()) {
            sender.add(List.of(DtmfEvent.of(digit, durationMillis)), () -> over.add(1));
        }
        var sent = new ArrayList<Sent>();
        int slotTicks = ptimeMillis * 8;
        for (int slot = 0; sender.pending() > 0; slot++) {
            int digit = over.size();
            if (sender.onSlot(firstTimestamp + slot * slotTicks, slotTicks, 8000) == DtmfSender.Output.PACKET) {
                ByteBuffer payload = ByteBuffer.allocate(4);
                sender.writePayload(payload);
                sent.add(new Sent(digit, slot, Packets.packet(101, slot, sender.timestamp(), payload.array())));
            }
        }
        return sent;
    }

    @Property
    void everyDigitOnce(
            @ForAll @NotEmpty @StringLength(max = 12) @CharRange(from = '0', to = '9') String digits,
            @ForAll @IntRange(min = 40, max = 300) int durationMillis,
            @ForAll @IntRange(min = 1, max = 6) int tensOfMillis,
            @ForAll int firstTimestamp,
            @ForAll @IntRange(max = 95) int lossPercent,
            @ForAll long seed) {
        var random = new Random(seed);
        int ptimeMillis = 10 * tensOfMillis;
        var receiver = new DtmfReceiver();
        var heard = new StringBuilder();
        List<Sent> all = send(digits, durationMillis, ptimeMillis, firstTimestamp);
        int slot = 0;
        for (Sent sent : kept(all, digits.length(), lossPercent, random)) {
            for (; slot <= sent.slot(); slot++) {
                receiver.onTimeout(slot * ptimeMillis * 1_000_000L).forEach(event -> heard.append(event.digit()));
            }
            long now = sent.slot() * ptimeMillis * 1_000_000L;
            receiver.onPacket(sent.packet(), 8000, now).forEach(event -> heard.append(event.digit()));
        }
        receiver.onTimeout(Long.MAX_VALUE - 1).forEach(event -> heard.append(event.digit()));
        assertEquals(digits, heard.toString());
    }

    /** Loses packets, but never the last that is left of a digit; duplicates some. */
    private static List<Sent> kept(List<Sent> all, int digits, int lossPercent, Random random) {
        var kept = new ArrayList<Sent>();
        for (int digit = 0; digit < digits; digit++) {
            int wanted = digit;
            List<Sent> packets =
                    all.stream().filter(sent -> sent.digit() == wanted).toList();
            Sent survivor = packets.get(random.nextInt(packets.size()));
            for (Sent packet : packets) {
                if (packet == survivor || random.nextInt(100) >= lossPercent) {
                    kept.add(packet);
                    if (random.nextInt(10) == 0) {
                        kept.add(packet);
                    }
                }
            }
        }
        return kept;
    }
}
