// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Network;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The contract of a Network, in virtual time")
class SimulatedNetworkContractTest extends NetworkContract {
    @Override
    Network open() {
        return SimulatedNetwork.withSeed(1);
    }

    @Override
    public void drive(BooleanSupplier until) {
        ((SimulatedNetwork) network()).runUntil(until, Duration.ofSeconds(60));
    }

    @Override
    public void settle() {
        ((SimulatedNetwork) network()).runFor(Duration.ofMillis(50));
    }
}
