// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.EModel;
import dev.demitasse.rtp.media.internal.Rates;
import dev.demitasse.rtp.media.internal.SourceLock;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A voice over whole sessions on a simulated line, and what comes out of it. The table of the README is made here. */
@DisplayName("a voice on lines that lose, delay, reorder and duplicate")
class LinesTest {
    private static final int SECONDS = 20;
    private static final int[] LOSSES = {0, 2, 5, 10, 20};
    private static final int[] JITTERS = {0, 20, 50, 100};
    private static final short[] VOICE = Tones.voice(SECONDS);

    private record Result(double likeness, double signalToNoiseDb, RtpStatistics statistics) {
        double mos() {
            return statistics.mos().orElseThrow();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "likeness %.3f, %.1f dB, %s", likeness, signalToNoiseDb, statistics);
        }
    }

    private static Result run(LinkConditions line, long seed) {
        var network = SimulatedNetwork.withSeed(seed);
        short[] heard = new short[VOICE.length + 16_000];
        int[] filled = {0};
        try (network;
                var pair = new Pair(network)) {
            network.record(false);
            network.conditions("10.0.0.1", "10.0.0.2", line);
            pair.b.process((received, toSend, now) -> {
                if (filled[0] + received.length <= heard.length) {
                    System.arraycopy(received, 0, heard, filled[0], received.length);
                    filled[0] += received.length;
                }
                return false;
            });
            pair.a.play(AudioFrame.of(AudioFormat.NARROWBAND, VOICE));
            network.runFor(Duration.ofSeconds(SECONDS).plusMillis(300));
            return new Result(Likeness.of(VOICE, heard), Likeness.signalToNoiseDb(VOICE, heard), pair.b.statistics());
        }
    }

    private static LinkConditions line(int lossPercent, int jitterMillis) {
        return LinkConditions.builder()
                .latency(Duration.ofMillis(20))
                .loss(lossPercent / 100.0)
                .jitter(Duration.ofMillis(jitterMillis))
                .build();
    }

    @ParameterizedTest(name = "loss {0} %, jitter {1} ms: likeness {2}, MOS {3}, at most {4} ms in the buffer")
    @CsvSource({
        "0, 0, 0.999, 4.3, 40",
        "5, 0, 0.97, 3.8, 40",
        "10, 0, 0.94, 3.3, 40",
        "20, 0, 0.88, 2.4, 45",
        "0, 20, 0.99, 4.3, 60",
        "0, 50, 0.99, 4.2, 110",
        "0, 100, 0.97, 4.1, 160",
        "5, 50, 0.95, 3.7, 110",
        "20, 100, 0.85, 2.3, 160",
    })
    void thresholds(int lossPercent, int jitterMillis, double likeness, double mos, double bufferMillis) {
        Result result = run(line(lossPercent, jitterMillis), 1_000 + 100 * lossPercent + jitterMillis);
        assertTrue(result.likeness() >= likeness, result::toString);
        assertTrue(result.mos() >= mos, result::toString);
        assertTrue(result.statistics().playout().bufferMillis() <= bufferMillis, result::toString);
    }

    @Test
    @DisplayName("5 % lost in bursts: likeness 0.95; the bursts are seen, and MOS is below that of as much random loss")
    void bursts() {
        Result result = run(LinkConditions.builder().burstLoss(0.02, 0.35).build(), 7);
        LossPattern losses = result.statistics().losses();
        double delay = 20 + result.statistics().playout().bufferMillis();
        assertTrue(result.likeness() >= 0.95, result::toString);
        assertTrue(losses.burstRatio() > 1.5, result::toString);
        assertTrue(losses.burstMillis() >= 40, result::toString);
        assertTrue(result.mos() < EModel.mos(losses.lossRatio(), 1, delay), result::toString);
    }

    @ParameterizedTest(name = "{0} ppm")
    @ValueSource(doubles = {200, -200})
    @DisplayName("a sender's clock 200 ppm fast or slow, for ten minutes: likeness 0.99, the delay stays within 60 ms")
    void drift(double ppm) {
        int minutes = 10;
        RtpParameters parameters = Pair.pcmu().build();
        var from = new InetSocketAddress("10.0.0.1", 4_000);
        var receiver = new AudioReceiver(parameters, new SourceLock(Optional.of(from)), new NoEvents());
        short[] sent = new short[minutes * 60 * 8_000];
        for (int at = 0; at < sent.length; at += VOICE.length) {
            System.arraycopy(VOICE, 0, sent, at, VOICE.length);
        }
        short[] heard = new short[sent.length + 16_000];
        ByteBuffer packet = ByteBuffer.allocate(172);
        short[] frame = new short[160];
        byte[] payload = new byte[160];
        var encoder = Pair.CODECS.named("PCMU").newEncoder("");
        long pullAt = 5_000_000L;
        int filled = 0;
        for (int n = 0; n < sent.length / 160; n++) {
            long arrival = (long) (n * 20_000_000L * (1 - ppm * 1e-6));
            for (; pullAt < arrival; pullAt += 20_000_000L) {
                if (receiver.pull(frame, pullAt)) {
                    System.arraycopy(frame, 0, heard, filled, 160);
                    filled += 160;
                }
            }
            encoder.encode(sent, n * 160, 160, payload, 0);
            packet.clear();
            RtpPacket.writeHeader(packet, 0, n == 0, n, n * 160, 5);
            receiver.onPacket(packet.put(payload).flip(), from, 1, arrival);
        }
        double likeness = Likeness.of(sent, heard);
        assertTrue(likeness >= 0.99, "likeness " + likeness);
        assertTrue(
                receiver.playout().maximumDelayNanos() <= 60_000_000L,
                "delay " + receiver.playout().maximumDelayNanos());
        assertTrue(
                receiver.playout().concealedSamples() <= 8 * 160,
                "made up " + receiver.playout().concealedSamples());
    }

    private static final class NoEvents implements AudioReceiver.Events {
        @Override
        public void onFirstPacket(InetSocketAddress from, int ssrcBits, long now) {}

        @Override
        public void onDtmf(DtmfEvent event, long now) {}

        @Override
        public void onRates(Rates rates) {}

        @Override
        public void onCollision() {}
    }

    @Test
    @DisplayName("5 % loss, 40 ms jitter, reordering and duplication at once: likeness 0.9")
    void allAtOnce() {
        Result result = run(
                LinkConditions.builder()
                        .loss(0.05)
                        .jitter(Duration.ofMillis(40))
                        .reordering(0.05, Duration.ofMillis(30))
                        .duplication(0.05)
                        .build(),
                8);
        assertTrue(result.likeness() >= 0.9, result::toString);
    }

    @Test
    @DisplayName("the README's table is what comes out")
    void table() throws IOException {
        var table = new StringBuilder("| loss |");
        for (int jitter : JITTERS) {
            table.append(" jitter ").append(jitter).append(" ms |");
        }
        table.append("\n|---|").append("---|".repeat(JITTERS.length)).append('\n');
        for (int loss : LOSSES) {
            table.append("| ").append(loss).append(" % |");
            for (int jitter : JITTERS) {
                Result result = run(line(loss, jitter), 1_000 + 100 * loss + jitter);
                table.append(String.format(Locale.ROOT, " %.1f, %.0f dB |", result.mos(), result.signalToNoiseDb()));
            }
            table.append('\n');
        }
        String readme = Files.readString(Path.of("README.md"));
        assertTrue(readme.contains(table), "the table is now:\n" + table);
    }
}
