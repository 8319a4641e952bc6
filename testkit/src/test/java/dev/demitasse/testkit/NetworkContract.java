// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every {@link Network} does: the same tests run over the simulated one and over the system's. */
abstract class NetworkContract
        implements LoopContract, CloseContract, DatagramContract, StreamContract, ThreadContract {
    private Network network;

    abstract Network open();

    @BeforeEach
    void openNetwork() {
        network = open();
    }

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    @Override
    public Network network() {
        return network;
    }
}
