// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.SystemOptions;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The contract of a Network, over real sockets on 127.0.0.1")
class SystemNetworkContractIT extends NetworkContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Override
    Network open() {
        return Network.system(new SystemOptions(2, 2, 16, Duration.ofMillis(200)));
    }

    @Override
    public void drive(BooleanSupplier until) {
        long end = network().now() + LIMIT.toNanos();
        while (!until.getAsBoolean()) {
            assertTrue(network().now() < end, "not within " + LIMIT);
            sleep(1);
        }
    }

    @Override
    public void settle() {
        sleep(50);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
