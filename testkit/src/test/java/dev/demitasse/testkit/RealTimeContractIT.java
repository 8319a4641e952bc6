// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Network;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The contract of a Network, simulated in real time")
class RealTimeContractIT extends NetworkContract {
    @Override
    Network open() {
        return SimulatedNetwork.builder()
                .realTime()
                .closeLimit(Duration.ofMillis(200))
                .build();
    }

    @Override
    public void drive(BooleanSupplier until) {
        ((SimulatedNetwork) network()).runUntil(until, Duration.ofSeconds(20));
    }

    @Override
    public void settle() {
        ((SimulatedNetwork) network()).runFor(Duration.ofMillis(50));
    }
}
