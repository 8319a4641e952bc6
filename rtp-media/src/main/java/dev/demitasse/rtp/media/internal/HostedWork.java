// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** The work of a costly codec, done where the sender lives; its failures are counted. Confined to the media loop. */
final class HostedWork implements AheadEncoder.Client {
    private final SendHost host;
    private final SendCounters counters;
    private final Runnable onFinished;

    HostedWork(SendHost host, SendCounters counters, Runnable onFinished) {
        this.host = host;
        this.counters = counters;
        this.onFinished = onFinished;
    }

    @Override
    public void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result) {
        host.compute(work, result);
    }

    @Override
    public void onFinished() {
        onFinished.run();
    }

    @Override
    public void onFailure(Throwable thrown) {
        counters.onCodecFailure();
        host.onCodecFailure(thrown);
    }
}
