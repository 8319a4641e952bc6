// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of one call on their way to its listeners. Confined to the loop; listeners run on the lane. */
final class CallEvents {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);
    private static final int MOST_KEPT = 64;

    private final Executor lane;
    private final List<Consumer<? super CallEvent>> listeners = new ArrayList<>(2);
    private final List<CallEvent> past = new ArrayList<>(4);

    CallEvents(Executor lane) {
        this.lane = lane;
    }

    void add(Consumer<? super CallEvent> listener) {
        listeners.add(listener);
        for (CallEvent event : past) {
            deliver(listener, event);
        }
    }

    void emit(CallEvent event) {
        if (past.size() < MOST_KEPT || event instanceof CallEvent.Ended) {
            past.add(event);
        }
        for (Consumer<? super CallEvent> listener : listeners) {
            deliver(listener, event);
        }
    }

    private void deliver(Consumer<? super CallEvent> listener, CallEvent event) {
        try {
            lane.execute(() -> tell(listener, event));
        } catch (RejectedExecutionException closed) {
            LOG.debug("the network is closed; nobody hears of {}", event);
        }
    }

    private static void tell(Consumer<? super CallEvent> listener, CallEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException thrown) {
            LOG.error("a listener has failed on {}", event, thrown);
        }
    }
}
