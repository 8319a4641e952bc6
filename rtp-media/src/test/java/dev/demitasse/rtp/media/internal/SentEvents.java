// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.DtmfEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A sender of digits, and what it does in each packet time: a line with time, timestamp, marker and payload. */
final class SentEvents {
    final DtmfSender sender = new DtmfSender();
    final DtmfReceiver receiver = new DtmfReceiver();
    final List<String> log = new ArrayList<>();
    final List<DtmfEvent> heard = new ArrayList<>();
    private int now;
    private int packets;

    void add(DtmfEvent... events) {
        sender.add(List.of(events), () -> log.add("sent"));
    }

    /** Packet times pass in which the sender is not asked, as on hold. */
    void pass(int ticks) {
        now += ticks;
    }

    /** Packet times of 20 ms at 8 kHz. */
    void run(int slots) {
        run(slots, 160, 8_000);
    }

    void run(int slots, int slotTicks, int clockRateHz) {
        for (int slot = 0; slot < slots; slot++) {
            switch (sender.onSlot(now, slotTicks, clockRateHz)) {
                case NOTHING -> log.add(now + " audio");
                case PAUSE -> log.add(now + " pause");
                case PACKET -> packet(slotTicks, clockRateHz);
                default -> throw new AssertionError();
            }
            now += slotTicks;
        }
    }

    private void packet(int slotTicks, int clockRateHz) {
        String marker = sender.marker() ? " M" : "";
        ByteBuffer to = ByteBuffer.allocate(DtmfSender.PAYLOAD_BYTES);
        sender.writePayload(to);
        String end = (to.get(1) & 0x80) != 0 ? " E" : "";
        log.add(now + " ts " + sender.timestamp() + marker + " event " + to.get(0) + end + " vol " + (to.get(1) & 0x3F)
                + " dur " + (to.getShort(2) & 0xFFFF));
        var packet = Packets.packet(101, packets++, sender.timestamp(), to.array());
        heard.addAll(receiver.onPacket(packet, clockRateHz, 0));
    }
}
