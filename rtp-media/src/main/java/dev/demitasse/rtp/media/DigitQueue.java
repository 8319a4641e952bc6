// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.DtmfSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The digits of a session that are to be sent, and who waits for them. Confined to the media loop. */
final class DigitQueue {
    private static final int MAXIMUM_DIGITS = 256;
    private static final int MINIMUM_DIGIT_MILLIS = 40;
    private static final int MAXIMUM_DIGIT_TICKS = 0xFFFF;

    private final DtmfSender sender = new DtmfSender();
    private final List<CompletableFuture<Void>> unsent = new ArrayList<>();
    private final Consumer<Runnable> lane;

    DigitQueue(Consumer<Runnable> lane) {
        this.lane = lane;
    }

    /** Checks digits against what was agreed on. From any thread. */
    static List<DtmfEvent> requireSendable(List<DtmfEvent> events, RtpParameters parameters) {
        if (parameters.sendTelephoneEvent().isEmpty()) {
            throw new IllegalStateException("the peer takes no telephone-event");
        }
        if (events.isEmpty() || events.size() > MAXIMUM_DIGITS) {
            throw new IllegalArgumentException(events.size() + " digits");
        }
        long clockRateHz = parameters
                .sendTelephoneEventClockRateHz()
                .orElse(parameters.send().codec().clockRateHz());
        for (DtmfEvent event : events) {
            if (event.durationMillis() < MINIMUM_DIGIT_MILLIS
                    || event.durationMillis() * clockRateHz / 1000 > MAXIMUM_DIGIT_TICKS) {
                throw new IllegalArgumentException("digit of " + event.durationMillis() + " ms");
            }
        }
        return events;
    }

    DtmfSender sender() {
        return sender;
    }

    void add(List<DtmfEvent> events, CompletableFuture<Void> done, boolean possible) {
        if (!possible || sender.pending() + events.size() > MAXIMUM_DIGITS) {
            fail(done);
            return;
        }
        unsent.add(done);
        sender.add(events, () -> {
            unsent.remove(done);
            lane.accept(() -> done.complete(null));
        });
    }

    void clear() {
        sender.clear();
        unsent.forEach(this::fail);
        unsent.clear();
    }

    private void fail(CompletableFuture<Void> done) {
        lane.accept(() -> done.completeExceptionally(new CancellationException("the digits were not sent")));
    }
}
