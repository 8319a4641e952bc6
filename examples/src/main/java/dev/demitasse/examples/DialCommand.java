// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.rtp.media.Playback;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.voice.backend.DialRequest;
import dev.demitasse.voice.backend.Disconnection;
import dev.demitasse.voice.backend.SipVoiceBackend;
import dev.demitasse.voice.backend.VoiceSession;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls somebody, plays a file, presses keys, records what is heard, hangs up. */
@Command(
        name = "dial",
        description = "Calls somebody: plays, presses keys, records, hangs up.",
        mixinStandardHelpOptions = true)
final class DialCommand extends BackendCommand {
    /** Before anything is played: the other side's sound may still be starting, and so may ours. */
    private static final Duration LEAD = Duration.ofSeconds(1);

    /** What is still on its way when all is said. */
    private static final Duration TAIL = Duration.ofMillis(600);

    private static final String KEYS = "0123456789*#ABCD";

    @Parameters(paramLabel = "URI", description = "Whom to call, such as sip:echo@127.0.0.1:5060.")
    private String uri;

    @Option(names = "--play", paramLabel = "FILE", description = "A WAV file to be played.")
    private Optional<Path> play;

    @Option(names = "--record", paramLabel = "FILE", description = "Where to write what is heard, as WAV.")
    private Optional<Path> record;

    @Option(names = "--dtmf", paramLabel = "KEYS", defaultValue = "", description = "Keys to be pressed after that.")
    private String dtmf;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description =
                    "How long to stay on the line (until all is played and pressed; else until the other side hangs up).")
    private Optional<Double> duration;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "Who calls, such as '\"Ada\" <sip:ada@example.com>'.")
    private Optional<String> from;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header for the INVITE, such as X-Room-ID=7.")
    private Map<String, String> headers = Map.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long it may ring (${DEFAULT-VALUE}).")
    private double timeoutSeconds;

    @Option(
            names = "--sip",
            paramLabel = "HOST:PORT",
            converter = HostPort.class,
            defaultValue = "0.0.0.0:0",
            description = "Where to call from (any address, any port).")
    private InetSocketAddress sip;

    private DialRequest request;
    private short[] sound;

    @Override
    InetSocketAddress sip() {
        return sip;
    }

    @Override
    void check() {
        request = request();
        sound = play.map(WavFile::read).orElse(new short[0]);
    }

    @Override
    @SuppressWarnings("try") // the recording and the backend are closed before the report, whoever closes them again
    int run(Network network, SipVoiceBackend backend) {
        try (var recording = new Recording(record)) {
            backend.onAudioReceived((session, frame) -> recording.write(frame));
            backend.start();
            out().line("calling %s", uri);
            VoiceSession session = backend.dial(request);
            out().line("answered, %s", session.codec());
            Disconnection how = new Conversation(network, session).hold(sound);
            backend.close(); // waits for the answer to the BYE, so that the ladder has it
            recording.close();
            out().lines(Story.of(session.report()));
            record.ifPresent(file -> out().line("recorded   %.1f s in %s", recording.seconds(), file));
            return Story.endedWell(how) ? 0 : Demitasse.CALL_FAILED;
        }
    }

    private DialRequest request() {
        if (dtmf.chars().anyMatch(key -> KEYS.indexOf(key) < 0)) {
            throw new Failure("'" + dtmf + "' has something that is no key (" + KEYS + ")");
        }
        requireSeconds("--timeout", timeoutSeconds);
        duration.ifPresent(seconds -> requireSeconds("--duration", seconds));
        var builder = valid("'" + uri + "' can't be called", () -> DialRequest.builder(reachable(uri)));
        builder.timeout(duration(timeoutSeconds));
        from.ifPresent(text -> valid("'" + text + "' is no address", () -> builder.from(text)));
        headers.forEach(
                (name, value) -> valid("header '" + name + "' can't be sent", () -> builder.header(name, value)));
        return builder.build();
    }

    static void requireSeconds(String option, double seconds) {
        if (!(seconds > 0)) {
            throw new Failure(option + " takes more than zero seconds, not " + Numbers.text(seconds));
        }
    }

    /** What would only be told as a call that failed: SIP over UDP is what there is. */
    private static String reachable(String uri) {
        boolean plain = Uri.parse(uri) instanceof SipUri sip
                && !sip.isSecure()
                && sip.transport().map("udp"::equalsIgnoreCase).orElse(true);
        if (!plain) {
            throw new IllegalArgumentException("only sip: over UDP can");
        }
        return uri;
    }

    private static <T> T valid(String what, Supplier<T> setter) {
        try {
            return setter.get();
        } catch (IllegalArgumentException e) {
            throw new Failure(what + " (" + e.getMessage() + ")", e);
        }
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(Math.min(seconds, 86_400) * 1000));
    }

    /** What is done in the call. Each wait ends when the other side hangs up. */
    private final class Conversation {
        private final Network network;
        private final VoiceSession session;
        private final Signal signal;
        private final long answered;

        Conversation(Network network, VoiceSession session) {
            this.network = network;
            this.session = session;
            signal = network.newSignal();
            answered = network.now();
            session.onDisconnected(how -> signal.raise());
        }

        Disconnection hold(short[] sound) {
            if (sound.length > 0) {
                await("answered", () -> false, LEAD);
            }
            if (sound.length > 0 && isUp()) {
                Playback playback = session.play(sound, WavFile.RATE);
                playback.done().thenRun(signal::raise);
                await("playing", playback::isDone, Duration.ofDays(1));
            }
            if (!dtmf.isEmpty() && isUp()) {
                CompletableFuture<Void> pressed = session.sendDtmf(dtmf);
                pressed.whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        out().line("keys were not sent: %s", failure.getMessage());
                    }
                    signal.raise();
                });
                await("pressing " + dtmf, pressed::isDone, Duration.ofDays(1));
            }
            if (duration.isPresent()) {
                await("on the line", () -> false, duration(duration.get()).minusNanos(network.now() - answered));
            } else if (sound.length > 0 || !dtmf.isEmpty()) {
                await("listening", () -> false, TAIL);
            } else {
                await("on the line", () -> false, Duration.ofDays(365));
            }
            out().endLive();
            return session.disconnect();
        }

        private boolean isUp() {
            return session.disconnection().isEmpty();
        }

        private void await(String what, BooleanSupplier done, Duration limit) {
            long end = network.now() + limit.toNanos();
            long step = (out().isTerminal() ? Duration.ofMillis(100) : Duration.ofSeconds(2)).toNanos();
            BooleanSupplier over = () -> done.getAsBoolean() || !isUp();
            boolean finished = over.getAsBoolean();
            while (!finished && network.now() < end) {
                finished = signal.await(over, Math.min(end, network.now() + step));
                if (out().isTerminal() || !finished && network.now() < end) {
                    out().live(Story.progress((network.now() - answered) / 1e9, what, session.statistics()));
                }
            }
        }
    }
}
