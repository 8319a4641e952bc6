// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.Nat;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("50 calls on one port, each with a tone of its own: none is heard in another")
class SharedPhonesTest {
    private static final int CALLS = ToneBadge.BADGES;
    private static final int BEHIND_NAT = 10;

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(21);
    private final Network server = network.host("10.0.0.1");
    private final List<Call> calls = new ArrayList<>();

    private record Call(RtpSession here, RtpSession there, ToneBadge heardHere, ToneBadge heardThere) {
        void start() {
            here.start();
            there.start();
        }

        void close() {
            here.close();
            there.close();
        }
    }

    private static RtpSession session(
            Network network, RtpPorts ports, InetSocketAddress remote, ToneBadge badge, boolean mux) {
        return RtpSession.builder(
                        network, ports, Pair.pcmu().remote(remote).rtcpMux(mux).build())
                .processor(badge)
                .build();
    }

    /** A phone of its own address, and the server's side of the call. */
    private Call phone(SharedRtpPorts shared, int n) throws IOException {
        String address = "10.0.1." + (n + 1);
        Network phone = network.host(address);
        if (n < BEHIND_NAT) {
            network.nat(address, "10.0.2." + (n + 1), Nat.Kind.PORT_RESTRICTED);
        }
        RtpPorts there = RtpPorts.bind(phone, InetAddress.getByName(address));
        RtpPorts here = shared.newCall();
        var heardHere = new ToneBadge(n);
        var heardThere = new ToneBadge(n);
        boolean mux = n % 2 == 0;
        return new Call(
                session(server, here, there.rtpAddress(), heardHere, mux),
                session(phone, there, here.rtpAddress(), heardThere, mux),
                heardHere,
                heardThere);
    }

    private void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    private void assertOwnToneOnly(int leastFrames) {
        for (Call call : calls) {
            assertEquals(0, call.heardHere().foreign, call.heardHere()::toString);
            assertEquals(0, call.heardThere().foreign, call.heardThere()::toString);
            assertTrue(call.heardHere().ours >= leastFrames, call.heardHere()::toString);
            assertTrue(call.heardThere().ours >= leastFrames, call.heardThere()::toString);
        }
    }

    /** Reports are few, so the line may have lost all of a call. */
    private void assertReported() {
        long reported = calls.stream()
                .filter(call -> call.here().statistics().remote().isPresent()
                        && call.there().statistics().remote().isPresent())
                .count();
        assertTrue(reported >= CALLS * 3 / 5, "calls with reports " + reported);
    }

    private static InetSocketAddress port(String address) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), 40_000);
    }

    @Test
    @DisplayName(
            "phones, some behind NATs that bind anew meanwhile; loss, jitter and reordering; RTCP on the next port or the same")
    void phones() throws IOException {
        network.record(false);
        network.conditionsEverywhere(LinkConditions.builder()
                .latency(Duration.ofMillis(20))
                .jitter(Duration.ofMillis(10))
                .loss(0.03)
                .reordering(0.02, Duration.ofMillis(15))
                .build());
        List<Nat> nats = new ArrayList<>();
        try (network;
                SharedRtpPorts shared = SharedRtpPorts.bind(server, port("10.0.0.1"))) {
            for (int n = 0; n < CALLS; n++) {
                calls.add(phone(shared, n));
                calls.get(n).start();
                if (n < BEHIND_NAT) {
                    run(300);
                    nats.add(network.nat("10.0.1." + (n + 1), "10.0.2." + (n + 1), Nat.Kind.PORT_RESTRICTED));
                }
            }
            run(4_000);
            nats.forEach(Nat::rebind);
            run(4_000);
            assertOwnToneOnly(8_000 / 20 * 4 / 5 - 80);
            for (Call call : calls) {
                RtpStatistics statistics = call.here().statistics();
                assertEquals(
                        call.there().statistics().localSsrc(),
                        statistics.remoteSsrc().orElseThrow());
            }
            assertReported();
            assertEquals(0, shared.counters().ambiguous());
            calls.forEach(Call::close);
            run(2_000);
            assertEquals(0, shared.calls());
        }
    }

    private void trunk(UnaryOperator<Call> begin) throws IOException {
        network.record(false);
        network.conditionsEverywhere(LinkConditions.builder()
                .latency(Duration.ofMillis(5))
                .loss(0.03)
                .reordering(0.02, Duration.ofMillis(30))
                .build());
        Network gateway = network.host("10.0.0.2");
        try (network;
                SharedRtpPorts here = SharedRtpPorts.bind(server, port("10.0.0.1"));
                SharedRtpPorts there = SharedRtpPorts.bind(gateway, port("10.0.0.2"))) {
            for (int n = 0; n < CALLS; n++) {
                var heardHere = new ToneBadge(n);
                var heardThere = new ToneBadge(n);
                boolean mux = n % 2 == 0;
                calls.add(begin.apply(new Call(
                        session(server, here.newCall(), there.rtpAddress(), heardHere, mux),
                        session(gateway, there.newCall(), here.rtpAddress(), heardThere, mux),
                        heardHere,
                        heardThere)));
            }
            run(6_000);
            assertOwnToneOnly(6_000 / 20 * 4 / 5);
            assertReported();
            calls.forEach(Call::close);
            run(2_000);
            assertEquals(0, here.calls() + there.calls());
        }
    }

    @Test
    @DisplayName("a trunk between two shared ports: one address for all calls, which begin one after the other")
    void oneAfterTheOther() throws IOException {
        trunk(call -> {
            call.start();
            run(200);
            return call;
        });
    }

    @Test
    @DisplayName("the same, all beginning at once, their SSRCs named")
    void named() throws IOException {
        trunk(call -> {
            name(call.here(), call.there());
            name(call.there(), call.here());
            call.start();
            return call;
        });
    }

    private void name(RtpSession session, RtpSession peer) {
        session.update(Pair.pcmu()
                .remote(peer.ports().rtpAddress())
                .remoteSsrc(peer.statistics().localSsrc())
                .build());
    }
}
