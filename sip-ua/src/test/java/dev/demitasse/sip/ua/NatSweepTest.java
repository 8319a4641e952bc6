// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.testkit.Fate;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.Nat;
import dev.demitasse.testkit.RecordedPacket;
import dev.demitasse.testkit.SimulatedNetwork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls from behind NATs of all kinds that bind anew at any moment, over a line that loses 10 % each way")
class NatSweepTest {
    private static final int SEEDS = 400;
    private static final String REACHED = "REMOTE_HANG_UP / LOCAL_HANG_UP";
    /**
     * The ACK of a re-INVITE was lost and the NAT has bound anew: copies of the 200, and the BYE after 64*T1, go where the phone
     * was heard last and find nobody, for the phone has nothing to say until then.
     */
    private static final String SILENT = "DIALOG_LOST / NO_ACK";

    private static final SipUri SERVER = SipUri.parse("sip:bot@198.51.100.20");
    private static final LinkConditions LINE = LinkConditions.builder()
            .latency(Duration.ofMillis(20))
            .jitter(Duration.ofMillis(5))
            .loss(0.10)
            .build();

    @Test
    @DisplayName(
            "each side has one outcome, all tables are empty; the server's BYE finds the phone where it was heard last")
    void sweep() {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (var scene = new Scene(seed)) {
                outcomes.merge(scene.play(), 1, Integer::sum);
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
        System.out.println("outcomes of " + SEEDS + " seeds behind NATs: " + outcomes);
        assertTrue(outcomes.getOrDefault(REACHED, 0) >= SEEDS * 8 / 10, outcomes::toString);
        outcomes.keySet().removeAll(Set.of(REACHED, SILENT));
        assertEquals(Map.of(), outcomes);
    }

    private static final class Scene implements AutoCloseable {
        private final SimulatedNetwork network;
        private final Nat nat;
        private final RandomGenerator random;
        private final List<String> phoneEnds = new ArrayList<>();
        private final List<String> serverEnds = new ArrayList<>();
        private final List<IncomingCall> received = new ArrayList<>();
        private final UserAgent phone;
        private final UserAgent server;

        Scene(long seed) {
            network = SimulatedNetwork.withSeed(seed);
            network.conditionsEverywhere(LINE);
            Network phoneHost = network.host("10.0.0.2");
            Network serverHost = network.host("198.51.100.20");
            random = network.host("192.0.2.99").random();
            Nat.Kind[] kinds = Nat.Kind.values();
            nat = network.nat("10.0.0.2", "203.0.113.77", kinds[(int) (seed % kinds.length)]);
            phone = UserAgent.builder(phoneHost).build();
            server = UserAgent.builder(serverHost).onCall(this::take).build();
            TwoAgents.start(phone);
            TwoAgents.start(server);
        }

        private void take(IncomingCall call) {
            received.add(call);
            call.onEvent(event -> note(event, serverEnds));
            call.answer(new ScriptedNegotiator());
        }

        private static void note(CallEvent event, List<String> ends) {
            if (event instanceof CallEvent.Ended ended) {
                ends.add(ended.outcome().cause().toString());
            }
        }

        /** The phone speaks within the dialog after the NAT has bound anew, while copies of anything may still be under way. */
        String play() {
            OutgoingCall call =
                    phone.invite(Invitation.to(SERVER, new ScriptedNegotiator()).build());
            call.onEvent(event -> note(event, phoneEnds));
            network.runFor(Duration.ofSeconds(40));
            for (int round = 0; round < 2 && call.state() == CallState.CONFIRMED; round++) {
                call.reofferAsync();
                network.runFor(Duration.ofMillis(random.nextInt(200)));
                nat.rebind();
                network.runFor(Duration.ofSeconds(40));
                call.reofferAsync();
                network.runFor(Duration.ofSeconds(10));
            }
            received.forEach(Call::hangUp);
            network.runFor(TwoAgents.LONG);
            call.hangUp();
            network.runFor(TwoAgents.LONG);
            assertTrue(phone.counters().isIdle(), () -> "phone: " + phone.counters());
            assertTrue(server.counters().isIdle(), () -> "server: " + server.counters());
            assertEquals(0, phone.counters().failures() + server.counters().failures());
            assertEquals(1, phoneEnds.size(), phoneEnds::toString);
            assertEquals(received.size(), serverEnds.size(), serverEnds::toString);
            String ends = phoneEnds.get(0) + " / " + String.join(" ", serverEnds);
            if (ends.equals(SILENT)) {
                assertAckLostAndNoCopyFoundThePhone();
            }
            return ends;
        }

        /** The server's first BYE comes 64*T1 after a 200 none of whose ACKs has arrived. */
        private void assertAckLostAndNoCopyFoundThePhone() {
            List<RecordedPacket> before = network.recording();
            before = before.subList(0, first(before, "BYE"));
            String sequence = sequence(before.get(before.size() - 1));
            List<RecordedPacket> acks = copies(before, "ACK", sequence);
            assertFalse(acks.isEmpty(), "the phone has heard no 200");
            assertEquals(Set.of(Fate.LOST), fates(acks));
            List<RecordedPacket> answers = copies(before, "200 INVITE", sequence);
            List<RecordedPacket> unheard = answers.subList(answers.size() - 9, answers.size());
            assertFalse(
                    fates(unheard).contains(Fate.DELIVERED),
                    () -> fates(answers).toString());
            assertTrue(
                    fates(unheard).contains(Fate.NAT_BLOCKED),
                    () -> fates(answers).toString());
        }

        private static int first(List<RecordedPacket> packets, String label) {
            int index = 0;
            while (!label(packets.get(index)).equals(label)) {
                index++;
            }
            return index;
        }

        private static String label(RecordedPacket packet) {
            return TwoAgents.label(text(packet));
        }

        private static String sequence(RecordedPacket packet) {
            return RawPeer.header(text(packet), "CSeq").split(" ")[0];
        }

        private static String text(RecordedPacket packet) {
            return StandardCharsets.UTF_8.decode(packet.payload()).toString();
        }

        private static List<RecordedPacket> copies(List<RecordedPacket> packets, String label, String sequence) {
            return packets.stream()
                    .filter(packet ->
                            label(packet).equals(label) && sequence(packet).equals(sequence))
                    .toList();
        }

        private static Set<Fate> fates(List<RecordedPacket> packets) {
            return packets.stream().map(RecordedPacket::fate).collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public void close() {
            phone.close();
            server.close();
            network.assertNothingPending();
            network.close();
        }
    }
}
