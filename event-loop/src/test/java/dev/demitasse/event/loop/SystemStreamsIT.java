// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static dev.demitasse.event.loop.OneLoop.bytes;
import static dev.demitasse.event.loop.OneLoop.loopback;
import static dev.demitasse.event.loop.OneLoop.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Streams of the system's network, on real sockets")
@Timeout(120)
class SystemStreamsIT {
    private final OneLoop one = new OneLoop();
    private final EventLoop loop = one.loop;

    @AfterEach
    void close() {
        one.close();
    }

    @Test
    @DisplayName("streams connect, carry bytes both ways in order, and end in order")
    void streams() throws IOException {
        var atServer = new StringBuffer();
        var atClient = new StringBuffer();
        AtomicReference<Object> end = new AtomicReference<>();
        var listener = loop.listen(loopback(0), (endpoint, now) -> new StreamHandler() {
            @Override
            public void onReceived(StreamEndpoint stream, ByteBuffer received, long at) {
                atServer.append(text(received));
                stream.send(bytes("pong"));
            }

            @Override
            public void onClosed(StreamEndpoint stream, Optional<IOException> cause, long at) {
                end.set(cause);
            }
        });
        AtomicReference<StreamEndpoint> connected = new AtomicReference<>();
        var client = loop.connect(listener.localAddress(), new StreamHandler() {
            @Override
            public void onConnected(StreamEndpoint stream, long now) {
                connected.set(stream);
            }

            @Override
            public void onReceived(StreamEndpoint stream, ByteBuffer received, long now) {
                atClient.append(text(received));
            }

            @Override
            public void onClosed(StreamEndpoint stream, Optional<IOException> cause, long now) {}
        });
        assertTrue(one.onLoop(() -> client.send(bytes("early "))));
        one.until(() -> connected.get() != null);
        one.until(() -> atServer.toString().equals("early "));
        assertTrue(one.onLoop(() -> client.send(bytes("ping"))));
        one.until(() ->
                atServer.toString().equals("early ping") && atClient.toString().equals("pongpong"));
        client.close();
        one.until(() -> end.get() != null);
        assertEquals(Optional.empty(), end.get());
        listener.close();
    }

    @Test
    @DisplayName("a connection that is refused is told to its handler")
    void refused() throws IOException {
        var listener = loop.listen(loopback(0), (endpoint, now) -> {
            throw new AssertionError("not to be reached");
        });
        InetSocketAddress gone = listener.localAddress();
        one.onLoop(() -> {
            listener.close();
            return null;
        });
        AtomicReference<Object> end = new AtomicReference<>();
        loop.connect(gone, new StreamHandler() {
            @Override
            public void onReceived(StreamEndpoint stream, ByteBuffer received, long now) {}

            @Override
            public void onClosed(StreamEndpoint stream, Optional<IOException> cause, long now) {
                end.set(cause.orElseThrow());
            }
        });
        one.until(() -> end.get() != null);
        assertTrue(end.get() instanceof IOException);
    }

    @Test
    @DisplayName("a stream whose peer does not read is closed when too much is queued")
    void slowReader() throws IOException {
        var listener = loop.listen(loopback(0), (endpoint, now) -> {
            endpoint.reading(false);
            return new StreamHandler() {
                @Override
                public void onReceived(StreamEndpoint stream, ByteBuffer received, long at) {
                    throw new AssertionError("reading is off");
                }

                @Override
                public void onClosed(StreamEndpoint stream, Optional<IOException> cause, long at) {}
            };
        });
        AtomicReference<Object> end = new AtomicReference<>();
        AtomicReference<Boolean> stands = new AtomicReference<>(false);
        var client = loop.connect(listener.localAddress(), new StreamHandler() {
            @Override
            public void onConnected(StreamEndpoint stream, long now) {
                stands.set(true);
            }

            @Override
            public void onReceived(StreamEndpoint stream, ByteBuffer received, long now) {}

            @Override
            public void onClosed(StreamEndpoint stream, Optional<IOException> cause, long now) {
                end.set(cause.orElseThrow());
            }
        });
        one.until(stands::get);
        boolean taken = true;
        for (int i = 0; i < 1000 && taken; i++) {
            taken = one.onLoop(() -> client.send(ByteBuffer.allocate(100_000)));
        }
        assertFalse(taken);
        one.until(() -> end.get() != null);
    }

    @Test
    @DisplayName(
            "with no descriptor left, connections wait without work for the loop, and are accepted when one is free")
    void noDescriptors() throws Exception {
        String path = System.getProperty("java.class.path")
                + java.io.File.pathSeparator
                + System.getProperty("jdk.module.path", "");
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 64 && exec \"$0\" -Xshare:auto -cp \"$1\" \"$2\"",
                        System.getProperty("java.home") + "/bin/java",
                        path,
                        ExhaustedListener.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals("0", Integer.toString(child.waitFor()), said);
    }
}
