// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.RtpListener;
import dev.demitasse.rtp.media.RtpSession;
import dev.demitasse.rtp.media.RtpSessionBuilder;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.spi.AudioCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One end of a stream of RTP. Ctrl-C says goodbye to the other end (RTCP BYE), and the figures come all the same. */
abstract class RtpSide implements Callable<Integer>, RtpListener {
    /** Keys go under this payload type; RFC 4733 gives none. */
    static final int TELEPHONE_EVENT = 101;

    private static final int FIRST_DYNAMIC_PAYLOAD_TYPE = 96;
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            defaultValue = "PCMU",
            description = "The codec: PCMU, PCMA, G722, L16 or opus (${DEFAULT-VALUE}).")
    private String codec;

    @Option(
            names = "--payload-type",
            paramLabel = "NUMBER",
            description = "Its payload type (that of RFC 3551, or 96).")
    private Optional<Integer> payloadType;

    @Spec
    private CommandSpec spec;

    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Output out;
    private Signal changed;

    /** What can be found wrong before anything is opened. */
    abstract void check();

    /** Binds this end's ports, and says what is agreed on: nobody is asked. */
    abstract RtpSessionBuilder open(Network network, AudioPayload payload) throws IOException;

    /** What is done until it is over; the session has begun. */
    abstract void hold(Network network, RtpSession session);

    /** Tells how it was. */
    void tell(RtpStatistics statistics) {
        out.lines(Story.of(statistics));
    }

    final Output out() {
        return out;
    }

    /** Something has happened that {@link #await} may wait for. */
    final void raise() {
        changed.raise();
    }

    /** Waits until it is done, or Ctrl-C is pressed. */
    final void await(BooleanSupplier done, long deadline) {
        changed.await(() -> done.getAsBoolean() || interrupted.get(), deadline);
    }

    final boolean isInterrupted() {
        return interrupted.get();
    }

    @Override
    public final void onClosed(RtpStatistics statistics, long now) {
        closed.set(true);
        raise();
    }

    @Override
    @SuppressWarnings("try") // the hook is there to be closed
    public final Integer call() throws Exception {
        out = Output.of(spec);
        AudioPayload payload = payload();
        check();
        try (Network network = Network.system()) {
            changed = network.newSignal();
            var told = new AtomicBoolean();
            try (var hook = network.onShutdown(() -> {
                interrupted.set(true);
                raise();
                changed.await(told::get, Deadlines.after(network.now(), LAST_LINES));
            })) {
                run(network, payload);
            } finally {
                told.set(true);
                raise();
            }
        }
        return 0;
    }

    private void run(Network network, AudioPayload payload) {
        RtpSession session = opened(network, payload);
        session.start();
        hold(network, session);
        session.close();
        changed.await(closed::get, Deadlines.after(network.now(), LAST_LINES));
        tell(session.statistics());
    }

    private RtpSession opened(Network network, AudioPayload payload) {
        try {
            return open(network, payload).listener(this).build();
        } catch (IOException refused) {
            throw new Failure(refused.getMessage(), refused);
        }
    }

    private AudioPayload payload() {
        AudioCodec found = codec();
        int number = payloadType.orElse(found.staticPayloadType().orElse(FIRST_DYNAMIC_PAYLOAD_TYPE));
        if (number < 0 || number > 127 || number == TELEPHONE_EVENT) {
            throw new Failure(number + " is no payload type for audio (0 to 127; " + TELEPHONE_EVENT + " is for keys)");
        }
        return new AudioPayload(number, found, found.formatParameters());
    }

    private AudioCodec codec() {
        try {
            return AudioCodecs.installed().named(codec);
        } catch (NoSuchElementException unknown) {
            throw new Failure(unknown.getMessage(), unknown);
        }
    }
}
