// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.EModel;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
