// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.voice.backend.Disconnection;
import dev.demitasse.voice.backend.SipVoiceBackend;
import dev.demitasse.voice.backend.VoiceSession;
import java.net.InetSocketAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Answers every call and sends back what it hears. Ctrl-C ends all calls with BYE. */
@Command(name = "echo", description = "Answers calls from any phone and echoes.", mixinStandardHelpOptions = true)
final class EchoCommand extends BackendCommand {
    @Option(
            names = "--sip",
            paramLabel = "HOST:PORT",
            converter = HostPort.class,
            defaultValue = "0.0.0.0:5060",
            description = "Where SIP is heard (${DEFAULT-VALUE}: on every address of this machine).")
    private InetSocketAddress sip;

    @Override
    InetSocketAddress sip() {
        return sip;
    }

    @Override
    int run(Network network, SipVoiceBackend backend) {
        backend.onCall(this::echo);
        backend.onDtmfReceived(this::dtmf);
        backend.onCallDisconnected(this::ended);
        backend.start();
        out().line("listening on %s (Ctrl-C ends)", Output.text(backend.localSipAddress()));
        out().lines(CallAddresses.lines(backend.localSipAddress(), CallAddresses.ofThisMachine()));
        backend.awaitTermination();
        return 0;
    }

    private void echo(VoiceSession session) {
        out().line("%s  call from %s, %s", Output.tag(session), session.caller(), session.codec());
        session.headers().forEach((name, value) -> out().line("%s  %s: %s", Output.tag(session), name, value));
        // On the media loop: what is heard goes back in the same 20 ms. A loop of read() and write() does as well, a
        // frame later.
        session.processor((received, toSend, now) -> {
            System.arraycopy(received, 0, toSend, 0, Math.min(received.length, toSend.length));
            return true;
        });
        session.awaitEnd();
    }

    private void dtmf(VoiceSession session, DtmfEvent event) {
        out().line("%s  key %s (%d ms)", Output.tag(session), event.digit(), event.durationMillis());
    }

    private void ended(VoiceSession session, Disconnection how) {
        out().line("%s  ended: %s; %s", Output.tag(session), how, Story.brief(session.report()));
    }

    @Override
    void interrupted(SipVoiceBackend backend) {
        int calls = backend.sessions().size();
        if (calls > 0) {
            out().line("ending %d call%s", calls, calls == 1 ? "" : "s");
        }
        super.interrupted(backend);
    }
}
