// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.Playback;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpPorts;
import dev.demitasse.rtp.media.RtpSession;
import dev.demitasse.rtp.media.RtpSessionBuilder;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.audio.Resampler;
import dev.demitasse.rtp.media.audio.ToneGenerator;
import dev.demitasse.rtp.media.audio.ToneSequence;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends one stream: a file or a tone, then keys; then says goodbye. */
@Command(
        name = "send",
        description = "Sends RTP to a port: plays a file or a tone, presses keys.",
        mixinStandardHelpOptions = true)
final class RtpSendCommand extends RtpSide {
    private static final int TONE_MILLIS = 2_000;
    private static final String KEYS = "0123456789*#ABCD";

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT",
            converter = HostPort.class,
            required = true,
            description = "Where RTP is sent; RTCP goes to the next port.")
    private InetSocketAddress to;

    @Option(
            names = "--play",
            paramLabel = "FILE",
            description = "A WAV file to be played (a tone of 2 s, if there are no keys).")
    private Optional<Path> play;

    @Option(names = "--dtmf", paramLabel = "KEYS", defaultValue = "", description = "Keys to be pressed after that.")
    private String dtmf;

    private short[] sound = new short[0];

    @Override
    void check() {
        if (to.getPort() == 0 || to.getAddress().isAnyLocalAddress()) {
            throw new Failure("nobody can be sent to at " + Output.text(to));
        }
        if (dtmf.chars().anyMatch(key -> KEYS.indexOf(key) < 0)) {
            throw new Failure("'" + dtmf + "' has something that is no key (" + KEYS + ")");
        }
        sound = play.map(WavFile::read).orElse(sound);
    }

    @Override
    RtpSessionBuilder open(Network network, AudioPayload payload) throws IOException {
        RtpPorts ports = RtpPorts.bind(network, network.localAddressTowards(to));
        RtpParameters parameters = RtpParameters.builder(payload)
                .telephoneEvent(TELEPHONE_EVENT)
                .remote(to)
                .build();
        return RtpSession.builder(network, ports, parameters);
    }

    @Override
    void hold(Network network, RtpSession session) {
        out().line("sending to %s", Output.text(to));
        short[] samples = samples(session.sendFormat());
        if (samples.length > 0) {
            Playback playback = session.play(AudioFrame.of(session.sendFormat(), samples));
            playback.done().thenRun(this::raise);
            await(playback::isDone, Deadlines.NEVER);
        }
        if (!dtmf.isEmpty() && !isInterrupted()) {
            CompletableFuture<Void> pressed = session.sendDtmf(dtmf);
            pressed.whenComplete((nothing, failure) -> raise());
            await(pressed::isDone, Deadlines.NEVER);
        }
        // The last packets may be on their way yet, and the other end takes no more after the goodbye.
        await(() -> false, Deadlines.after(network.now(), Duration.ofMillis(200)));
    }

    private short[] samples(AudioFormat format) {
        if (play.isEmpty() && dtmf.isEmpty()) {
            short[] tone = new short[format.samples(TONE_MILLIS)];
            new ToneGenerator(ToneSequence.dial(), format).generate(tone, 0, tone.length);
            return tone;
        }
        return Resampler.resample(sound, AudioFormat.NARROWBAND, format);
    }

    @Override
    void tell(RtpStatistics statistics) {
        out().line("codec      %s", statistics.codec());
        super.tell(statistics);
    }
}
