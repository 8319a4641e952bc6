// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.testkit.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("whichever call out of the core fails, nothing hangs, each call has one outcome, and the tables are empty")
class FailureSweepTest {
    /** Sending, threads, random numbers, addresses, negotiators and listeners: fewer calls than this would be no sweep. */
    private static final int LEAST_CALLS = 20;

    private enum Side {
        CALLER,
        CALLEE
    }

    @Test
    @DisplayName("the n-th call of the caller fails, for each n")
    void caller() {
        sweep(Side.CALLER, 0);
    }

    @Test
    @DisplayName("the n-th call of the callee fails, for each n")
    void callee() {
        sweep(Side.CALLEE, 0);
    }

    @Test
    @DisplayName("the n-th call and the two after it fail, on either side")
    void threeCalls() {
        sweep(Side.CALLER, 2);
        sweep(Side.CALLEE, 2);
    }

    @Test
    @DisplayName("a machine without a thread left refuses the call with 503; the others notice nothing")
    void noThread() {
        try (var scene = new Scene("no thread")) {
            Optional<OutgoingCall> good = scene.invite();
            scene.run(1);
            scene.callees.noThreads(true);
            Optional<OutgoingCall> bad = scene.invite();
            scene.run(1);
            assertEquals(
                    503, bad.orElseThrow().awaitEnd().status().orElseThrow().code());
            scene.callees.noThreads(false);
            assertEquals(CallState.CONFIRMED, good.orElseThrow().state());
            good.orElseThrow().hangUp();
            scene.run(400);
            assertEquals(0, scene.bob.counters().failures());
            scene.verify(good);
        }
    }

    private static void sweep(Side side, int more) {
        int calls = run(side, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertTrue(calls >= LEAST_CALLS, () -> side + ": " + calls);
        for (int n = 1; n <= calls; n++) {
            run(side, n, n + more);
        }
    }

    /** One whole call with a re-offer of each side; says how many calls out of the core there were. */
    private static int run(Side side, int first, int last) {
        try (var scene = new Scene(side + " " + first + " to " + last)) {
            FaultyNetwork faulty = side == Side.CALLER ? scene.callers : scene.callees;
            faulty.arm(first, last);
            Optional<OutgoingCall> call = scene.invite();
            scene.run(2);
            call.ifPresent(Call::reofferAsync);
            scene.run(10);
            scene.received.forEach(Call::reofferAsync);
            scene.run(10);
            call.ifPresent(Call::hangUp);
            scene.run(60);
            // Where the caller's BYE could not be sent.
            scene.received.forEach(Call::hangUp);
            scene.run(400);
            scene.verify(call);
            return faulty.calls();
        }
    }

    private static final class Scene implements AutoCloseable {
        private final SimulatedNetwork network = SimulatedNetwork.withSeed(17);
        private final FaultyNetwork callers = new FaultyNetwork(network.host(TwoAgents.ALICE));
        private final FaultyNetwork callees = new FaultyNetwork(network.host(TwoAgents.BOB));
        private final UserAgent alice = UserAgent.builder(callers.network()).build();
        private final UserAgent bob =
                UserAgent.builder(callees.network()).onCall(this::onCall).build();
        private final List<IncomingCall> received = new ArrayList<>();
        private final List<CallOutcome> outcomes = new ArrayList<>();
        private final String what;

        Scene(String what) {
            this.what = what;
            network.conditionsEverywhere(TwoAgents.LINE);
            TwoAgents.start(alice);
            TwoAgents.start(bob);
        }

        private void onCall(IncomingCall call) {
            received.add(call);
            call.onEvent(event -> take(event, callees));
            call.ringing();
            call.answer(new Faulty(callees));
        }

        private void take(CallEvent event, FaultyNetwork faults) {
            if (event instanceof CallEvent.Ended ended) {
                outcomes.add(ended.outcome());
            }
            if (faults.fails()) {
                throw new IllegalStateException("a listener, for the test");
            }
        }

        Optional<OutgoingCall> invite() {
            try {
                OutgoingCall call = alice.invite(
                        Invitation.to(TwoAgents.BOB_URI, new Faulty(callers)).build());
                call.onEvent(event -> take(event, callers));
                return Optional.of(call);
            } catch (IllegalStateException forTheTest) {
                return Optional.empty();
            }
        }

        void run(int seconds) {
            network.runFor(Duration.ofSeconds(seconds));
        }

        void verify(Optional<OutgoingCall> call) {
            assertTrue(alice.counters().isIdle(), () -> what + ", alice: " + alice.counters());
            assertTrue(bob.counters().isIdle(), () -> what + ", bob: " + bob.counters());
            call.ifPresent(placed -> assertEquals(CallState.ENDED, placed.state(), what));
            received.forEach(taken -> assertEquals(CallState.ENDED, taken.state(), what));
            assertTrue(received.size() <= 1, what);
        }

        @Override
        public void close() {
            callers.arm(Integer.MAX_VALUE, Integer.MAX_VALUE);
            callees.arm(Integer.MAX_VALUE, Integer.MAX_VALUE);
            alice.close();
            bob.close();
            network.assertNothingPending();
            network.close();
        }
    }

    /** A negotiator that fails when its host does. */
    private static final class Faulty extends ScriptedNegotiator {
        private final FaultyNetwork faults;

        Faulty(FaultyNetwork faults) {
            this.faults = faults;
        }

        private void check() {
            if (faults.fails()) {
                throw new IllegalStateException("a negotiator, for the test");
            }
        }

        @Override
        public SessionDescription createOffer() {
            check();
            return super.createOffer();
        }

        @Override
        public OfferReply takeOffer(SessionDescription offer) {
            check();
            return super.takeOffer(offer);
        }

        @Override
        public boolean takeAnswer(SessionDescription answer) {
            check();
            return super.takeAnswer(answer);
        }

        @Override
        public void rollback() {
            check();
            super.rollback();
        }
    }
}
