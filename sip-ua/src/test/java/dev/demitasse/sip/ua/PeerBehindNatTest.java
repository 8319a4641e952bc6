// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.testkit.Fate;
import dev.demitasse.testkit.Nat;
import dev.demitasse.testkit.RecordedPacket;
import dev.demitasse.testkit.SimulatedNetwork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("a phone behind a NAT that knows its private address only: requests within the dialog reach it")
class PeerBehindNatTest {
    private static final String PHONE = "10.0.0.2";
    private static final String PUBLIC = "203.0.113.77";
    private static final String SERVER = "198.51.100.20";
    private static final SipUri SERVER_URI = SipUri.parse("sip:bot@" + SERVER);

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(3581);
    private final List<IncomingCall> received = new ArrayList<>();
    private final Network phoneHost = network.host(PHONE);
    private final Network serverHost = network.host(SERVER);
    private final UserAgent phone = started(phoneHost, PeerRouting.NAT_AWARE);

    private UserAgent started(Network host, PeerRouting rule) {
        UserAgent agent = UserAgent.builder(host)
                .peerRouting(rule)
                .onCall(call -> {
                    received.add(call);
                    call.answer(new ScriptedNegotiator());
                })
                .build();
        TwoAgents.start(agent);
        return agent;
    }

    private OutgoingCall call(UserAgent from, SipUri target) {
        OutgoingCall call =
                from.invite(Invitation.to(target, new ScriptedNegotiator()).build());
        network.runFor(Duration.ofSeconds(1));
        assertEquals(CallState.CONFIRMED, call.state());
        return call;
    }

    @AfterEach
    void close() {
        network.runFor(TwoAgents.LONG);
        assertTrue(phone.counters().isIdle(), () -> "phone: " + phone.counters());
        phone.close();
        network.close();
    }

    private static String text(RecordedPacket packet) {
        return StandardCharsets.UTF_8.decode(packet.payload()).toString();
    }

    /** Where the datagrams of one method were sent to, those that came nowhere in brackets. */
    private List<String> targets(String method) {
        List<String> targets = new ArrayList<>();
        for (RecordedPacket packet : network.recording()) {
            if (text(packet).startsWith(method + " ")) {
                String to = packet.to().getAddress().getHostAddress();
                targets.add(packet.fate() == Fate.DELIVERED ? to : "(" + to + ")");
            }
        }
        return targets;
    }

    @ParameterizedTest
    @EnumSource(Nat.Kind.class)
    @DisplayName(
            "RFC 3581 for requests: re-INVITE and BYE go where the phone's packets come from, whatever kind the NAT is")
    void callFromBehindNat(Nat.Kind kind) {
        network.nat(PHONE, PUBLIC, kind);
        try (UserAgent server = started(serverHost, PeerRouting.NAT_AWARE)) {
            OutgoingCall call = call(phone, SERVER_URI);
            network.clearRecording();
            received.get(0).reoffer();
            received.get(0).hangUp();
            network.runFor(Duration.ofSeconds(1));
            assertEquals(List.of(PUBLIC), targets("INVITE"));
            assertEquals(List.of(PUBLIC), targets("ACK"));
            assertEquals(List.of(PUBLIC), targets("BYE"));
            assertEquals(CallOutcome.Cause.REMOTE_HANG_UP, call.awaitEnd().cause());
            network.runFor(TwoAgents.LONG);
            assertTrue(server.counters().isIdle(), () -> "server: " + server.counters());
        }
    }

    @Test
    @DisplayName("12.2.1.1: the Request-URI stays the phone's Contact, which it knows itself by")
    void requestUri() {
        network.nat(PHONE, PUBLIC, Nat.Kind.PORT_RESTRICTED);
        try (UserAgent server = started(serverHost, PeerRouting.NAT_AWARE)) {
            call(phone, SERVER_URI);
            network.clearRecording();
            received.get(0).hangUp();
            network.runFor(Duration.ofSeconds(1));
            assertTrue(text(network.recording().get(0)).contains(" sip:anonymous@" + PHONE + ":5060 SIP/2.0"));
            assertEquals(0, server.counters().failures());
        }
    }

