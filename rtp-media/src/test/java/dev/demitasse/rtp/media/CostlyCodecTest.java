// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.PlainCodec;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a session whose codec works on a worker, in virtual time")
class CostlyCodecTest {
    private final PlainCodec codec = new PlainCodec(true);
    private final List<Integer> heard = new ArrayList<>();

    /** What a test does with two sessions; the worker takes so long for a packet. */
    private interface Call {
        void run(SimulatedNetwork network, Pair pair);
    }

    private void call(int workMillis, UnaryOperator<RtpSessionBuilder> with, Call call) {
        try (var network = SimulatedNetwork.builder()
                .seed(11)
                .offloadDelay(Duration.ofMillis(workMillis))
                .build()) {
            UnaryOperator<RtpParametersBuilder> plain =
                    parameters -> parameters.send(AudioPayload.of(96, codec)).receive(AudioPayload.of(96, codec));
            var pair = new Pair(
                    network,
                    plain,
                    plain,
                    with,
                    builder -> builder.processor((received, toSend, now) -> {
                        for (short sample : received) {
                            heard.add((int) sample);
                        }
                        return false;
                    }));
            call.run(network, pair);
            pair.close();
            network.runFor(Duration.ofSeconds(1));
            network.assertNothingPending();
        }
    }

    private static AudioFrame ramp(int millis) {
        short[] pcm = new short[8 * millis];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (1 + i % 30_000);
        }
        return AudioFrame.of(AudioFormat.NARROWBAND, pcm);
    }

    private void assertHeard(AudioFrame audio) {
        int first = heard.indexOf(1);
        short[] found = new short[audio.length()];
        for (int i = 0; i < found.length; i++) {
            found[i] = heard.get(first + i).shortValue();
        }
        assertArrayEquals(audio.samples(), found);
    }

    @Test
    @DisplayName(
            "a worker that takes 19 ms of 20: each packet but the first leaves in its millisecond, all is heard as it was played")
    void playsInTime() {
        call(19, builder -> builder, (network, pair) -> {
            AudioFrame audio = ramp(2_000);
            Playback playback = pair.a.play(audio);
            network.runFor(Duration.ofMillis(2_500));
            assertEquals(16_000, playback.played());
            RtpStatistics.Sent sent = pair.a.statistics().sent();
            assertEquals(100, sent.packets());
            assertEquals(0, sent.codecLate());
            assertTrue(sent.maximumLatenessMicros() <= 20_000, sent.toString());
            assertHeard(audio);
        });
    }

    @Test
    @DisplayName(
            "a worker that takes 30 ms of 20: every other packet time passes, and is counted; what was played is heard, with pauses")
    void slowWorker() {
        call(30, builder -> builder, (network, pair) -> {
            Playback playback = pair.a.play(ramp(1_000));
            network.runFor(Duration.ofMillis(2_500));
            assertEquals(8_000, playback.played());
            RtpStatistics.Sent sent = pair.a.statistics().sent();
            assertEquals(50, sent.packets());
            assertTrue(sent.codecLate() >= 20 && sent.codecLate() <= 30, sent.toString());
            int last = 0;
            for (int sample : heard) {
                last = sample == last + 1 ? sample : last;
            }
            assertEquals(8_000, last);
        });
    }

    @Test
    @DisplayName(
            "a listener that throws away what waits when it is told of an underrun does so after the packet is made, not within")
    void discardsAtUnderrun() {
        var session = new AtomicReference<RtpSession>();
        var told = new AtomicInteger();
        RtpListener discarding = new RtpListener() {
            @Override
            public void onUnderrun(Duration gap, long now) {
                told.incrementAndGet();
                session.get().discardOutput();
            }
        };
        call(1, builder -> builder.listener(discarding), (network, pair) -> {
            session.set(pair.a);
            short[] frame = ramp(200).samples();
            for (int i = 0; i < 5; i++) {
                pair.a.offer(frame, 0, frame.length);
                network.runFor(Duration.ofMillis(280));
            }
            assertTrue(told.get() >= 2, told + " underruns");
            assertFalse(pair.a.isClosed());
            Playback cutOff = pair.a.play(ramp(1_000));
            network.runFor(Duration.ofMillis(280));
            assertEquals(160, cutOff.played(), "the packet that ended the gap");
            Playback whole = pair.a.play(ramp(1_000));
            network.runFor(Duration.ofMillis(1_500));
            assertEquals(8_000, whole.played());
        });
    }

    @Test
    @DisplayName(
            "what is written frame by frame, as an echo does, is sent in the next packet time, as without a worker")
    void written() {
        RtpStatistics.Sent atOnce = written(new PlainCodec(false));
        RtpStatistics.Sent ahead = written(codec);
        assertEquals(atOnce.packets(), ahead.packets());
        assertEquals(atOnce.samplesPlayed(), ahead.samplesPlayed());
        assertTrue(ahead.samplesPlayed() >= 98 * 160, ahead.toString());
        assertEquals(0, ahead.underruns());
        assertTrue(ahead.maximumLatenessMicros() <= 2_000, ahead.toString());
    }

    private static RtpStatistics.Sent written(PlainCodec by) {
        try (var network = SimulatedNetwork.withSeed(5)) {
            UnaryOperator<RtpParametersBuilder> plain =
                    parameters -> parameters.send(AudioPayload.of(96, by)).receive(AudioPayload.of(96, by));
            try (var pair = new Pair(network, plain, plain, builder -> builder, builder -> builder)) {
                for (int i = 0; i < 100; i++) {
                    pair.a.offer(new short[160], 0, 160);
                    network.runFor(Duration.ofMillis(20));
                }
                return pair.a.statistics().sent();
            }
        }
    }

    @Test
    @DisplayName("what a processor makes is sent when the worker has it, a millisecond after its frame")
    void processor() {
        var audio = ramp(1_000);
        var position = new int[1];
        AudioProcessor playing = (received, toSend, now) -> {
            System.arraycopy(audio.samples(), position[0], toSend, 0, 160);
            position[0] = (position[0] + 160) % 8_000;
            return true;
        };
        call(1, builder -> builder.processor(playing), (network, pair) -> {
            network.runFor(Duration.ofMillis(1_500));
            RtpStatistics.Sent sent = pair.a.statistics().sent();
            assertTrue(sent.packets() >= 74, sent.toString());
            assertEquals(0, sent.codecLate());
            assertTrue(sent.maximumLatenessMicros() <= 3_000, sent.toString());
            assertHeard(audio);
        });
    }

    @Test
    @DisplayName(
            "cancel() says exactly how much was sent; what was encoded ahead and not sent was not played; the next follows at once")
    void cancel() {
        for (int after = 300; after < 340; after += 3) {
            int time = after;
            call(4, builder -> builder, (network, pair) -> {
                Playback first = pair.a.play(ramp(5_000));
                Playback second = pair.a.play(ramp(100));
                network.runFor(Duration.ofMillis(time));
                long played = first.cancel();
                assertEquals(160 * pair.a.statistics().sent().packets(), played, "after " + time);
                assertTrue(second.await(Duration.ofMillis(160)), "after " + time);
                assertEquals(played, first.played());
                assertEquals(played + 800, pair.a.statistics().sent().samplesPlayed());
                assertEquals(played / 160 + 5, pair.a.statistics().sent().packets());
            });
        }
    }

    @Test
    @DisplayName("a mark is told when the last sample before it is sent, not when that is encoded")
    void marks() {
        call(1, builder -> builder, (network, pair) -> {
            pair.a.play(ramp(100));
            var mark = pair.a.mark();
            pair.a.play(ramp(100));
            while (!mark.isDone()) {
                network.runFor(Duration.ofMillis(1));
            }
            assertEquals(5, pair.a.statistics().sent().packets());
            assertEquals(true, mark.getNow(null));
        });
    }

    @Test
    @DisplayName("a session closed while its worker works: nothing is left, the encoder is closed once")
    void closeWithWork() {
        call(15, builder -> builder, (network, pair) -> {
            pair.a.play(ramp(1_000));
            network.runFor(Duration.ofMillis(105));
        });
        assertEquals(2, codec.log.stream().filter("close"::equals).count(), codec.log.toString());
        assertEquals(2, codec.log.stream().filter("new"::equals).count(), codec.log.toString());
    }

    @Test
    @DisplayName("a codec that throws: counted, logged once, and the session lives")
    void codecFails() {
        var lines = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try {
            failThreeTimes();
        } finally {
            System.setErr(before);
        }
        String logged = lines.toString(StandardCharsets.UTF_8);
        assertEquals(2, logged.split("has failed", -1).length, logged);
    }

    private void failThreeTimes() {
        call(1, builder -> builder, (network, pair) -> {
            pair.a.play(ramp(200));
            codec.fail(3);
            Playback later = pair.a.play(ramp(200));
            network.runFor(Duration.ofMillis(600));
            RtpStatistics.Sent sent = pair.a.statistics().sent();
            assertEquals(3, sent.codecFailures());
            assertEquals(17, sent.packets());
            assertEquals(1_600, later.played());
            assertEquals(0, pair.b.statistics().received().lost());
        });
    }

    @Test
    @DisplayName(
            "regression: a codec that throws what it does not declare, and ever again: the listener is told once, the session lives")
    void codecFailsForEver() {
        List<Throwable> told = new ArrayList<>();
        RtpListener listener = new RtpListener() {
            @Override
            public void onCodecFailure(Throwable cause, long now) {
                told.add(cause);
            }
        };
        var thrown = new IOException("broken");
        codec.fail(Integer.MAX_VALUE, thrown);
        call(1, builder -> builder.listener(listener), (network, pair) -> {
            assertTrue(pair.a.play(ramp(200)).await(Duration.ofSeconds(1)));
            assertEquals(10, pair.a.statistics().sent().codecFailures());
            assertEquals(0, pair.a.statistics().sent().packets());
            assertFalse(pair.a.isClosed());
        });
        assertEquals(List.of(thrown), told);
    }

    @Test
    @DisplayName(
            "regression: a session closed after its network: its encoder is closed all the same, once, whatever the worker had")
    void closeAfterNetwork() {
        for (int after = 0; after < 25; after += 3) {
            var of = new PlainCodec(true);
            var network = SimulatedNetwork.builder()
                    .seed(12)
                    .offloadDelay(Duration.ofMillis(7))
                    .build();
            UnaryOperator<RtpParametersBuilder> plain =
                    parameters -> parameters.send(AudioPayload.of(96, of)).receive(AudioPayload.of(96, of));
            var pair = new Pair(network, plain, plain, builder -> builder, builder -> builder);
            pair.a.play(ramp(1_000));
            network.runFor(Duration.ofMillis(100 + after));
            network.close();
            pair.close();
            assertEquals(2, of.log.stream().filter("close"::equals).count(), of.log.toString());
        }
    }

    @Test
    @DisplayName(
            "regression: session.close(); network.close(): the BYE is sent, the listener is told, the encoder is closed, whatever the worker had")
    void closeAtOnceBeforeNetwork() {
        for (int after = 0; after < 25; after += 3) {
            var of = new PlainCodec(true);
            var network = SimulatedNetwork.builder()
                    .seed(13)
                    .offloadDelay(Duration.ofMillis(7))
                    .build();
            UnaryOperator<RtpParametersBuilder> plain =
                    parameters -> parameters.send(AudioPayload.of(96, of)).receive(AudioPayload.of(96, of));
            var pair = new Pair(network, plain, plain, builder -> builder, builder -> builder);
            pair.a.play(ramp(1_000));
            network.runFor(Duration.ofMillis(100 + after));
            pair.a.close();
            pair.left.close();
            assertEquals(List.of("closed"), pair.heardLeft.events);
            assertEquals(1, of.log.stream().filter("close"::equals).count(), of.log.toString());
            network.runFor(Duration.ofMillis(100));
            assertTrue(pair.heardRight.events.contains("goodbye"), pair.heardRight.events.toString());
            assertEquals(1, of.log.stream().filter("close"::equals).count(), of.log.toString());
            network.close();
        }
    }

    @Test
    @DisplayName("a run repeats: the same packets at the same times")
    void repeats() {
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            heard.clear();
            call(7, builder -> builder, (network, pair) -> {
                pair.a.play(ramp(300));
                network.runFor(Duration.ofMillis(137));
                pair.a.discardOutput();
                pair.a.play(ramp(300));
                network.runFor(Duration.ofMillis(500));
            });
            runs.add(List.copyOf(heard));
        }
        assertEquals(runs.get(0), runs.get(1));
        assertTrue(runs.get(0).contains(2_400), "all of the second is heard");
    }
}
