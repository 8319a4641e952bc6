// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Hands received frames to a listener on the session's lane. The loop rings; the lane empties the queue. */
final class AudioTap implements Runnable {
    private final LoopAccess access;
    private final FrameRing ring;
    private final Consumer<? super AudioFrame> listener;
    private final AtomicBoolean rung = new AtomicBoolean();

    AudioTap(LoopAccess access, FrameRing ring, Consumer<? super AudioFrame> listener) {
        this.access = access;
        this.ring = ring;
        this.listener = listener;
    }

    /** A frame is there. On the loop. */
    void onFrame() {
        if (rung.compareAndSet(false, true)) {
            access.onLane(this);
        }
    }

    @Override
    public void run() {
        rung.set(false);
        for (Optional<AudioFrame> frame = ring.poll(); frame.isPresent(); frame = ring.poll()) {
            listener.accept(frame.get());
        }
    }
}
