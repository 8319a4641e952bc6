// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.SystemOptions;
import dev.demitasse.rtp.media.internal.PlainCodec;
import dev.demitasse.testkit.AllocationProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("sessions on this machine's network, on loopback")
class RtpSessionIT {
    private final Network network = Network.system(new SystemOptions(1, 1, 16, Duration.ofSeconds(5)));
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final RtpPorts portsA = RtpPorts.bind(network, loopback);
    private final RtpPorts portsB = RtpPorts.bind(network, loopback);

    RtpSessionIT() throws IOException {}

    @AfterEach
    void close() {
        network.close();
    }

    private RtpSession session(RtpPorts ports, RtpPorts to) {
        RtpSession session = RtpSession.builder(
                        network, ports, Pair.pcmu().remote(to.rtpAddress()).build())
                .build();
        session.start();
        return session;
    }

    private static void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    @Test
    @DisplayName(
            "regression: session.close(); network.close(): the peer hears the BYE, the listener is told, a costly encoder is closed")
    void closedAtOnceBeforeItsNetwork() throws Exception {
        for (int round = 0; round < 5; round++) {
            var codec = new PlainCodec(true);
            var told = new AtomicInteger();
            var goodbyes = new AtomicInteger();
            Network own = Network.system();
            RtpPorts ports = RtpPorts.bind(own, loopback);
            RtpPorts peerPorts = RtpPorts.bind(network, loopback);
            RtpSession peer = plain(network, peerPorts, ports, new PlainCodec(false), new RtpListener() {
                @Override
                public void onGoodbye(Ssrc ssrc, long now) {
                    goodbyes.incrementAndGet();
                }
            });
            RtpSession session = plain(own, ports, peerPorts, codec, new RtpListener() {
                @Override
                public void onClosed(RtpStatistics statistics, long now) {
                    told.incrementAndGet();
                }
            });
            session.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[80_000]));
            until(() -> peer.statistics().received().packets() > 5);
            session.close();
            own.close();
            assertEquals(1, told.get());
            assertEquals(List.of("new", "close"), codec.log);
            until(() -> goodbyes.get() == 1);
            peer.close();
        }
    }

    private static RtpSession plain(
            Network network, RtpPorts ports, RtpPorts to, PlainCodec codec, RtpListener listener) {
        RtpParameters parameters = Pair.pcmu()
                .send(AudioPayload.of(96, codec))
                .receive(AudioPayload.of(96, codec))
                .remote(to.rtpAddress())
                .build();
        RtpSession session = RtpSession.builder(network, ports, parameters)
                .listener(listener)
                .build();
        session.start();
        return session;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; wait < 4_000 && !condition.getAsBoolean(); wait++) {
            sleep(5);
        }
        assertTrue(condition.getAsBoolean(), "not within 20 s");
    }

    @Test
    @DisplayName("a processor's echo comes back whole, digits too; both sides close")
    void echo() throws InterruptedException {
        RtpSession a = session(portsA, portsB);
        RtpSession b = session(portsB, portsA);
        b.process((received, toSend, now) -> {
            System.arraycopy(received, 0, toSend, 0, received.length);
            return true;
        });
        short[] tone = Tones.coded(Tones.sine(440, 8_000, 8_000));
        var future = a.play(AudioFrame.of(AudioFormat.NARROWBAND, tone)).done();
        List<Short> heard = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            a.read(Duration.ofSeconds(1)).ifPresent(frame -> {
                for (short sample : frame.samples()) {
                    heard.add(sample);
                }
            });
        }
        int begin = 0;
        while (heard.get(begin) == 0) {
            begin++;
        }
        short[] echoed = new short[4_000];
        for (int i = 0; i < echoed.length; i++) {
            echoed[i] = heard.get(begin + i);
        }
        int skip = tone[0] == 0 ? 1 : 0;
        // A loaded machine may make the buffer fall back; the first half second is enough to see that it is the same
        // sound.
        RtpStatistics statistics = a.statistics();
        if (statistics.playout().concealedMillis() == 0
                && b.statistics().playout().concealedMillis() == 0) {
            assertArrayEquals(Arrays.copyOfRange(tone, skip, skip + echoed.length), echoed);
        }
        assertEquals(8_000, await(future));
        assertTrue(statistics.received().packets() > 50, statistics.toString());
        a.close();
        b.close();
        sleep(100);
        assertTrue(a.isClosed() && b.isClosed());
    }

    private long await(CompletableFuture<Long> future) {
        assertTrue(network.await(future, Duration.ofSeconds(5)));
        return future.getNow(-1L);
    }

    @Test
    @DisplayName("connected, an echo by a processor allocates nothing on the loop, nor does an idle application")
    void allocatesNothing() throws InterruptedException {
        RtpSession a = session(portsA, portsB);
        RtpSession b = session(portsB, portsA);
        b.process((received, toSend, now) -> {
            System.arraycopy(received, 0, toSend, 0, received.length);
            return true;
        });
        a.process((received, toSend, now) -> true);
        AllocationProbe probe = AllocationProbe.create();
        Thread loopThread = await(portsA, Thread::currentThread);
        sleep(4_000);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            long before = probe.allocatedBytes(loopThread);
            sleep(500);
            least = Math.min(least, probe.allocatedBytes(loopThread) - before);
        }
        // A report goes out every 5 s or so, and allocates; the best of the half seconds between has none.
        assertEquals(0, least, "bytes in 500 ms");
        assertTrue(a.statistics().received().packets() > 300);
    }

    private <T> T await(RtpPorts ports, Supplier<T> onLoop) {
        var future = new CompletableFuture<T>();
        ports.loop().execute(() -> future.complete(onLoop.get()));
        assertTrue(network.await(future, Duration.ofSeconds(5)));
        return future.getNow(null);
    }

    @Test
    @DisplayName(
            "a stall of 50 ms is caught up with; of 200 ms, the times are left out and nothing that waits is skipped")
    void stall() throws InterruptedException {
        RtpSession a = session(portsA, portsB);
        RtpSession b = session(portsB, portsA);
        Playback playback = a.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[8_000]));
        sleep(200);
        stallLoop(50);
        sleep(100);
        long stallsBefore = a.statistics().sent().stalls();
        stallLoop(200);
        assertTrue(playback.await(Duration.ofSeconds(5)));
        RtpStatistics.Sent sent = a.statistics().sent();
        assertTrue(sent.stalls() > stallsBefore, sent.toString());
        assertEquals(8_000, playback.played());
        assertEquals(50, sent.packets() + sent.unsent());
        assertTrue(sent.maximumLatenessMicros() >= 20_000, sent.toString());
        sleep(100);
        assertEquals(0, b.statistics().received().lost());
    }

    private void stallLoop(long millis) {
        portsA.loop().execute(() -> {
            try {
                sleep(millis);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    @DisplayName("a peer whose port is closed is counted, never thrown")
    void closedPort() throws InterruptedException {
        RtpSession a = session(portsA, portsB);
        RtpSession b = session(portsB, portsA);
        b.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[1_600]));
        a.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[16_000]));
        sleep(500);
        b.close();
        sleep(500);
        RtpStatistics.Sent sent = a.statistics().sent();
        assertTrue(sent.unsent() <= 10, sent.toString());
        assertTrue(sent.packets() > 40, sent.toString());
    }

    @Test
    @DisplayName("a blocking echo on a thread of its own: frames go round, none is torn")
    void blockingEcho() throws InterruptedException {
        RtpSession a = session(portsA, portsB);
        RtpSession b = session(portsB, portsA);
        var frames = new AtomicInteger();
        network.applicationThreads().start("echo", () -> {
            for (var frame = b.read(); frame.isPresent(); frame = b.read()) {
                frames.incrementAndGet();
                b.write(frame.get());
            }
            frames.addAndGet(10_000);
        });
        var loud = new AtomicLong();
        a.process((received, toSend, now) -> {
            Arrays.fill(toSend, (short) 1_000);
            loud.addAndGet(received[80] > 900 ? 1 : 0);
            return true;
        });
        sleep(1_500);
        assertTrue(loud.get() > 40, "echoed " + loud.get());
        b.close();
        sleep(200);
        assertTrue(frames.get() > 10_000, "the reader is free");
        a.close();
    }
}
