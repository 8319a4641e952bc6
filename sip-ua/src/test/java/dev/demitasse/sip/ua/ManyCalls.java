// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.RecordedPacket;
import dev.demitasse.testkit.SimulatedNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Calls over a line that loses 30 % each way, reorders and duplicates: one network and one call for each seed. The callee
 * answers after a second; the caller hangs up 40 s after the answer, when the ACK has come or 64*T1 is over.
 */
final class ManyCalls {
    private static final LinkConditions BAD_LINE = LinkConditions.builder()
            .latency(Duration.ofMillis(20))
            .jitter(Duration.ofMillis(20))
            .loss(0.3)
            .reordering(0.1, Duration.ofMillis(60))
            .duplication(0.05)
            .build();
    private static final Duration TALK = Duration.ofSeconds(40);
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(6);

    /** How often each pair of outcomes (caller, callee) was seen. */
    final Map<String, Integer> outcomes = new TreeMap<>();
    /** Of all recordings, in the order of seeds. */
    private final CRC32 digest = new CRC32();

    private final ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * 2);

    long digest() {
        return digest.getValue();
    }

    void run(long seed) {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(seed)) {
            network.conditionsEverywhere(BAD_LINE);
            var callee = new Side();
            var caller = new Side();
            UserAgent bob = agent(network, TwoAgents.BOB, callee);
            UserAgent alice = agent(network, TwoAgents.ALICE, new Side());
            OutgoingCall call = alice.invite(
                    Invitation.to(TwoAgents.BOB_URI, TwoAgents.sdp("alice")).build());
            call.onEvent(caller::take);
            network.runUntil(caller::isSettled, UNTIL_QUIET);
            network.runFor(TALK);
            call.hangUp();
            network.runFor(UNTIL_QUIET);
            requireIdle(seed, alice);
            requireIdle(seed, bob);
            outcomes.merge(caller.summary(seed) + ", " + callee.summary(seed), 1, Integer::sum);
            alice.close();
            bob.close();
            network.assertNothingPending();
            for (RecordedPacket packet : network.recording()) {
                digest(packet);
            }
        }
    }

    private void digest(RecordedPacket packet) {
        numbers.clear();
        numbers.putLong(packet.sentAt());
        numbers.putLong(packet.delay().map(Duration::toNanos).orElse(-1L));
        digest.update(numbers.flip());
        digest.update(packet.payload());
    }

    private static UserAgent agent(SimulatedNetwork network, String host, Side side) {
        UserAgent agent = UserAgent.builder(network.host(host))
                .onCall(call -> {
                    call.onEvent(side::take);
                    call.ringing();
                    network.newSignal()
                            .await(
                                    () -> false,
                                    network.now() + Duration.ofSeconds(1).toNanos());
                    call.answerAsync(TwoAgents.sdp("bob"));
                })
                .build();
        TwoAgents.start(agent);
        return agent;
    }

    private static void requireIdle(long seed, UserAgent agent) {
        if (!agent.counters().isIdle()) {
            throw new AssertionError("seed " + seed + ": " + agent.counters());
        }
    }

    /** What one side of a call was told. */
    private static final class Side {
        private String answered = "";
        private String ended = "";

        void take(CallEvent event) {
            if (event instanceof CallEvent.Answered || event instanceof CallEvent.Confirmed) {
                answered = "answered";
            } else if (event instanceof CallEvent.Ended last) {
                if (!ended.isEmpty()) {
                    throw new AssertionError("two outcomes: " + ended + ", " + last.outcome());
                }
                ended = last.outcome().cause().toString();
            }
        }

        boolean isSettled() {
            return !answered.isEmpty() || !ended.isEmpty();
        }

        /** "answered" whatever ended it later, else what ended it; "never seen" if it was never there. */
        String summary(long seed) {
            if (ended.isEmpty()) {
                if (answered.isEmpty()) {
                    return "never seen";
                }
                throw new AssertionError("seed " + seed + ": no outcome");
            }
            return answered.isEmpty() ? ended : answered;
        }
    }
}
