// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;

/** What lies between the two ends of the demonstration. */
record Line(
        String description,
        Network callerNetwork,
        InetAddress callerAddress,
        Network calleeNetwork,
        InetAddress calleeAddress,
        Network whole)
        implements AutoCloseable {

    /** Real sockets on this machine. */
    static Line loopback() {
        Network network = Network.system();
        InetAddress here = InetAddress.getLoopbackAddress();
        return new Line("real sockets on " + here.getHostAddress(), network, here, network, here, network);
    }

    /** Two hosts and a line between them that loses some of what passes, each way; in virtual time. */
    static Line simulated(double lossPercent, long seed) {
        var network = SimulatedNetwork.withSeed(seed);
        network.conditionsEverywhere(LinkConditions.builder()
                .latency(Duration.ofMillis(20))
                .jitter(Duration.ofMillis(4))
                .loss(lossPercent / 100)
                .build());
        String caller = "192.0.2.10";
        String callee = "198.51.100.20";
        return new Line(
                String.format(
                        Locale.ROOT,
                        "a simulated line in virtual time, %.1f %% lost each way, seed %d",
                        lossPercent,
                        seed),
                network.host(caller),
                HostPort.address(caller, caller),
                network.host(callee),
                HostPort.address(callee, callee),
                network);
    }

    @Override
    public void close() {
        whole.close();
    }
}
