// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Uri;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("whatever a peer says in whatever order, a call ends once, no table keeps anything, and nothing is our error")
class AnyPeerPropertyTest {
    private static final int STEPS = 25;
    private static final List<String> METHODS =
            List.of("INVITE", "INVITE", "ACK", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO");
    private static final List<String> ANSWERS = List.of(
            "100 Trying",
            "180 Ringing",
            "183 Session Progress",
            "200 OK",
            "200 OK",
            "302 Moved",
            "408 Timeout",
            "481 Gone",
            "486 Busy",
            "487 Terminated",
            "491 Pending",
            "603 Decline");

    @Property(tries = 300)
    @Label("a caller's requests with few branches, tags and numbers, so that they collide; the callee does anything")
    void callee(@ForAll long seed) {
        var random = new Random(seed);
        var line = new TwoAgents(seed);
        var peer =
                new RawPeer(line.network.host("192.0.2.3"), TwoAgents.sip("192.0.2.3"), TwoAgents.sip(TwoAgents.BOB));
        line.handler(call -> {
            if (random.nextBoolean()) {
                call.ringing();
            }
            if (random.nextBoolean()) {
                call.answerAsync(new ScriptedNegotiator());
            }
        });
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0 && !line.received.isEmpty()) {
                act(line.received.get(random.nextInt(line.received.size())), random);
            } else {
                peer.send(request(peer, random));
            }
            line.run(random.nextInt(5) == 0 ? random.nextInt(20_000) : random.nextInt(100));
        }
        line.received.forEach(Call::hangUp);
        line.assertAllTablesEmpty();
        assertEquals(0, line.bob.counters().failures());
        assertFalse(peer.labels().stream().anyMatch(label -> label.endsWith(" ACK")), "an ACK was answered");
        endedOnce(line.received, line.bobHeard);
        peer.close();
        line.close();
    }

    private static void act(IncomingCall call, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> call.ringing();
            case 1 -> call.answerAsync(new ScriptedNegotiator());
            case 2 -> call.reject(SipStatus.BUSY_HERE);
            case 3 -> call.reofferAsync();
            default -> call.hangUp();
        }
    }

    private static String request(RawPeer peer, Random random) {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        String branch = "b" + random.nextInt(3);
        String tag = "";
        if (random.nextInt(3) != 0 && !peer.heard.isEmpty()) {
            String heard = peer.heard.get(random.nextInt(peer.heard.size()));
            if (heard.startsWith("SIP/2.0 ") && random.nextInt(20) != 0) {
                tag = RawPeer.tag(heard);
            } else if (!heard.startsWith("SIP/2.0 ")) {
                // A request of the callee's: answer it instead.
                return answer(heard, "c1", random);
            }
        }
        int cseq = 1 + random.nextInt(4);
        boolean body = random.nextBoolean();
        return RawMessages.request(
                method,
                branch,
                tag,
                cseq,
                RawMessages.CONTACT + (body ? RawMessages.SDP_TYPE : ""),
                body ? RawMessages.SDP : "");
    }

    private static String answer(String request, String tag, Random random) {
        String status = ANSWERS.get(random.nextInt(ANSWERS.size()));
        boolean body = status.startsWith("183") || status.startsWith("200") && random.nextInt(4) != 0;
        return RawMessages.answer(
                request,
                status,
                tag,
                "Contact: <sip:dave@192.0.2.3>\n" + (body ? RawMessages.SDP_TYPE : ""),
                body ? RawMessages.SDP : "");
    }

    @Property(tries = 300)
    @Label("a callee's responses to anything it has heard, with three tags; the caller does anything")
    void caller(@ForAll long seed) {
        var random = new Random(seed);
        var line = new TwoAgents(seed);
        var peer =
                new RawPeer(line.network.host("192.0.2.3"), TwoAgents.sip("192.0.2.3"), TwoAgents.sip(TwoAgents.ALICE));
        Invitation.Builder invitation = Invitation.to(Uri.parse("sip:dave@192.0.2.3"), new ScriptedNegotiator());
        OutgoingCall call = line.call((random.nextInt(4) == 0 ? invitation.lateOffer() : invitation).build());
        line.run(50);
        // A 200 is acknowledged within 64*T1, unless a refusal came first.
        long lastChance = line.network.now() + Duration.ofSeconds(31).toNanos();
        boolean open = true;
        Set<String> answeredTags = new LinkedHashSet<>();
        for (int step = 0; step < STEPS; step++) {
            String heard = peer.heard.get(random.nextInt(peer.heard.size()));
            String tag = "t" + random.nextInt(3);
            if (random.nextInt(6) == 0) {
                act(call, random);
            } else if (!heard.startsWith("SIP/2.0 ") && !heard.startsWith("ACK ")) {
                String answer = answer(heard, tag, random);
                peer.send(answer);
                if (heard.equals(peer.heard.get(0))) {
                    open &= answeredTags.size() > 0 || answer.compareTo("SIP/2.0 300") < 0;
                    if (open && answer.startsWith("SIP/2.0 200") && line.network.now() < lastChance) {
                        answeredTags.add(tag);
                    }
                }
            }
            line.run(random.nextInt(5) == 0 ? random.nextInt(20_000) : random.nextInt(100));
        }
        call.hangUp();
        line.assertAllTablesEmpty();
        assertEquals(0, line.alice.counters().failures());
        for (String tag : answeredTags) {
            assertTrue(
                    peer.heard.stream()
                            .anyMatch(text ->
                                    text.startsWith("ACK ") && RawPeer.tag(text).equals(tag)),
                    () -> "no ACK for " + tag + ": " + peer.labels());
        }
        endedOnce(List.of(call), line.aliceHeard);
        peer.close();
        line.close();
    }

    private static void act(OutgoingCall call, Random random) {
        if (random.nextBoolean()) {
            call.hangUp();
        } else {
            call.reofferAsync();
        }
    }

    /** Of an outcome's name the first letter is a capital and the second too; no other event's is. */
    private static void endedOnce(List<? extends Call> calls, List<String> heard) {
        calls.forEach(call -> assertEquals(CallState.ENDED, call.state()));
        long outcomes = heard.stream()
                .filter(event -> event.length() > 1 && Character.isUpperCase(event.charAt(1)))
                .count();
        assertEquals(calls.size(), outcomes, heard::toString);
    }
}
