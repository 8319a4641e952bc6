// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.message.SipStatus;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("close() waits until the peers know, as long as its limit says")
class CloseTest {
    private final TwoAgents line = new TwoAgents(5);

    @AfterEach
    void close() {
        line.close();
    }

    private Duration closingTakes(UserAgent agent) {
        long before = line.network.now();
        agent.close();
        return Duration.ofNanos(line.network.now() - before);
    }

    @Test
    @DisplayName("17.2.1: a refusal whose ACK is lost is sent again while close() waits")
    void lostAckOfARefusal() {
        line.handler(IncomingCall::ringing);
        line.call();
        line.run(500);
        line.network.clearRecording();
        line.network.loseNext(datagram -> TwoAgents.is(datagram, "ACK"));
        line.bob.close();
        assertEquals(List.of("B>A 503 INVITE", "(A>B ACK)", "B>A 503 INVITE", "A>B ACK"), line.flow());
    }

    @Test
    @DisplayName("17.2.1: close() right after a refusal waits for its ACK")
    void refusedJustBefore() {
        line.handler(IncomingCall::ringing);
        line.call();
        line.run(500);
        line.network.clearRecording();
        line.network.loseNext(datagram -> TwoAgents.is(datagram, "486 INVITE"));
        line.received.get(0).reject(SipStatus.BUSY_HERE);
        line.bob.close();
        assertEquals(List.of("(B>A 486 INVITE)", "B>A 486 INVITE", "A>B ACK"), line.flow());
        line.run(100);
        assertEquals(List.of("180", "REJECTED_BY_PEER 486"), line.aliceHeard);
    }

    @Test
    @DisplayName("an ACK that never comes holds close() for its limit and no longer")
    void noAck() {
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        line.network.lose(datagram -> TwoAgents.is(datagram, "ACK"));
        line.call();
        line.run(500);
        assertEquals(UserAgentLimits.DEFAULT.closeLimit(), closingTakes(line.bob));
        assertTrue(line.bob.counters().isIdle(), () -> line.bob.counters().toString());
    }

    @Test
    @DisplayName("with nothing to wait for it takes no time, CONFIRMED transactions or not")
    void nothingToWaitFor() {
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        line.call();
        line.run(500);
        assertEquals(1, line.bob.counters().inviteServerTransactions());
        assertEquals(Duration.ZERO, closingTakes(line.bob));
    }

    @Test
    @DisplayName("9.1: an outgoing call that rings is cancelled, and its 487 acknowledged")
    void cancelsWhatRings() {
        line.handler(IncomingCall::ringing);
        OutgoingCall call = line.call();
        line.run(500);
        line.network.clearRecording();
        line.alice.close();
        assertEquals(List.of("A>B CANCEL", "B>A 200 CANCEL", "B>A 487 INVITE", "A>B ACK"), line.flow());
        assertEquals(CallOutcome.Cause.SHUTDOWN, call.awaitEnd().cause());
        line.run(100);
        assertEquals(List.of("CANCELLED_BY_PEER 487"), line.bobHeard);
    }

    @Test
    @DisplayName("a user agent that cannot bind, for whatever reason, says so at once")
    void startFails() {
        Network host = line.network.host("192.0.2.9");
        Network broken = (Network)
                Proxy.newProxyInstance(Network.class.getClassLoader(), new Class<?>[] {Network.class}, (p, m, args) -> {
                    if (m.getName().equals("random")) {
                        throw new UnsupportedOperationException("for the test");
                    }
                    return m.invoke(host, args);
                });
        UserAgent agent = UserAgent.builder(broken)
                .bind(new InetSocketAddress("192.0.2.9", 5060))
                .build();
        assertThrows(UnsupportedOperationException.class, agent::start);
        assertThrows(IllegalStateException.class, agent::start);
        agent.close();
    }

    @Test
    @DisplayName("an interrupted close() does not wait, and still leaves nothing")
    void interrupted() {
        line.handler(IncomingCall::ringing);
        OutgoingCall call = line.call();
        line.run(500);
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedWaitException.class, line.alice::close);
        } finally {
            assertTrue(Thread.interrupted());
        }
        line.run(100);
        assertEquals(CallState.ENDED, call.state());
        assertTrue(line.alice.counters().isIdle(), () -> line.alice.counters().toString());
    }
}
