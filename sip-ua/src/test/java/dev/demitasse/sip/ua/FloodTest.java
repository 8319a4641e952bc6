// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a flood of requests fills no more than the tables' bounds, and costs no call that is there")
class FloodTest {
    private static final int FLOOD = 200_000;
    private static final int BATCH = 1_000;
    private static final int CALLS = 20;
    private static final int TRANSACTIONS = 2_000;

    private final TwoAgents line = new TwoAgents(
            200_000, builder -> builder.limits(limits(Duration.ofMinutes(3)).withMaximumCalls(CALLS)));
    private final RawPeer attacker =
            new RawPeer(line.network.host("192.0.2.3"), TwoAgents.sip("192.0.2.3"), TwoAgents.sip(TwoAgents.BOB));
    private int sent;

    private static UserAgentLimits limits(Duration ring) {
        return new UserAgentLimits(CALLS, TRANSACTIONS, Duration.ofSeconds(10), ring, ring, Duration.ofSeconds(5));
    }

    private void flood(int count) {
        for (int until = sent + count; sent < until; ) {
            for (int i = 0; i < BATCH; i++) {
                sent++;
                attacker.send(RawMessages.invite("f" + sent, "", 1)
                        .replace("raw@", "raw" + sent + "@")
                        .replace("UDP 192.0.2.3", "UDP 10.0." + sent % 250 + ".1"));
            }
            line.run(20);
            attacker.heard.clear();
            var now = line.bob.counters();
            assertTrue(now.transactions() <= TRANSACTIONS, now::toString);
            assertTrue(now.calls() <= CALLS && now.dialogs() <= CALLS, now::toString);
        }
    }

    @Test
    @DisplayName(
            "200,000 INVITEs with new branches: the bound holds; BYE, CANCEL and re-INVITE of known calls get through")
    void invites() {
        line.network.record(false);
        line.handler(call -> call.answer(new ScriptedNegotiator()));
        OutgoingCall answered = line.call(
                Invitation.to(TwoAgents.BOB_URI, new ScriptedNegotiator()).build());
        line.run(500);
        line.handler(IncomingCall::ringing);
        OutgoingCall ringing = line.call();
        line.run(500);
        flood(FLOOD / 2);
        assertTrue(line.bob.counters().refusedRequests() > 0);

        line.network.record(true);
        var reoffered = answered.reofferAsync();
        ringing.hangUp();
        flood(BATCH);
        reoffered.join();
        answered.hangUp();
        flood(BATCH);
        assertEquals(List.of("A>B BYE", "B>A 200 BYE"), only("BYE"));
        assertEquals(List.of("A>B CANCEL", "B>A 200 CANCEL"), only("CANCEL"));
        assertEquals(CallState.ENDED, ringing.state());
        line.network.record(false);

        flood(FLOOD / 2 - 2 * BATCH);
        var counters = line.bob.counters();
        assertTrue(counters.refusedRequests() > FLOOD - 2 * TRANSACTIONS, counters::toString);
        assertEquals(0, counters.failures());
        line.assertAllTablesEmpty();
        stillTakesCalls();
        attacker.close();
        line.close();
    }

    private List<String> only(String method) {
        return line.flow().stream().filter(label -> label.endsWith(method)).toList();
    }

    private void stillTakesCalls() {
        line.handler(call -> call.answer(TwoAgents.sdp("bob")));
        OutgoingCall call = line.call();
        line.run(500);
        assertEquals(CallState.CONFIRMED, call.state());
        call.hangUp();
        line.assertAllTablesEmpty();
    }

    @Test
    @DisplayName("a flood of CANCELs, BYEs and stray ACKs, responses too, leaves nothing above the bound")
    void others() {
        line.network.record(false);
        for (String method : List.of("CANCEL", "BYE", "OPTIONS", "INFO", "ACK")) {
            for (int i = 0; i < 2 * TRANSACTIONS; i++) {
                attacker.send(RawMessages.request(method, method + i, "t" + i, 1));
            }
            line.run(100);
            assertTrue(line.bob.counters().transactions() <= TRANSACTIONS);
            attacker.heard.clear();
        }
        assertEquals(0, line.bob.counters().dialogs());
        line.assertAllTablesEmpty();
        attacker.close();
        line.close();
    }

    @Test
    @DisplayName("a caller that is sent 10,000 different provisional responses hears of 64, keeps 16 early dialogs")
    void provisionalResponses() {
        var dave =
                new RawPeer(line.network.host("192.0.2.4"), TwoAgents.sip("192.0.2.4"), TwoAgents.sip(TwoAgents.ALICE));
        OutgoingCall call = line.call(
                Invitation.to(dev.demitasse.sip.message.Uri.parse("sip:dave@192.0.2.4"), TwoAgents.sdp("alice"))
                        .build());
        line.run(100);
        String invite = dave.heard.get(0);
        for (int i = 0; i < 10_000; i++) {
            dave.send(RawMessages.answer(invite, 180 + i % 4 + " Ringing", "t" + i % 100));
        }
        line.run(100);
        assertEquals(ProgressReports.MOST, line.aliceHeard.size());
        assertEquals(16, line.alice.counters().dialogs());
        dave.send(RawMessages.answer(invite, "486 Busy Here", "t1"));
        line.run(100);
        assertEquals(CallState.ENDED, call.state());
        line.assertAllTablesEmpty();
        attacker.close();
        dave.close();
        line.close();
    }
}
