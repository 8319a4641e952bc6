// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The README's echo over a bad line and a NAT")
class ReadmeTest {
    @Test
    @DisplayName("answers")
    void echo() throws IOException {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            network.conditionsEverywhere(LinkConditions.builder()
                    .latency(Duration.ofMillis(40))
                    .loss(0.05)
                    .build());
            network.nat("10.0.0.2", "203.0.113.1", Nat.Kind.PORT_RESTRICTED);
            List<String> log = new ArrayList<>();
            EventLoop server = network.host("192.0.2.1").openLoop("server");
            DatagramEndpoint echo =
                    server.bindDatagram(new InetSocketAddress("192.0.2.1", 7), (own, bytes, from, now) -> {
                        log.add("from " + from);
                        own.send(bytes, from);
                    });
            EventLoop client = network.host("10.0.0.2").openLoop("client");
            DatagramEndpoint asking = client.bindDatagram(
                    new InetSocketAddress("10.0.0.2", 0),
                    (own, bytes, from, now) -> log.add("answer after " + now / 1_000_000 + " ms"));
            client.execute(() -> asking.send(ByteBuffer.allocate(3), echo.localAddress()));
            network.runUntil(() -> log.size() == 2, Duration.ofSeconds(1));
            assertEquals(List.of("from /203.0.113.1:40000", "answer after 80 ms"), log);
        }
    }
}
