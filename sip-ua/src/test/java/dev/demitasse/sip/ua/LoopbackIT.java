// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.message.SipUri;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls over the sockets of this machine")
class LoopbackIT {
    @Test
    @DisplayName("100 calls at once are answered and ended; an occupied port is a BindException")
    void hundredCalls() throws IOException {
        try (Network network = Network.system()) {
            var any = new InetSocketAddress("127.0.0.1", 0);
            UserAgent bob = UserAgent.builder(network)
                    .bind(any)
                    .onCall(call -> call.answer(TwoAgents.sdp("bob")))
                    .build();
            UserAgent alice = UserAgent.builder(network).bind(any).build();
            bob.start();
            alice.start();
            UserAgent second =
                    UserAgent.builder(network).bind(bob.localAddress()).build();
            assertThrows(BindException.class, second::start);
            SipUri target = SipUri.builder("127.0.0.1")
                    .port(bob.localAddress().getPort())
                    .build();
            List<OutgoingCall> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(alice.invite(
                        Invitation.to(target, TwoAgents.sdp("alice")).build()));
            }
            for (OutgoingCall call : calls) {
                assertEquals(200, call.awaitAnswer().status().code());
                call.hangUp();
            }
            for (OutgoingCall call : calls) {
                assertEquals(CallOutcome.Cause.LOCAL_HANG_UP, call.awaitEnd().cause());
            }
            alice.close();
            bob.close();
            assertTrue(alice.counters().isIdle() && bob.counters().isIdle());
            assertEquals(100, bob.counters().incomingCalls());
        }
    }
}
