// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("demitasse rtp: two processes, no SIP")
class RtpCommandIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    @DisplayName("what is played is heard as it was, keys arrive, and both print their figures when one says goodbye")
    void heard() throws Exception {
        SteadyMachine.run(this::send);
    }

    private void send(int attempt) throws Exception {
        Path spoken = Heard.phrase(folder.resolve("spoken.wav"), 1, 1, 0);
        Path recorded = folder.resolve("recorded" + attempt + ".wav");
        String at = "127.0.0.1:" + evenPort();
        try (Launched listen = Launched.demitasse("rtp", "listen", "--at", at, "--record", recorded.toString())) {
            listen.awaitLine("listening on " + at, Duration.ofSeconds(120));
            try (Launched send = Launched.demitasse(
                    "rtp", "send", "--to", at, "--play", spoken.toString(), "--dtmf", "12#", "--codec", "G722")) {
                assertEquals(0, send.exit(SOON), send.toString());
                assertTrue(send.out().contains("codec      G722"), send.toString());
                assertEquals("", send.err());
            }
            assertEquals(0, listen.exit(SOON), listen.toString());
            assertEquals("", listen.err());
            assertEquals("12#", Heard.keys(listen.out(), "key (.) .*"), listen.toString());
            for (String part : new String[] {"hearing 127.0.0.1:", "goodbye", "MOS", "recorded "}) {
                assertTrue(listen.out().contains(part), part + " in " + listen);
            }
        }
        Heard.assertLike("G722", WavFile.read(spoken), WavFile.read(recorded), 0.95);
    }

    @Test
    @DisplayName("SIGTERM ends both ends with their figures; the port that is taken is one line and exit code 2")
    void ended() throws Exception {
        String at = "127.0.0.1:" + evenPort();
        try (Launched listen = Launched.demitasse("rtp", "listen", "--at", at)) {
            listen.awaitLine("listening on " + at, Duration.ofSeconds(120));
            try (Launched second = Launched.demitasse("rtp", "listen", "--at", at)) {
                assertEquals(2, second.exit(SOON), second.toString());
                assertEquals(1, second.err().lines().count(), second.toString());
            }
            try (Launched send = Launched.demitasse("rtp", "send", "--to", at, "--dtmf", "5".repeat(200))) {
                listen.awaitLine("key 5", SOON);
                send.terminate();
                assertEquals(143, send.exit(SOON), send.toString());
                assertTrue(send.out().contains("packets    "), send.toString());
            }
            listen.awaitLine("goodbye", SOON);
            assertEquals(0, listen.exit(SOON), listen.toString());
            assertTrue(listen.out().contains("packets    0 sent"), listen.toString());
        }
    }

    private static int evenPort() throws Exception {
        for (; ; ) {
            try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                if (socket.getLocalPort() % 2 == 0) {
                    return socket.getLocalPort();
                }
            }
        }
    }
}
