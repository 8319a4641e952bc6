// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the demitasse command, run as a user runs it")
class ExamplesIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> ECHO = List.of("echo", "--sip", "127.0.0.1:0", "--rtp", "127.0.0.1:31000-31999");

    @TempDir
    Path folder;

    /** The first run makes the class-data archive, and must not count as a demonstration. */
    @BeforeAll
    static void warmUp() throws Exception {
        try (Launched version = Launched.demitasse("--version")) {
            assertEquals(0, version.exit(Duration.ofSeconds(120)), version.toString());
        }
    }

    @Test
    @DisplayName("demo: a call over real sockets, explained, and heard again as it was spoken; within 15 s")
    void demo() throws Exception {
        SteadyMachine.run(this::demonstrate);
    }

    private void demonstrate(int attempt) throws Exception {
        Path wav = folder.resolve("demo.wav");
        long began = System.nanoTime();
        try (Launched demo = Launched.demitasse("demo", "--wav", wav.toString())) {
            assertEquals(0, demo.exit(Duration.ofSeconds(30)), demo.toString());
            assertTrue(System.nanoTime() - began < 15_000_000_000L, "it took too long");
            for (String part :
                    List.of("INVITE", "200", "ACK", "BYE", "PCMU", "keys heard 123#", "by this side", "MOS")) {
                assertTrue(demo.out().contains(part), part + " in " + demo);
            }
            assertEquals("", demo.err());
        }
        Heard.assertSame(phrase(), wav);
    }

    @Test
    @DisplayName(
            "demo --loss 10: the call is set up, heard and ended; the same seed tells the same story, another one another")
    void loss() throws Exception {
        Path wav = folder.resolve("loss.wav");
        String first = lossy(wav, "1");
        assertEquals(first, lossy(wav, "1"));
        assertNotEquals(first, lossy(wav, "2"));
        assertTrue(AudioComparison.of(SpokenPhrase.samples(), WavFile.read(wav)).accepts(0.8));
    }

    private static String lossy(Path wav, String seed) throws Exception {
        try (Launched demo = Launched.demitasse("demo", "--loss", "10", "--seed", seed, "--wav", wav.toString())) {
            assertEquals(0, demo.exit(Duration.ofSeconds(15)), demo.toString());
            assertTrue(demo.out().contains("seed " + seed), demo.toString());
            assertEquals("", demo.err());
            return demo.out();
        }
    }

    @Test
    @DisplayName("dial and echo: what is played comes back, keys and headers arrive, the caller is masked")
    void dialEcho() throws Exception {
        SteadyMachine.run(this::dialTheEcho);
    }

    private void dialTheEcho(int attempt) throws Exception {
        Path spoken = phrase();
        Path heard = folder.resolve("heard.wav");
        try (Launched echo = Launched.demitasse(ECHO.toArray(String[]::new))) {
            String uri = "sip:echo@" + address(echo);
            try (Launched dial = Launched.demitasse(
                    "dial",
                    uri,
                    "--sip",
                    "127.0.0.1:0",
                    "--play",
                    spoken.toString(),
                    "--record",
                    heard.toString(),
                    "--dtmf",
                    "123#",
                    "--from",
                    "\"Ada\" <sip:0301234567@example.com>",
                    "--header",
                    "X-Room-ID=blue")) {
                assertEquals(0, dial.exit(SOON), dial.toString());
                assertTrue(dial.out().contains("by this side"), dial.toString());
                assertTrue(dial.out().lines().anyMatch(line -> line.contains("playing")), dial.toString());
                assertTrue(dial.out().matches("(?s).*--> BYE .*<-- 200 OK  \\[2 BYE.*"), "the whole ladder: " + dial);
                assertEquals("", dial.err());
            }
            echo.awaitLine("ended", SOON);
            assertEquals("123#", Heard.keys(echo.out(), "  key (.).*"), echo.toString());
            assertTrue(echo.out().contains("X-Room-ID: blue"), echo.toString());
            assertFalse(echo.out().contains("0301234567"), echo.toString());
            echo.terminate();
            echo.exit(SOON);
            assertEquals("", echo.err());
        }
        Heard.assertSame(spoken, heard);
    }

    @Test
    @DisplayName("SIGTERM to echo while a call is up: the other side sees BYE, then the process ends")
    void terminated() throws Exception {
        try (Launched echo = Launched.demitasse(ECHO.toArray(String[]::new));
                Launched dial = Launched.demitasse("dial", "sip:echo@" + address(echo), "--sip", "127.0.0.1:0")) {
            dial.awaitLine("answered", SOON);
            echo.awaitLine("call from", SOON);
            echo.terminate();
            assertEquals(0, dial.exit(SOON), dial.toString());
            assertTrue(dial.out().contains("by the other side"), dial.toString());
            assertEquals(143, echo.exit(SOON), echo.toString());
            assertTrue(echo.out().contains("ending 1 call"), echo.toString());
            assertEquals("", echo.err());
        }
    }

    @Test
    @DisplayName("SIGTERM to dial while a call is up: echo sees BYE")
    void dialTerminated() throws Exception {
        try (Launched echo = Launched.demitasse(ECHO.toArray(String[]::new));
                Launched dial = Launched.demitasse("dial", "sip:echo@" + address(echo), "--sip", "127.0.0.1:0")) {
            dial.awaitLine("answered", SOON);
            echo.awaitLine("call from", SOON);
            dial.terminate();
            assertEquals(143, dial.exit(SOON), dial.toString());
            assertTrue(dial.out().contains("by this side"), "its report, whole: " + dial);
            assertTrue(echo.awaitLine("ended", SOON).contains("REMOTE_HANG_UP"), echo.toString());
        }
    }

    @Test
    @DisplayName("dial to where nobody answers: why, and exit code 1")
    void nobody() throws Exception {
        try (var deaf = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Launched dial = Launched.demitasse(
                        "dial",
                        "sip:echo@127.0.0.1:" + deaf.getLocalPort(),
                        "--sip",
                        "127.0.0.1:0",
                        "--timeout",
                        "1.5")) {
            assertEquals(1, dial.exit(Duration.ofSeconds(60)), dial.toString());
            assertTrue(dial.err().startsWith("demitasse: call failed: TIMEOUT"), dial.toString());
            assertEquals(1, dial.err().lines().count(), dial.toString());
        }
    }

    @Test
    @DisplayName("dial to a port nobody listens on: said within seconds, exit code 1")
    void closedPort() throws Exception {
        int port;
        try (var gone = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = gone.getLocalPort();
        }
        try (Launched dial = Launched.demitasse("dial", "sip:echo@127.0.0.1:" + port, "--sip", "127.0.0.1:0")) {
            dial.awaitLine("calling", SOON);
            assertEquals(1, dial.exit(Duration.ofSeconds(15)), dial.toString());
            assertTrue(dial.err().startsWith("demitasse: call failed: TRANSPORT"), dial.toString());
            assertEquals(1, dial.err().lines().count(), dial.toString());
        }
    }

    @Test
    @DisplayName(
            "SIGTERM to dial while nothing has answered: one line says that the call failed, then the process ends")
    void unansweredTerminated() throws Exception {
        try (var deaf = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Launched dial = Launched.demitasse(
                        "dial", "sip:echo@127.0.0.1:" + deaf.getLocalPort(), "--sip", "127.0.0.1:0")) {
            dial.awaitLine("calling", SOON);
            dial.terminate();
            assertEquals(143, dial.exit(SOON), dial.toString());
            assertTrue(dial.err().startsWith("demitasse: call failed: SHUTDOWN"), dial.toString());
            assertEquals(1, dial.err().lines().count(), dial.toString());
        }
    }

    @Test
    @DisplayName("an occupied port: one line with the address, exit code 2")
    void occupied() throws Exception {
        try (var other = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String address = "127.0.0.1:" + other.getLocalPort();
            assertMisuse(address, "echo", "--sip", address);
            assertMisuse(address, "dial", "sip:echo@127.0.0.1", "--sip", address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo --sip 203.0.113.7:5060|203.0.113.7",
                "echo --sip nowhere|nowhere",
                "echo --loud|--loud",
                "dial sip:echo@127.0.0.1 --play missing.wav|missing.wav",
                "dial nobody|nobody"
            })
    @DisplayName("a bad address, a wrong option, a missing file: one line, exit code 2")
    void misuse(String arguments) throws Exception {
        int bar = arguments.indexOf('|');
        assertMisuse(arguments.substring(bar + 1), arguments.substring(0, bar).split(" "));
    }

    private static void assertMisuse(String named, String... arguments) throws Exception {
        try (Launched command = Launched.demitasse(arguments)) {
            assertEquals(2, command.exit(SOON), command.toString());
            assertEquals(1, command.err().lines().count(), command.toString());
            assertTrue(command.err().startsWith("demitasse: "), command.toString());
            assertTrue(command.err().contains(named), command.toString());
            assertFalse(command.out().contains("\tat "), command.toString());
        }
    }

    private static String address(Launched echo) throws InterruptedException {
        return echo.awaitLine("listening on ", SOON).replaceFirst(".*listening on ([^ ]+).*", "$1");
    }

    private Path phrase() {
        return Heard.phrase(folder.resolve("phrase.wav"), 0, 1, 0);
    }
}
