// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.AudioSender;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.SendCounters;
import java.nio.ByteBuffer;

/** A session's packets on their way out: made in their packet time, kept for a peer that may miss them, sent once or twice. Confined to the media loop. */
final class Outlet {
    private final AudioSender sender;
    private final RtpLink link;
    private final SendCounters sent;
    private final LoopBuffers buffers;
    private final Retransmission retransmission;
    private final int copies;
    private boolean keeps;
    private long slotAt;

    Outlet(
            AudioSender sender,
            RtpLink link,
            SendCounters sent,
            LoopBuffers buffers,
            Retransmission retransmission,
            int copies) {
        this.sender = sender;
        this.link = link;
        this.sent = sent;
        this.buffers = buffers;
        this.retransmission = retransmission;
        this.copies = copies;
    }

    void update(RtpParameters next) {
        keeps = next.genericNack();
        retransmission.update(next, sender.maximumPacketBytes());
    }

    /** A packet time has come. */
    void onSlot(long at, long now) {
        slotAt = at;
        if (!link.hasTarget()) {
            sender.skip(1);
            return;
        }
        ByteBuffer packet = buffers.packet(sender.maximumPacketBytes());
        if (sender.onSlot(packet)) {
            transmit(packet, now);
        }
    }

    /** The packet that was not finished in the last packet time is. */
    void onLate(long now) {
        ByteBuffer packet = buffers.packet(sender.maximumPacketBytes());
        if (link.hasTarget() && sender.onLate(packet)) {
            transmit(packet, now);
        }
    }

    private void transmit(ByteBuffer packet, long now) {
        packet.flip();
        sent.onLateness(now - slotAt);
        if (keeps) {
            retransmission.keep(packet);
        }
        for (int copy = 0; copy < copies; copy++) {
            link.send(packet.rewind(), sender.payloadBytes(), now);
        }
    }
}