    @Test
    @DisplayName("a NAT that binds anew: what the phone sends next within the dialog shows the new way")
    void rebinding() {
        Nat nat = network.nat(PHONE, PUBLIC, Nat.Kind.PORT_RESTRICTED);
        try (UserAgent server = started(serverHost, PeerRouting.NAT_AWARE)) {
            OutgoingCall call = call(phone, SERVER_URI);
            int before = received.get(0).source().getPort();
            nat.rebind();
            call.reoffer();
            network.clearRecording();
            received.get(0).hangUp();
            network.runFor(Duration.ofSeconds(1));
            assertFalse(before == network.recording().get(0).to().getPort());
            assertEquals(List.of(PUBLIC), targets("BYE"));
            assertEquals(CallOutcome.Cause.REMOTE_HANG_UP, call.awaitEnd().cause());
            assertEquals(0, server.counters().failures());
        }
    }

    @Test
    @DisplayName("a NAT that binds anew before the ACK: the ACK shows the new way")
    void rebindingBeforeAck() {
        Nat nat = network.nat(PHONE, PUBLIC, Nat.Kind.PORT_RESTRICTED);
        try (UserAgent server = started(serverHost, PeerRouting.NAT_AWARE)) {
            var media = new ScriptedNegotiator() {
                @Override
                public OfferReply takeOffer(SessionDescription offer) {
                    nat.rebind(); // the 200 has come, the ACK is about to leave
                    return super.takeOffer(offer);
                }
            };
            OutgoingCall call =
                    phone.invite(Invitation.to(SERVER_URI, media).lateOffer().build());
            network.runFor(Duration.ofSeconds(1));
            assertEquals(CallState.CONFIRMED, received.get(0).state());
            network.clearRecording();
            received.get(0).hangUp();
            network.runFor(Duration.ofSeconds(1));
            assertEquals(List.of(PUBLIC), targets("BYE"));
            assertEquals(CallOutcome.Cause.REMOTE_HANG_UP, call.awaitEnd().cause());
            assertEquals(0, server.counters().failures());
        }
    }

    @Test
    @DisplayName("RFC 3581 4: a copy of the INVITE that comes by a new binding is answered there")
    void rebindingBeforeTheAnswer() {
        Nat nat = network.nat(PHONE, PUBLIC, Nat.Kind.PORT_RESTRICTED);
        try (UserAgent server = started(serverHost, PeerRouting.NAT_AWARE)) {
            network.lose(datagram -> datagram.text().startsWith("SIP/2.0"));
            OutgoingCall call = phone.invite(
                    Invitation.to(SERVER_URI, new ScriptedNegotiator()).build());
            network.runFor(Duration.ofMillis(100));
            network.loseNothing();
            nat.rebind();
            network.runFor(Duration.ofSeconds(5));
            assertEquals(CallState.CONFIRMED, call.state());
            received.get(0).hangUp();
            network.runFor(Duration.ofSeconds(1));
            assertEquals(CallOutcome.Cause.REMOTE_HANG_UP, call.awaitEnd().cause());
            assertEquals(0, server.counters().failures());
        }
    }

    @Test
    @DisplayName(
            "called through its binding, the phone answers with its private Contact: ACK, re-INVITE and BYE reach it")
    void callToBehindNat() {
        network.nat(PHONE, PUBLIC, Nat.Kind.PORT_RESTRICTED);
        try (UserAgent server = started(serverHost, PeerRouting.NAT_AWARE)) {
            phone.options(SERVER_URI);
            int port = network.recording().get(0).from().getPort();
            OutgoingCall call = call(server, SipUri.parse("sip:phone@" + PUBLIC + ":" + port));
            network.runFor(Duration.ofSeconds(40));
            assertEquals(CallState.CONFIRMED, received.get(0).state());
            call.reoffer();
            call.hangUp();
            network.runFor(Duration.ofSeconds(1));
            assertEquals(List.of(PUBLIC, PUBLIC), targets("ACK"));
            assertEquals(List.of(PUBLIC), targets("BYE"));
            assertEquals(
                    CallOutcome.Cause.REMOTE_HANG_UP, received.get(0).awaitEnd().cause());
        }
    }

    @Test
    @DisplayName("with CONTACT the BYE goes to the private address, and is lost, as RFC 3261 has it")
    void byTheLetter() {
        network.nat(PHONE, PUBLIC, Nat.Kind.PORT_RESTRICTED);
        try (UserAgent server = started(serverHost, PeerRouting.CONTACT)) {
            OutgoingCall call = call(phone, SERVER_URI);
            network.clearRecording();
            received.get(0).hangUp();
            network.runFor(Duration.ofSeconds(40));
            assertTrue(
                    targets("BYE").stream().allMatch("(10.0.0.2)"::equals),
                    () -> targets("BYE").toString());
            assertEquals(CallState.CONFIRMED, call.state());
            call.hangUp();
            network.runFor(Duration.ofSeconds(1));
            assertEquals(0, server.counters().failures());
        }
    }
}
