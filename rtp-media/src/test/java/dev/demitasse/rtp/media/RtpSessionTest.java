// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a session as the application meets it, in virtual time")
class RtpSessionTest {
    private static final AudioFormat NARROW = AudioFormat.NARROWBAND;

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(7);
    private final Pair pair = new Pair(network);
    private final RtpSession a = pair.a;
    private final RtpSession b = pair.b;

    @AfterEach
    void nothingIsLeft() {
        pair.close();
        network.runFor(Duration.ofSeconds(1));
        network.assertNothingPending();
        network.close();
    }

    private void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    private static AudioFrame tone(int millis) {
        return AudioFrame.of(NARROW, Tones.coded(Tones.sine(440, 8000, millis * 8)));
    }

    private static short[] samplesOf(List<AudioFrame> frames) {
        short[] all = new short[frames.stream().mapToInt(AudioFrame::length).sum()];
        int at = 0;
        for (AudioFrame frame : frames) {
            frame.copyTo(0, all, at, frame.length());
            at += frame.length();
        }
        return all;
    }

    @Test
    @DisplayName("a clean line: what is played arrives, every sample of it, bit by bit")
    void everySample() {
        AudioFrame sent = tone(1_000);
        Playback playback = a.play(sent);
        List<AudioFrame> heard = new ArrayList<>();
        for (int i = 0; i < 52; i++) {
            b.read(Duration.ofMillis(100)).ifPresent(heard::add);
        }
        short[] samples = samplesOf(heard);
        assertArrayEquals(sent.samples(), Arrays.copyOf(samples, 8_000));
        assertEquals(8_000, playback.played());
        assertTrue(playback.isDone());
        assertEquals(160, heard.get(1).position());
    }

    @Test
    @DisplayName("read(limit) ends with nothing when its time is over")
    void readTimesOut() {
        long before = network.now();
        assertEquals(Optional.empty(), b.read(Duration.ofMillis(70)));
        assertEquals(Duration.ofMillis(70).toNanos(), network.now() - before);
    }

    @Test
    @DisplayName("the read queue holds 200 ms, drops the oldest and counts it; positions show the gap")
    void readQueue() {
        a.play(tone(2_000));
        run(1_000);
        long unread = b.statistics().playout().unreadMillis();
        List<AudioFrame> frames = new ArrayList<>();
        for (Optional<AudioFrame> frame = b.poll(); frame.isPresent(); frame = b.poll()) {
            frames.add(frame.get());
        }
        assertEquals(10, frames.size());
        assertEquals(unread * 8, frames.get(0).position());
        assertTrue(unread > 700, "unread " + unread);
    }

    @Test
    @DisplayName("discardInput() empties the read queue")
    void discardInput() {
        a.play(tone(500));
        run(200);
        assertTrue(b.discardInput() >= 160);
        assertEquals(Optional.empty(), b.poll());
        assertEquals(0, b.discardInput());
    }

    @Test
    @DisplayName("write() blocks until all but 200 ms is sent; no frame is lost, however large the burst")
    void backPressure() {
        long before = network.now();
        assertTrue(a.write(tone(1_000)));
        long millis = (network.now() - before) / 1_000_000;
        assertTrue(millis >= 780 && millis <= 840, "took " + millis + " ms");
        assertTrue(a.drain(Duration.ofSeconds(1)));
        assertEquals(8_000, a.statistics().sent().samplesPlayed());
        assertEquals(50, a.statistics().sent().packets());
    }

    @Test
    @DisplayName("offer() returns what it took, and does not wait")
    void offer() {
        short[] pcm = new short[4_000];
        assertEquals(1_600, a.offer(pcm, 0, 4_000));
        assertEquals(0, a.offer(pcm, 1_600, 2_400));
        run(50);
        assertTrue(a.offer(pcm, 1_600, 2_400) >= 160);
        assertThrows(IndexOutOfBoundsException.class, () -> a.offer(pcm, 3_999, 2));
    }

    @Test
    @DisplayName("audio of another format is refused, not played at another speed")
    void wrongFormat() {
        var wide = AudioFrame.of(new AudioFormat(16_000, 1), new short[320]);
        assertThrows(IllegalArgumentException.class, () -> a.write(wide));
        assertThrows(IllegalArgumentException.class, () -> a.play(wide));
    }

    @Test
    @DisplayName("digits go through while audio waits behind them, and no sample of it is lost")
    void digitsAndAudio() {
        a.play(tone(200));
        var done = a.sendDtmf("5#");
        Playback playback = a.play(tone(300));
        assertFalse(done.isDone());
        assertTrue(playback.await(Duration.ofSeconds(3)));
        run(300);
        assertTrue(done.isDone());
        assertEquals("5#", pair.heardRight.digitText());
        assertEquals(160, pair.heardRight.digits.get(0).durationMillis());
        assertEquals(4_000, a.statistics().sent().samplesPlayed());
        assertEquals(
                0,
                b.statistics().playout().concealedMillis(),
                () -> b.statistics().toString());
    }

    @Test
    @DisplayName("112233 stays 112233")
    void repeatedDigits() {
        a.sendDtmf("112233");
        run(3_000);
        assertEquals("112233", pair.heardRight.digitText());
    }

