// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.voice.backend.CallFailedException;
import dev.demitasse.voice.backend.SipVoiceBackend;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that has a backend on this machine's network. Ctrl-C ends all its calls with BYE, and lets the command say its
 * last lines, before the process ends.
 */
abstract class BackendCommand implements Callable<Integer> {
    /** How long Ctrl-C waits for the last lines. */
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    @Option(
            names = "--rtp",
            paramLabel = "HOST:FIRST-LAST",
            converter = PortRange.Converter.class,
            description = "Where RTP is heard (the host of --sip, ports 10000-20000).")
    private Optional<PortRange> rtp;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            split = ",",
            description = "The codecs, the preferred one first (PCMU,PCMA; there are also G722, L16 and opus).")
    private List<String> codecs = List.of();

    @Spec
    private CommandSpec spec;

    private Output out;

    /** Where SIP is heard. */
    abstract InetSocketAddress sip();

    /** What can be found wrong before anything is opened. */
    void check() {}

    /** What the command is for; the backend is not started. */
    abstract int run(Network network, SipVoiceBackend backend);

    /** Ctrl-C: ends all calls. */
    void interrupted(SipVoiceBackend backend) {
        backend.close();
    }

    final Output out() {
        return out;
    }

    @Override
    @SuppressWarnings("try") // the hook is there to be closed
    public final Integer call() throws Exception {
        out = Output.of(spec);
        check();
        try (var network = Network.system();
                var backend = Backends.configured(network, sip(), rtp, codecs).build()) {
            var over = new AtomicBoolean();
            Signal changed = network.newSignal();
            try (var hook = network.onShutdown(() -> {
                interrupted(backend);
                changed.await(over::get, Deadlines.after(network.now(), LAST_LINES));
            })) {
                return run(network, backend);
            } catch (CallFailedException failed) {
                // Said here: after Ctrl-C the process is gone when the hook is.
                return Demitasse.failed(spec.commandLine(), failed);
            } finally {
                over.set(true);
                changed.raise();
            }
        }
    }
}
