// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.testkit.Datagram;
import dev.demitasse.testkit.Fate;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.RecordedPacket;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Alice (192.0.2.1) and Bob (192.0.2.2) on a simulated line of 10 ms each way, with all they are told. */
final class TwoAgents implements AutoCloseable {
    static final String ALICE = "192.0.2.1";
    static final String BOB = "192.0.2.2";
    static final SipUri BOB_URI = SipUri.parse("sip:bob@" + BOB);
    static final LinkConditions LINE =
            LinkConditions.builder().latency(Duration.ofMillis(10)).build();
    /** After this long without input all timers are over: 64*T1 twice, and what is between. */
    static final Duration LONG = Duration.ofMinutes(5);

    final SimulatedNetwork network;
    final UserAgent alice;
    final UserAgent bob;
    final List<IncomingCall> received = new ArrayList<>();
    final List<String> bobHeard = new ArrayList<>();
    final List<String> aliceHeard = new ArrayList<>();
    private Consumer<IncomingCall> handler = call -> {};

    TwoAgents(long seed) {
        this(seed, UnaryOperator.identity());
    }

    TwoAgents(long seed, UnaryOperator<UserAgentBuilder> bobs) {
        network = SimulatedNetwork.withSeed(seed);
        network.conditionsEverywhere(LINE);
        alice = UserAgent.builder(network.host(ALICE))
                .name("alice")
                .onCall(this::onCall)
                .build();
        bob = bobs.apply(UserAgent.builder(network.host(BOB)).name("bob").onCall(this::onCall))
                .build();
        start(alice);
        start(bob);
    }

    static void start(UserAgent agent) {
        try {
            agent.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is done with incoming calls, on a thread of its own. */
    TwoAgents handler(Consumer<IncomingCall> newHandler) {
        handler = newHandler;
        return this;
    }

    private void onCall(IncomingCall call) {
        received.add(call);
        call.onEvent(event -> bobHeard.add(name(event)));
        handler.accept(call);
    }

    OutgoingCall call() {
        return call(Invitation.to(BOB_URI, sdp("alice")).build());
    }

    OutgoingCall call(Invitation invitation) {
        OutgoingCall call = alice.invite(invitation);
        call.onEvent(event -> aliceHeard.add(name(event)));
        return call;
    }

    static String name(CallEvent event) {
        if (event instanceof CallEvent.Ringing ringing) {
            return ringing.response().status().code() + (ringing.earlyMedia().isPresent() ? " with media" : "");
        }
        if (event instanceof CallEvent.Ended ended) {
            String status =
                    ended.outcome().status().map(code -> " " + code.code()).orElse("");
            return ended.outcome().cause() + status;
        }
        return event.getClass().getSimpleName();
    }

    static MediaNegotiator sdp(String who) {
        return MediaNegotiator.fixed(description(who));
    }

    static SessionDescription description(String who) {
        try {
            return SdpParser.create()
                    .parse("v=0\r\no=" + who + " 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
                            + "m=audio 4000 RTP/AVP 0\r\n");
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
    }

    void run(Duration time) {
        network.runFor(time);
    }

    void run(long millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    /** The messages on the wire, "A&gt;B INVITE" or "B&gt;A 200 INVITE", lost ones in brackets. */
    List<String> flow() {
        return flowWith("");
    }

    /** Those of them that contain a text. */
    List<String> flowWith(String text) {
        List<String> lines = new ArrayList<>();
        for (RecordedPacket packet : network.recording()) {
            String message = text(packet.payload());
            if (message.isBlank() || !message.contains(text)) {
                continue;
            }
            String line =
                    (packet.from().getAddress().getHostAddress().equals(ALICE) ? "A>B " : "B>A ") + label(message);
            lines.add(packet.fate() == Fate.LOST_BY_TEST ? "(" + line + ")" : line);
        }
        return lines;
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload).toString();
    }

    /** Start line and CSeq in short. */
    static String label(String message) {
        if (message.isBlank()) {
            return "keepalive";
        }
        String first = message.substring(0, message.indexOf("\r\n"));
        if (!first.startsWith("SIP/2.0 ")) {
            return first.substring(0, first.indexOf(' '));
        }
        int cseq = message.indexOf("CSeq: ");
        String line = message.substring(cseq, message.indexOf("\r\n", cseq));
        return first.substring(8, 11) + line.substring(line.lastIndexOf(' '));
    }

    static boolean is(Datagram datagram, String label) {
        return label(datagram.text()).equals(label);
    }

    /** Lets all timers run out: both tables are empty then. */
    void assertAllTablesEmpty() {
        network.runFor(LONG);
        assertTrue(alice.counters().isIdle(), () -> "alice: " + alice.counters());
        assertTrue(bob.counters().isIdle(), () -> "bob: " + bob.counters());
    }

    static InetSocketAddress sip(String host) {
        return new InetSocketAddress(host, 5060);
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
        network.assertNothingPending();
        network.close();
    }
}
