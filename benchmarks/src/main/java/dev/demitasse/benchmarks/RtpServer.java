// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.AudioProcessor;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.RtpPortAllocator;
import dev.demitasse.rtp.media.RtpSession;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.audio.EchoProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Many RTP sessions in one process, without SIP: what {@code benchmarks/rtp-load} measures. Ends when its input does.
 *
 * <p>Arguments: {@code MODE PORT FIRST SESSIONS [GARBAGE-MB/S]}. The sessions have the ports FIRST, FIRST+2 ... of 127.0.0.1 and
 * the peer on PORT. MODE is {@code processor} (echo on the media loops), {@code blocking} (echo by {@code read} and {@code
 * write} on a thread a session: virtual ones on JDK 21 and later) or {@code source} (silence is sent
 * all the time).
 */
public final class RtpServer {
    private static final int RTP_AND_RTCP = 2;
    private static final int GARBAGE_BYTES = 10_000;

    private RtpServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String mode = arguments[0];
        InetSocketAddress peer =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        int first = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        if (arguments.length > 4) {
            makeGarbage(Integer.parseInt(arguments[4]));
        }
        try (Network network = Network.system()) {
            long before = heapAfterCollection();
            List<RtpSession> sessions = open(network, mode, peer, first, count);
            long heap = heapAfterCollection() - before;
            System.out.println("ready");
            while (System.in.read() >= 0) {}
            print(sessions, heap);
            sessions.forEach(RtpSession::close);
        }
    }

    private static List<RtpSession> open(Network network, String mode, InetSocketAddress peer, int first, int count)
            throws IOException {
        RtpParameters parameters = RtpParameters.builder(
                        AudioPayload.of(0, AudioCodecs.installed().named("PCMU")))
                .remote(peer)
                .build();
        var ports = new RtpPortAllocator(
                network, peer.getAddress(), first, first + RTP_AND_RTCP * count - 1, Duration.ZERO);
        Optional<Supplier<AudioProcessor>> processor = processor(mode);
        List<RtpSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var builder = RtpSession.builder(network, ports.allocate(), parameters);
            processor.ifPresent(making -> builder.processor(making.get()));
            RtpSession session = builder.build();
            session.start();
            sessions.add(session);
            if (processor.isEmpty()) {
                network.applicationThreads().start("echo", () -> echo(session));
            }
        }
        return sessions;
    }

    private static Optional<Supplier<AudioProcessor>> processor(String mode) {
        return switch (mode) {
            case "processor" -> Optional.of(EchoProcessor::new);
            case "source" -> Optional.of(() -> (received, toSend, now) -> true);
            case "blocking" -> Optional.empty();
            default -> throw new IllegalArgumentException("no such mode: " + mode);
        };
    }

    private static void echo(RtpSession session) {
        for (Optional<AudioFrame> heard = session.read(); heard.isPresent(); heard = session.read()) {
            session.write(heard.get());
        }
    }

    /** What an application may throw away: so many megabytes a second, in pieces of 10 kB. */
    private static void makeGarbage(int megabytesPerSecond) {
        Thread thread = new Thread(
                () -> {
                    byte[][] kept = new byte[1000][];
                    long start = System.nanoTime();
                    for (long made = 0; ; made++) {
                        kept[(int) (made % kept.length)] = new byte[GARBAGE_BYTES];
                        long ahead = made * GARBAGE_BYTES * 1000 / megabytesPerSecond - (System.nanoTime() - start);
                        if (ahead > 1_000_000) {
                            LockSupport.parkNanos(ahead);
                        }
                    }
                },
                "garbage");
        thread.setDaemon(true);
        thread.start();
    }

    private static long heapAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(List<RtpSession> sessions, long heap) {
        long underruns = 0;
        long stalls = 0;
        long latestMicros = 0;
        double bufferMillis = 0;
        for (RtpSession session : sessions) {
            RtpStatistics statistics = session.statistics();
            underruns += statistics.sent().underruns();
            stalls += statistics.sent().stalls();
            latestMicros = Math.max(latestMicros, statistics.sent().maximumLatenessMicros());
            bufferMillis += statistics.playout().bufferMillis();
        }
        int count = sessions.size();
        System.out.printf(
                "heap %.1f KB a session before the load, buffer %.1f ms, underruns %d, stalls %d, latest %d us since the start%n",
                heap / 1024.0 / count, bufferMillis / count, underruns, stalls, latestMicros);
    }
}
