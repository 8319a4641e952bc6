// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.SimulatedNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Two backends on two hosts of a simulated network, for tests; closing it checks that nothing is left. */
final class SimulatedLine implements AutoCloseable {
    static final String CALLER_HOST = "10.0.0.10";
    static final String CALLEE_HOST = "198.51.100.20";
    static final String BOT = "sip:bot@" + CALLEE_HOST;

    final SimulatedNetwork network;
    final SipVoiceBackend caller;
    final SipVoiceBackend callee;
    final List<String> callerEnds = Collections.synchronizedList(new ArrayList<>());
    final List<String> calleeEnds = Collections.synchronizedList(new ArrayList<>());

    SimulatedLine(long seed) {
        this(seed, builder -> builder);
    }

    SimulatedLine(long seed, UnaryOperator<SipVoiceBackendBuilder> calleeOptions) {
        network = SimulatedNetwork.withSeed(seed);
        caller = backend(CALLER_HOST).build();
        callee = calleeOptions.apply(backend(CALLEE_HOST)).build();
        caller.onCallDisconnected((session, how) -> callerEnds.add(how.toString()));
        callee.onCallDisconnected((session, how) -> calleeEnds.add(how.toString()));
    }

    SipVoiceBackendBuilder backend(String host) {
        return SipVoiceBackend.builder()
                .network(network.host(host))
                .sipAddress(new InetSocketAddress(address(host), 5060));
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    SimulatedLine start() {
        caller.start();
        callee.start();
        return this;
    }

    void runUntil(BooleanSupplier condition) {
        network.runUntil(condition, Duration.ofMinutes(5));
    }

    /** Lets every timer and quarantine run out and checks that neither side holds anything. */
    void assertIdle() {
        network.runFor(Duration.ofSeconds(150));
        assertTrue(caller.counters().isIdle(), () -> caller.counters().toString());
        assertTrue(callee.counters().isIdle(), () -> callee.counters().toString());
        assertEquals(List.of(), caller.sessions());
        assertEquals(List.of(), callee.sessions());
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
        network.runFor(Duration.ofSeconds(1));
        network.assertNothingPending();
        network.close();
    }
}
