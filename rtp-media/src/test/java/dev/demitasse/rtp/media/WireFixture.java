// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** One session on a simulated network, a peer that is none, and another. */
abstract class WireFixture {
    final SimulatedNetwork network = SimulatedNetwork.withSeed(11);
    final Network host = network.host("10.0.0.1");
    final RawPeer peer = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", 4000);
    final RawPeer other = new RawPeer(network.host("10.0.0.3"), "10.0.0.3", 5000);
    final Pair.Heard heard = new Pair.Heard();
    final RtpPorts ports;
    RtpSession session;

    WireFixture() throws IOException {
        ports = RtpPorts.bind(host, InetAddress.getByName("10.0.0.1"));
    }

    @AfterEach
    void nothingIsLeft() {
        session.close();
        run(100);
        peer.close();
        other.close();
        network.assertNothingPending();
        network.close();
    }

    void open(RtpParametersBuilder parameters) {
        session = RtpSession.builder(host, ports, parameters.build())
                .listener(heard)
                .build();
        session.start();
    }

    static RtpParametersBuilder pcmu(RawPeer to) {
        return Pair.pcmu().remote(to.address());
    }

    void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    void play(int millis) {
        session.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[millis * 8]));
    }

    long count(PacketResult result) {
        return session.statistics().received().count(result);
    }
}
