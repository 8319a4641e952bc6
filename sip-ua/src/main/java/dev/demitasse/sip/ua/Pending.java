// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A result the loop gives once, in two forms: a future that is completed on a lane, and a wait that does not need that lane
 * to be free. The first completion counts. Thread-safe.
 *
 * @param <T> the result's type
 */
final class Pending<T> {
    /** What came of it: a value, or a failure. */
    private record Result<T>(Optional<T> value, Optional<RuntimeException> failure) {}

    private final Network network;
    private final Executor lane;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final AtomicReference<Optional<Signal>> signal = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Result<T>>> result = new AtomicReference<>(Optional.empty());

    Pending(Network network, Executor lane) {
        this.network = network;
        this.lane = lane;
    }

    boolean isDone() {
        return result.get().isPresent();
    }

    void complete(T value) {
        finish(new Result<>(Optional.of(value), Optional.empty()), () -> future.complete(value));
    }

    void fail(RuntimeException failure) {
        finish(new Result<>(Optional.empty(), Optional.of(failure)), () -> future.completeExceptionally(failure));
    }

    private void finish(Result<T> outcome, Runnable completion) {
        Optional<Result<T>> before = result.get();
        if (before.isPresent() || !result.compareAndSet(before, Optional.of(outcome))) {
            return;
        }
        // Whoever waits has set the signal before looking at the result, so one of the two sees the other.
        signal.get().ifPresent(Signal::raise);
        try {
            lane.execute(completion);
        } catch (RejectedExecutionException closed) {
            // The network is closed: there is no thread left that a continuation could run on.
        }
    }

    CompletableFuture<T> future() {
        return future.copy();
    }

    T await() {
        Optional<Signal> waiting = signal.get();
        if (waiting.isEmpty()) {
            signal.compareAndSet(waiting, Optional.of(network.newSignal()));
            waiting = signal.get();
        }
        waiting.orElseThrow().await(this::isDone, Deadlines.NEVER);
        Result<T> outcome = result.get().orElseThrow();
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        return outcome.value().orElseThrow();
    }
}
