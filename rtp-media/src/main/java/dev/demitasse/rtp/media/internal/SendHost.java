// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Where an {@link AudioSender} lives. Called on the media loop: from the sender's methods, and from results of its work. */
public interface SendHost {
    /**
     * The application's audio ran dry in mid-speech.
     *
     * @param millis how long the hole was
     */
    void onUnderrun(int millis);

    /**
     * Runs work on a worker, and its result on the loop, not within this call.
     *
     * @param work computes, and throws nothing
     * @param result given what the work returns, or why it was refused
     */
    void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result);

    /** A packet may be finished after its packet time: {@link AudioSender#onLate} makes it. */
    void onLatePacket();

    /**
     * A costly codec has thrown; the packet is left out, if it was encoding one.
     *
     * @param thrown by the codec
     */
    void onCodecFailure(Throwable thrown);
}