    @Test
    @DisplayName("digits that can't be sent are refused at once, or fail when the session closes")
    void digitsRefused() {
        assertThrows(IllegalArgumentException.class, () -> a.sendDtmf("x"));
        assertThrows(IllegalArgumentException.class, () -> a.sendDtmf(""));
        assertThrows(IllegalArgumentException.class, () -> a.sendDtmf(List.of(DtmfEvent.of('1', 9_000))));
        assertThrows(IllegalArgumentException.class, () -> a.sendDtmf(List.of(DtmfEvent.of('1', 10))));
        var pending = a.sendDtmf("1234567890");
        run(100);
        a.close();
        run(10);
        assertTrue(pending.isCompletedExceptionally());
        assertThrows(CancellationException.class, () -> pending.getNow(null));
    }

    @Test
    @DisplayName("on hold nothing is sent and nothing received; what waits goes on afterwards")
    void hold() {
        Playback playback = a.play(tone(1_000));
        run(500);
        RtpParameters talking = Pair.pcmu().remote(b.ports().rtpAddress()).build();
        a.update(talking.toBuilder().direction(MediaDirection.INACTIVE).build());
        run(100);
        long played = playback.played();
        run(5_000);
        assertEquals(played, playback.played());
        assertEquals(List.of("first " + a.ports().rtpAddress().getPort()), pair.heardRight.events);
        a.update(talking);
        assertTrue(playback.await(Duration.ofSeconds(1)));
        run(100);
        assertEquals(8_000, playback.played());
        assertEquals(0, b.statistics().received().lost());
        assertEquals(0, b.statistics().playout().concealedMillis());
    }

    @Test
    @DisplayName("while this side does not receive, what comes is counted, not queued")
    void sendOnly() {
        b.update(Pair.pcmu()
                .remote(a.ports().rtpAddress())
                .direction(MediaDirection.SENDONLY)
                .build());
        a.play(tone(200));
        run(500);
        assertEquals(Optional.empty(), b.poll());
        assertEquals(10, b.statistics().received().count(PacketResult.NOT_RECEIVING));
        assertEquals(10, b.statistics().received().packets());
    }

    @Test
    @DisplayName("close(): good-bye by RTCP, readers and writers go free, playbacks are over, ports are back")
    void close() {
        Playback playback = a.play(tone(5_000));
        List<String> ends = new ArrayList<>();
        pair.left.applicationThreads().start("reader", () -> {
            while (a.read().isPresent()) {}
            ends.add("read");
        });
        pair.left.applicationThreads().start("writer", () -> {
            ends.add("write " + a.write(tone(5_000)));
        });
        run(1_000);
        assertEquals(List.of(), ends);
        a.close();
        a.close();
        run(50);
        assertEquals(2, ends.size());
        assertTrue(ends.containsAll(List.of("read", "write false")), ends.toString());
        assertTrue(playback.isDone());
        assertTrue(playback.played() >= 7_000 && playback.played() <= 8_000);
        assertTrue(pair.heardRight.events.contains("goodbye"));
        assertEquals("closed", pair.heardLeft.events.get(pair.heardLeft.events.size() - 1));
        assertEquals(0, a.offer(new short[160], 0, 160));
        assertFalse(a.write(tone(20)));
        assertTrue(a.isClosed());
        assertEquals(playback.played(), a.statistics().sent().samplesPlayed());
        assertEquals(a.statistics(), a.snapshot().getNow(a.statistics()));
    }

    @Test
    @DisplayName("what was received before close() can still be read")
    void readAfterClose() {
        a.play(tone(500));
        run(150);
        b.close();
        run(10);
        int frames = 0;
        while (b.read().isPresent()) {
            frames++;
        }
        assertTrue(frames >= 4, "frames " + frames);
    }

    @Test
    @DisplayName("a session is started once, and not after it was closed")
    void startedOnce() {
        assertThrows(IllegalStateException.class, a::start);
        assertThrows(
                IllegalStateException.class,
                () -> RtpSession.builder(network, a.ports(), Pair.pcmu().build())
                        .build());
    }

    @Test
    @DisplayName("after 30 s without RTP the listener is told, once; not while on hold")
    void mediaTimeout() {
        a.play(tone(100));
        run(40_000);
        run(40_000);
        assertEquals(List.of("first " + a.ports().rtpAddress().getPort(), "timeout 30 true"), pair.heardRight.events);
        assertEquals(List.of("timeout 30 false"), pair.heardLeft.events);
        a.play(tone(100));
        run(35_000);
        assertEquals(3, pair.heardRight.events.size());
        b.update(Pair.pcmu()
                .remote(a.ports().rtpAddress())
                .direction(MediaDirection.SENDONLY)
                .build());
        run(100_000);
        assertEquals(3, pair.heardRight.events.size());
    }

    @Test
    @DisplayName("statistics say what went both ways: counts, loss, jitter, round trip, MOS")
    void statistics() {
        a.play(tone(20_000));
        b.play(tone(20_000));
        run(20_000);
        RtpStatistics statistics = a.statistics();
        assertEquals("PCMU", statistics.codec());
        assertEquals(b.statistics().localSsrc(), statistics.remoteSsrc().orElseThrow());
        assertTrue(statistics.sent().packets() >= 998, () -> statistics.toString());
        assertEquals(statistics.sent().packets() * 160, statistics.sent().octets());
        assertEquals(0, statistics.received().lost());
        assertEquals(0, statistics.received().lossRatio());
        assertTrue(statistics.received().jitterMillis() < 1);
        assertTrue(statistics.roundTrip().orElseThrow().compareTo(Duration.ofMillis(5)) < 0);
        assertTrue(statistics.mos().orElseThrow() > 4.3, () -> "MOS " + statistics.mos());
        assertTrue(statistics.remote().orElseThrow().mos() > 4.3);
        assertTrue(statistics.playout().maximumBufferMillis() <= 40);
        assertEquals(0, statistics.playout().concealedMillis());
    }
}
