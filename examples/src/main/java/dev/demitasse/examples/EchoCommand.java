// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.voice.backend.Disconnection;
import dev.demitasse.voice.backend.SipVoiceBackend;
import dev.demitasse.voice.backend.VoiceSession;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers every call and sends back what it hears. Ctrl-C ends all calls with BYE. */
@Command(name = "echo", description = "Answers calls from any phone and echoes.", mixinStandardHelpOptions = true)
final class EchoCommand implements Callable<Integer> {
    @Option(
            names = "--sip",
            paramLabel = "HOST:PORT",
            converter = HostPort.class,
            defaultValue = "0.0.0.0:5060",
            description = "Where SIP is heard (${DEFAULT-VALUE}).")
    private InetSocketAddress sip;

    @Option(
            names = "--rtp",
            paramLabel = "HOST:FIRST-LAST",
            converter = PortRange.Converter.class,
            description = "Where RTP is heard (the host of --sip, ports 10000-20000).")
    private Optional<PortRange> rtp;

    @Spec
    private CommandSpec spec;

    private Output out;

    @Override
    @SuppressWarnings("try") // the hook is there to be closed
    public Integer call() throws Exception {
        out = Output.of(spec);
        try (var network = Network.system();
                var backend = Backends.configured(network, sip, rtp).build();
                var hook = network.onShutdown(() -> endAll(backend))) {
            backend.onCall(this::echo);
            backend.onDtmfReceived(this::dtmf);
            backend.onCallDisconnected(this::ended);
            backend.start();
            out.line("listening on %s (Ctrl-C ends)", Output.text(backend.localSipAddress()));
            backend.awaitTermination();
        }
        return 0;
    }

    private void echo(VoiceSession session) {
        out.line("%s  call from %s, %s", Output.tag(session), session.caller(), session.codec());
        session.headers().forEach((name, value) -> out.line("%s  %s: %s", Output.tag(session), name, value));
        // On the media loop: what is heard goes back in the same 20 ms. A loop of read() and write() does as well, a
        // frame later.
        session.processor((received, toSend, now) -> {
            System.arraycopy(received, 0, toSend, 0, Math.min(received.length, toSend.length));
            return true;
        });
        session.awaitEnd();
    }

    private void dtmf(VoiceSession session, DtmfEvent event) {
        out.line("%s  key %s (%d ms)", Output.tag(session), event.digit(), event.durationMillis());
    }

    private void ended(VoiceSession session, Disconnection how) {
        out.line("%s  ended: %s; %s", Output.tag(session), how, Story.brief(session.report()));
    }

    private void endAll(SipVoiceBackend backend) {
        int calls = backend.sessions().size();
        if (calls > 0) {
            out.line("ending %d call%s", calls, calls == 1 ? "" : "s");
        }
        backend.close();
    }
}
