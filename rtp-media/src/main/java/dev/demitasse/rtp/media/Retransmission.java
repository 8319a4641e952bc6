// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.SentHistory;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers a peer that asks for packets again, while it may (RFC 4585 section 6.2.1). Confined to the media loop. */
final class Retransmission {
    private final Consumer<ByteBuffer> sender;
    private Optional<SentHistory> history = Optional.empty();

    Retransmission(Consumer<ByteBuffer> sender) {
        this.sender = sender;
    }

    /** Goes by other parameters, and packets of up to so many bytes. What is kept is forgotten only if those will not fit. */
    void update(RtpParameters parameters, int packetBytes) {
        if (!parameters.genericNack()) {
            history = Optional.empty();
        } else if (history.filter(kept -> kept.packetBytes() >= packetBytes).isEmpty()) {
            history = Optional.of(new SentHistory(packetBytes));
        }
    }

    /** A packet is sent for the first time. */
    void keep(ByteBuffer packet) {
        if (history.isPresent()) {
            history.get().keep(packet);
        }
    }

    /** What the peer misses goes out again, as far as it is there. */
    void onNack(GenericNack nack) {
        history.ifPresent(
                kept -> nack.missing().forEach(sequence -> kept.give(sequence).ifPresent(sender)));
    }

    /** Our source is another: nobody may ask for packets of the one before. */
    void clear() {
        history.ifPresent(SentHistory::clear);
    }
}
