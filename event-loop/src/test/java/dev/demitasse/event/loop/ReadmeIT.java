// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The README's echo")
class ReadmeIT {
    @Test
    @DisplayName("answers")
    void echo() throws IOException {
        try (Network network = Network.system()) {
            EventLoop loop = network.openLoop("echo");
            DatagramEndpoint endpoint = loop.bindDatagram(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    (socket, payload, from, now) -> socket.send(payload, from));
            var heard = new CompletableFuture<Integer>();
            DatagramEndpoint asking = loop.bindDatagram(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    (socket, payload, from, now) -> heard.complete(payload.remaining()));
            loop.execute(() -> asking.send(ByteBuffer.wrap(new byte[3]), endpoint.localAddress()));
            assertTrue(network.await(heard, Duration.ofSeconds(20)));
        }
    }
}
