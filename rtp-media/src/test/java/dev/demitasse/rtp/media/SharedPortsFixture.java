// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Shared ports on a simulated network, and peers that are no sessions: a gateway, and another. */
abstract class SharedPortsFixture {
    final SimulatedNetwork network;
    final Network host;
    final RawPeer gateway;
    final RawPeer other;
    final InetSocketAddress local = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 40_000);
    final SharedRtpPorts shared;

    SharedPortsFixture(long seed) throws IOException {
        network = SimulatedNetwork.withSeed(seed);
        host = network.host("10.0.0.1");
        gateway = new RawPeer(network.host("10.0.0.2"), "10.0.0.2", 4_000);
        other = new RawPeer(network.host("10.0.0.3"), "10.0.0.3", 5_000);
        shared = SharedRtpPorts.bind(host, local);
    }

    @AfterEach
    void nothingIsLeft() {
        shared.close();
        gateway.close();
        other.close();
        run(100);
        network.assertNothingPending();
        network.close();
    }

    void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    /** A call that was started, and sends all the time. */
    RtpSession session(RtpParametersBuilder parameters) {
        RtpSession session = RtpSession.builder(host, shared.newCall(), parameters.build())
                .processor((received, toSend, now) -> true)
                .build();
        session.start();
        run(1);
        return session;
    }

    static RtpParametersBuilder towards(RawPeer peer) {
        return Pair.pcmu().remote(peer.address());
    }

    /** Packets of these numbers, the last one excluded, one each 20 ms. */
    void audio(RawPeer peer, int ssrc, int from, int to) {
        for (int n = from; n < to; n++) {
            peer.sendAudio(local, 0, n, n * 160, ssrc);
            run(20);
        }
    }

    static long heard(RtpSession session) {
        return session.statistics().received().packets();
    }
}
