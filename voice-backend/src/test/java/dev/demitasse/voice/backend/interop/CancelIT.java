// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.ua.UserAgent;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("SIPp cancels calls that ring")
class CancelIT {
    @TempDir
    Path directory;

    @Test
    @DisplayName("RFC 3261 9.2: CANCEL before the answer is answered 200, its INVITE 487, and the call is over")
    void cancelled() throws Exception {
        Sipp.require();
        var rung = new AtomicInteger();
        try (Network network = Network.system();
                UserAgent agent = UserAgent.builder(network)
                        .bind(new InetSocketAddress("127.0.0.1", 0))
                        .onCall(call -> {
                            rung.incrementAndGet();
                            call.ringing();
                        })
                        .build()) {
            agent.start();
            Sipp.scenario(directory, "cancel", agent.localAddress().getPort())
                    .calls(50, 25, 50)
                    .run()
                    .assertClean(50);
            assertEquals(50, rung.get());
            assertEquals(50, agent.counters().incomingCalls());
            assertTrue(
                    Footprint.until(
                            Duration.ofSeconds(5), () -> agent.counters().calls() == 0),
                    () -> agent.counters().toString());
        }
    }
}
