// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.voice.backend.SipVoiceBackend;
import dev.demitasse.voice.backend.VoiceSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One whole call on this machine: an echo service, and a caller who speaks, hears itself, presses keys and hangs up. */
@Command(name = "demo", description = "One phone call on loopback, explained.", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String KEYS = "123#";
    private static final Duration TAIL = Duration.ofSeconds(1);

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            description = "Over a simulated line that loses so much each way, in virtual time.")
    private Optional<Double> lossPercent;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "What the simulated line draws from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--wav", paramLabel = "FILE", description = "Where to write what the caller heard.")
    private Optional<Path> wav;

    @Spec
    private CommandSpec spec;

    private Output out;

    @Override
    public Integer call() {
        out = Output.of(spec);
        if (lossPercent.isPresent() && !(lossPercent.get() >= 0 && lossPercent.get() <= 50)) {
            throw new Failure("--loss takes 0 to 50 percent, not " + Numbers.text(lossPercent.get()));
        }
        Path file = wav.orElseGet(DemoCommand::defaultFile);
        try (var recording = WavWriter.create(file, SpokenPhrase.RATE);
                var line = lossPercent.isPresent() ? Line.simulated(lossPercent.get(), seed) : Line.loopback()) {
            out.line("%s", line.description());
            return demonstrate(line, recording, file) ? 0 : Demitasse.CALL_FAILED;
        }
    }

    private boolean demonstrate(Line line, WavWriter recording, Path file) {
        short[] phrase = SpokenPhrase.samples();
        var keys = new StringBuffer();
        VoiceSession call;
        try (var echo = backend(line.calleeNetwork(), line.calleeAddress());
                var caller = backend(line.callerNetwork(), line.callerAddress())) {
            echo.onCall(DemoCommand::echo).onDtmfReceived((session, key) -> keys.append(key.digit()));
            echo.start();
            caller.onAudioReceived((session, frame) -> recording.write(frame.samples()));
            caller.start();
            String uri = "sip:echo@" + Output.text(echo.localSipAddress());
            out.line("calling    %s", uri);
            call = caller.dial(uri);
            pause(line); // as people do, and a JVM that has just started loads its classes meanwhile
            out.line("speaking   %.1f s", (double) phrase.length / SpokenPhrase.RATE);
            call.play(phrase, SpokenPhrase.RATE).await(Duration.ofSeconds(10));
            pause(line);
            out.line("pressing   %s", KEYS);
            line.callerNetwork().await(call.sendDtmf(KEYS), Duration.ofSeconds(5));
            pause(line);
            call.disconnect();
        }
        recording.close();
        tell(call);
        return judge(phrase, WavFile.read(file), keys.toString(), file);
    }

    private void tell(VoiceSession call) {
        for (String line : Story.of(call.report())) {
            out.line("%s", line);
            if (line.startsWith("packets")) {
                out.line(
                        "           sent: what is spoken, and the keys; heard: the echo, which sends the pauses back, too");
            }
        }
    }

    /** Waits, in the line's time, for what is on its way. */
    private static void pause(Line line) {
        Network network = line.callerNetwork();
        network.newSignal().await(() -> false, network.now() + TAIL.toNanos());
    }

    private boolean judge(short[] spoken, short[] heard, String keys, Path file) {
        double wanted = lossPercent.isPresent() && lossPercent.get() > 0 ? 0.8 : 0.95;
        AudioComparison comparison = AudioComparison.of(spoken, heard);
        boolean accepted = comparison.accepts(wanted) && keys.equals(KEYS);
        out.line("keys heard %s", keys.isEmpty() ? "none" : keys);
        out.line("echo heard %s", comparison);
        out.line("           %.1f s in %s", (double) heard.length / WavFile.RATE, file);
        out.line(
                "%s",
                accepted
                        ? "ok"
                        : "NOT OK: correlation of " + wanted + " or more and the keys " + KEYS + " were expected");
        if (!accepted && lossPercent.isEmpty()) {
            out.line("%s", "A busy machine can do this: try again, or with --loss 0, which needs no real time.");
        }
        return accepted;
    }

    private static void echo(VoiceSession session) {
        for (Optional<AudioFrame> frame = session.read(); frame.isPresent(); frame = session.read()) {
            session.write(frame.get());
        }
    }

    private static SipVoiceBackend backend(Network network, InetAddress address) {
        return SipVoiceBackend.builder()
                .network(network)
                .sipAddress(new InetSocketAddress(address, 0))
                .rtpAddress(address)
                .userAgent("demitasse-demo")
                .build();
    }

    /** The launcher's place for what is made, or else a file of its own. */
    private static Path defaultFile() {
        String folder = System.getProperty("demitasse.target");
        if (folder != null) {
            return Path.of(folder, "demo.wav");
        }
        try {
            return Files.createTempFile("demitasse-demo-", ".wav");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
