// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A baresip without a screen: it speaks a WAV file, records what it hears, answers by itself, and is told what to do over its
 * control socket (JSON in netstrings).
 */
final class BaresipPhone implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Path folder;
    private final int sipPort;
    private final Launched process;
    private final Socket control;

    BaresipPhone(Path folder, Path speaks) throws IOException, InterruptedException {
        this(folder, speaks, "pcmu,pcma");
    }

    /** A phone with other codecs; what it speaks has their rate and channels: 16 kHz for G.722, 48 and two channels for Opus. */
    BaresipPhone(Path folder, Path speaks, String codecs) throws IOException, InterruptedException {
        this(folder, speaks, codecs, "");
    }

    /** The same with more lines for its configuration. */
    BaresipPhone(Path folder, Path speaks, String codecs, String more) throws IOException, InterruptedException {
        this.folder = folder;
        sipPort = freePort();
        int controlPort = freePort();
        Files.createDirectories(folder.resolve("rec"));
        Files.writeString(folder.resolve("config"), config(speaks.toAbsolutePath(), controlPort) + more);
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:bob@127.0.0.1>;auth_pass=none;audio_codecs=" + codecs + ";answermode=auto;regint=0;ptime=20\n");
        Files.writeString(folder.resolve("contacts"), "");
        process = Launched.start(Map.of(), "baresip", "-f", folder.toString(), "-t", "120", "-v");
        process.awaitLine("baresip is ready", SOON);
        control = new Socket(InetAddress.getLoopbackAddress(), controlPort);
    }

    private String config(Path speaks, int controlPort) {
        return String.join(
                "\n",
                "poll_method epoll",
                "sip_listen 127.0.0.1:" + sipPort,
                "net_interface 127.0.0.1",
                "call_local_timeout 60",
                "call_max_calls 2",
                "audio_source aufile," + speaks,
                "audio_player aubridge,play" + sipPort,
                "audio_alert aubridge,alert" + sipPort,
                "ausrc_format s16",
                "auplay_format s16",
                "auenc_format s16",
                "audec_format s16",
                "audio_buffer 20-160",
                "audio_level no",
                "rtp_tos 0",
                "rtp_ports 33000-33998",
                "jitter_buffer_delay 1-10",
                "rtp_stats yes",
                "module_path " + modules(),
                "module aufile.so",
                "module aubridge.so",
                "module sndfile.so",
                "module g711.so",
                "module g722.so",
                "module opus.so",
                "opus_bitrate 32000",
                "module_tmp account.so",
                "module_app ctrl_tcp.so",
                "module_app menu.so",
                "ctrl_tcp_listen 127.0.0.1:" + controlPort,
                "snd_path " + folder.resolve("rec").toAbsolutePath(),
                "menu_bell no",
                "ringback_disabled yes",
                "");
    }

    private static Path modules() {
        return Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
                .map(library -> Path.of(library, "baresip", "modules"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new AssertionError("baresip's modules are nowhere"));
    }

    String uri() {
        return "sip:bob@127.0.0.1:" + sipPort;
    }

    void dial(String uri) throws IOException {
        command("{\"command\":\"dial\",\"params\":\"" + uri + "\"}");
    }

    void hangUp() throws IOException {
        command("{\"command\":\"hangup\"}");
    }

    /** Presses keys, in the call that is up. */
    void press(String keys) throws IOException {
        command("{\"command\":\"sndcode\",\"params\":\"" + keys + "\"}");
    }

    private void command(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        control.getOutputStream().write((bytes.length + ":" + json + ",").getBytes(StandardCharsets.UTF_8));
    }

    String awaitLine(String part) throws InterruptedException {
        return process.awaitLine(part, SOON);
    }

    /** Ends it, and gives what it has heard. */
    Path recording() throws IOException, InterruptedException {
        process.terminate();
        process.exit(SOON);
        try (var files = Files.list(folder.resolve("rec"))) {
            List<Path> heard =
                    files.filter(file -> file.toString().endsWith("-dec.wav")).toList();
            if (heard.size() != 1) {
                throw new AssertionError("recordings: " + heard + " of " + process);
            }
            return heard.get(0);
        }
    }

    private static int freePort() throws IOException {
        for (; ; ) {
            try (var stream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var datagrams = new DatagramSocket(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), stream.getLocalPort()))) {
                return datagrams.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        control.close();
        process.close();
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
