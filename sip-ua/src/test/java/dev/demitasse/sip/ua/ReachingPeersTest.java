// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.SipUri;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("finding and reaching the peer: RFC 3261 8.1.2 and 18.4, RFC 3263")
class ReachingPeersTest extends CallScene {
    private static final String NOBODY = "192.0.2.50";

    private static Invitation nobody() {
        return Invitation.to(SipUri.parse("sip:x@" + NOBODY), TwoAgents.sdp("alice"))
                .build();
    }

    @Test
    @DisplayName("a target without an address, or of an unknown scheme, fails at once")
    void unreachableTargets() {
        OutgoingCall unknown = line.call(Invitation.to(SipUri.parse("sip:x@nowhere.example"), TwoAgents.sdp("a"))
                .build());
        OutgoingCall tcp = line.call(Invitation.to(SipUri.parse("sip:x@192.0.2.2;transport=tcp"), TwoAgents.sdp("a"))
                .build());
        line.run(1_000);
        assertEquals(CallOutcome.Cause.TRANSPORT, unknown.awaitEnd().cause());
        assertEquals(CallOutcome.Cause.TRANSPORT, tcp.awaitEnd().cause());
        assertEquals(
                "TRANSPORT: no address is known for nowhere.example",
                assertThrows(CallException.class, unknown::awaitAnswer).getMessage());
        assertEquals(
                "TRANSPORT: transport tcp is not there",
                assertThrows(CallException.class, tcp::awaitAnswer).getMessage());
        assertEquals(
                "OPTIONS (transport TLS is not there): 503 Service Unavailable",
                assertThrows(SipException.class, () -> line.alice.options(SipUri.parse("sips:192.0.2.2")))
                        .getMessage());
    }

    @Test
    @DisplayName("RFC 3263 4.3 is to come: of a name's addresses the first one is tried, and the outcome names it")
    void firstAddressOnly() {
        line.network.name("two.example", "192.0.2.77", TwoAgents.BOB);
        OutgoingCall call = line.call(Invitation.to(SipUri.parse("sip:bob@two.example"), TwoAgents.sdp("a"))
                .build());
        line.run(40_000);
        assertEquals(
                "TIMEOUT: no response from 192.0.2.77:5060",
                assertThrows(CallException.class, call::awaitAnswer).getMessage());
        assertTrue(line.flow().stream().allMatch("A>B INVITE"::equals), line.flow()::toString);
    }

    @Test
    @DisplayName("a host name is looked up")
    void hostName() {
        line.network.name("bob.example", TwoAgents.BOB);
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        OutgoingCall call = line.call(Invitation.to(SipUri.parse("sip:bob@bob.example"), TwoAgents.sdp("a"))
                .build());
        line.run(1_000);
        assertEquals(486, call.awaitEnd().status().orElseThrow().code());
    }

    @Test
    @DisplayName("18.4: a port nobody listens on: TRANSPORT within two seconds, not TIMEOUT after 32")
    void closedPort() {
        line.network.host(NOBODY);
        OutgoingCall call = line.call(nobody());
        line.run(1_600);
        assertEquals(
                "TRANSPORT: nobody listens at 192.0.2.50:5060, or the network refuses to send there",
                assertThrows(CallException.class, call::awaitAnswer).getMessage());
        assertEquals(List.of("A>B INVITE", "A>B INVITE", "A>B INVITE"), line.flow());
    }

    @Test
    @DisplayName("18.4: without the probe no packet leaves from another port, and a closed port is silence")
    void closedPortProbeOff() {
        line.network.host(NOBODY);
        UserAgentBuilder without =
                UserAgent.builder(line.network.host("192.0.2.60")).closedPortProbe(false);
        try (UserAgent dora = without.build()) {
            TwoAgents.start(dora);
            OutgoingCall call = dora.invite(nobody());
            line.run(31_900);
            assertEquals(CallState.CALLING, call.state());
            line.run(200);
            assertEquals(CallOutcome.Cause.TIMEOUT, call.awaitEnd().cause());
        }
        assertTrue(line.network.recording().stream()
                .allMatch(packet -> packet.from().getPort() == 5060 && packet.length() > 4));
    }

    @Test
    @DisplayName("18.4, 8.1.3.1: OPTIONS to a closed port is a 503")
    void closedPortOptions() {
        line.network.host(NOBODY);
        CompletableFuture<?> answer = line.alice.optionsAsync(SipUri.parse("sip:" + NOBODY));
        line.run(1_600);
        var failure = assertThrows(CompletionException.class, answer::join);
        assertEquals(503, ((SipException) failure.getCause()).status().code());
    }

    @Test
    @DisplayName(
            "within a dialog a port that seems closed proves nothing: a firewall may refuse who asks; the BYE is sent again")
    void byeIsNotGivenUp() {
        line.handler(CallScene::answer);
        OutgoingCall call = line.call();
        line.run(500);
        line.network.lose(datagram -> datagram.text().startsWith("BYE") || TwoAgents.is(datagram, "503 INVITE"));
        line.bob.close();
        assertEquals(CallState.CONFIRMED, call.state());
        line.network.loseNothing();
        int before = line.flow().size();
        call.hangUp();
        line.run(31_000);
        List<String> byes = line.flow().subList(before, line.flow().size());
        assertEquals(10, byes.stream().filter("A>B BYE"::equals).count(), byes::toString);
        line.run(5_000);
        assertEquals(0, line.alice.counters().nonInviteClientTransactions());
        assertEquals(0, line.alice.counters().calls());
    }

    @Test
    @DisplayName("18.4: a phone that opens its port before the second retransmission gets the call")
    void opensInTime() {
        OutgoingCall call = line.call(nobody());
        line.run(1_400);
        try (UserAgent late = UserAgent.builder(line.network.host(NOBODY))
                .onCall(CallScene::answer)
                .build()) {
            TwoAgents.start(late);
            line.run(1_000);
            assertEquals(CallState.CONFIRMED, call.state());
            call.hangUp();
            line.run(1_000);
        }
    }
}
