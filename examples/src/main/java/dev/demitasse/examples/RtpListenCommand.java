// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpParametersBuilder;
import dev.demitasse.rtp.media.RtpPortAllocator;
import dev.demitasse.rtp.media.RtpSession;
import dev.demitasse.rtp.media.RtpSessionBuilder;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.Ssrc;
import dev.demitasse.rtp.media.spi.AudioCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hears one stream, until the other end says goodbye. */
@Command(
        name = "listen",
        description = "Hears RTP on a port: prints keys and figures, records.",
        mixinStandardHelpOptions = true)
final class RtpListenCommand extends RtpSide {
    private static final double LONGEST_SECONDS = 86_400;

    @Option(
            names = "--at",
            paramLabel = "HOST:PORT",
            converter = HostPort.class,
            defaultValue = "127.0.0.1:5004",
            description = "Where RTP is heard, an even port; RTCP is on the next one (${DEFAULT-VALUE}).")
    private InetSocketAddress at;

    @Option(names = "--record", paramLabel = "FILE", description = "Where to write what is heard, as WAV.")
    private Optional<Path> record;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "How long to listen (until the other end says goodbye, or is silent for 30 s).")
    private Optional<Double> duration;

    private final AtomicBoolean over = new AtomicBoolean();
    private Recording recording;

    @Override
    void check() {
        if (at.getPort() == 0 || at.getPort() % 2 != 0) {
            throw new Failure("RTP is heard on an even port: " + at.getPort());
        }
        duration.ifPresent(seconds -> DialCommand.requireSeconds("--duration", seconds));
        recording = new Recording(record);
    }

    @Override
    RtpSessionBuilder open(Network network, AudioPayload payload) throws IOException {
        var ports = new RtpPortAllocator(network, at.getAddress(), at.getPort(), at.getPort() + 1).allocate();
        RtpParametersBuilder parameters = RtpParameters.builder(payload).telephoneEvent(TELEPHONE_EVENT);
        for (AudioCodec codec : AudioCodecs.installed().all()) {
            // What RFC 3551 has numbered needs no agreement.
            codec.staticPayloadType().ifPresent(number -> receive(parameters, payload, AudioPayload.of(number, codec)));
        }
        return RtpSession.builder(network, ports, parameters.build()).audioListener(recording::write);
    }

    private static void receive(RtpParametersBuilder to, AudioPayload chosen, AudioPayload known) {
        if (known.payloadType() != chosen.payloadType()) {
            to.receive(known);
        }
    }

    @Override
    void hold(Network network, RtpSession session) {
        out().line("listening on %s (Ctrl-C ends)", Output.text(session.ports().rtpAddress()));
        double seconds = Math.min(duration.orElse(LONGEST_SECONDS), LONGEST_SECONDS);
        await(over::get, Deadlines.after(network.now(), Duration.ofMillis(Math.round(seconds * 1_000))));
    }

    @Override
    void tell(RtpStatistics statistics) {
        recording.close();
        super.tell(statistics);
        record.ifPresent(file -> out().line("recorded   %.1f s in %s", recording.seconds(), file));
    }

    @Override
    public void onFirstPacket(InetSocketAddress from, Ssrc ssrc, long now) {
        out().line("hearing %s", Output.text(from));
    }

    @Override
    public void onDtmfReceived(DtmfEvent event, long now) {
        out().line("key %s (%d ms)", event.digit(), event.durationMillis());
    }

    @Override
    public void onGoodbye(Ssrc ssrc, long now) {
        out().line("goodbye");
        end();
    }

    @Override
    public void onMediaTimeout(Duration silence, boolean everReceived, long now) {
        if (everReceived) {
            out().line("nothing was heard for %d s", silence.toSeconds());
            end();
        }
    }

    private void end() {
        over.set(true);
        raise();
    }
}
