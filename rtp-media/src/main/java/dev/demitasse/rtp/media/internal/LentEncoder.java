// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An encoder that a media loop lends to a worker, and that is closed exactly once: by whoever closes it, or, if it is working then, by
 * the worker when it is done. A worker that never begins, because its pool refused or has dropped the work, is not waited for.
 * Thread-safe.
 *
 * <table>
 * <caption>States, and what becomes of them</caption>
 * <tr><th>state</th><th>lend</th><th>begin</th><th>end</th><th>takeBack</th><th>close</th></tr>
 * <tr><td>HERE</td><td>QUEUED</td><td>-</td><td>-</td><td>-</td><td>CLOSED, now</td></tr>
 * <tr><td>QUEUED</td><td>-</td><td>WORKING</td><td>-</td><td>HERE</td><td>CLOSED, now</td></tr>
 * <tr><td>WORKING</td><td>-</td><td>-</td><td>HERE</td><td>-</td><td>LEFT</td></tr>
 * <tr><td>LEFT</td><td>-</td><td>-</td><td>CLOSED, now</td><td>-</td><td>LEFT</td></tr>
 * <tr><td>CLOSED</td><td>refused</td><td>refused</td><td>-</td><td>CLOSED</td><td>CLOSED</td></tr>
 * </table>
 */
final class LentEncoder {
    private enum State {
        HERE,
        QUEUED,
        WORKING,
        LEFT,
        CLOSED;

        State closed() {
            return this == WORKING || this == LEFT ? LEFT : CLOSED;
        }
    }

    private final AudioEncoder encoder;
    private final AtomicReference<State> state = new AtomicReference<>(State.HERE);

    LentEncoder(AudioEncoder encoder) {
        this.encoder = encoder;
    }

    /** The encoder itself, for the worker between {@link #begin} and {@link #end}. */
    AudioEncoder encoder() {
        return encoder;
    }

    /** The loop is about to queue work; tells whether there is an encoder still. */
    boolean lend() {
        return state.compareAndSet(State.HERE, State.QUEUED);
    }

    /** The worker begins; tells whether there is an encoder still. */
    boolean begin() {
        return state.compareAndSet(State.QUEUED, State.WORKING);
    }

    /** The worker is done; gives what closing has thrown. */
    Optional<Throwable> end() {
        if (state.compareAndSet(State.WORKING, State.HERE)) {
            return Optional.empty();
        }
        state.set(State.CLOSED);
        return closeNow();
    }

    /** The worker will not begin. */
    void takeBack() {
        state.compareAndSet(State.QUEUED, State.HERE);
    }

    /** Nobody wants it any more; gives what closing has thrown. */
    Optional<Throwable> close() {
        return switch (state.getAndUpdate(State::closed)) {
            case HERE, QUEUED -> closeNow();
            case WORKING, LEFT, CLOSED -> Optional.empty();
        };
    }

    private Optional<Throwable> closeNow() {
        try {
            encoder.close();
            return Optional.empty();
        } catch (Throwable thrown) { // a codec is foreign code, and may throw what it does not declare
            return Optional.of(thrown);
        }
    }
}
