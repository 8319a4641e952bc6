// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The recording of what has passed")
class RecordingTest {
    private static final LinkConditions BAD = LinkConditions.builder()
            .latency(Duration.ofMillis(20))
            .jitter(Duration.ofMillis(15))
            .loss(0.2)
            .burstLoss(0.01, 0.3)
            .reordering(0.05, Duration.ofMillis(30))
            .duplication(0.05)
            .bandwidth(256_000, 2000)
            .build();

    private static String run(long seed) {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(seed)) {
            network.conditionsEverywhere(BAD);
            network.nat("10.0.0.2", "203.0.113.1", Nat.Kind.SYMMETRIC);
            Talk left = new Talk(network, "10.0.0.2", 1000);
            Talk right = new Talk(network, "2001:db8::2", 2000);
            Talk other = new Talk(network, "192.0.2.2", 2000);
            Talk six = new Talk(network, "2001:db8::1", 2000);
            left.sendMany(500, 2_000_000, other);
            other.sendMany(500, 2_500_000, left);
            six.sendMany(500, 3_000_000, right);
            network.runUntilIdle();
            return network.recordingText();
        }
    }

    @Test
    @DisplayName("a packet is one line: times, protocol, addresses, length, hash, fate")
    void text() {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            network.conditions(
                    "192.0.2.1",
                    SimulatedNetwork.ANY,
                    LinkConditions.builder()
                            .latency(Duration.ofNanos(1_500_000_001))
                            .build());
            Talk a = new Talk(network, "192.0.2.1", 5060);
            Talk b = new Talk(network, "192.0.2.2", 5062);
            Talk six = new Talk(network, "2001:db8::1", 7);
            a.send("a", b);
            b.send("", new InetSocketAddress("192.0.2.1", 9));
            six.send("x", new InetSocketAddress("2001:db8::2", 9));
            network.runUntilIdle();
            assertEquals("""
                    0.000000000 UDP 192.0.2.1:5060 > 192.0.2.2:5062 1 bytes af63dc4c8601ec8c DELIVERED 1.500000001
                    0.000000000 UDP 192.0.2.2:5062 > 192.0.2.1:9 0 bytes cbf29ce484222325 PORT_CLOSED
                    0.000000000 UDP [2001:db8:0:0:0:0:0:1]:7 > [2001:db8:0:0:0:0:0:2]:9 1 bytes af63f54c86021707 NO_HOST
                    """, network.recordingText());
        }
    }

    @Test
    @DisplayName("packets give their parts, and are equal when all of these are")
    void packets() {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            network.conditionsEverywhere(
                    LinkConditions.builder().latency(Duration.ofMillis(7)).build());
            Talk a = new Talk(network, "192.0.2.1", 5060);
            network.runFor(Duration.ofMillis(3));
            a.send("text", a);
            a.send("text", a);
            a.send("other", a);
            network.runFor(Duration.ZERO);
            assertEquals(Fate.ON_THE_WAY, network.recording().get(0).fate());
            assertEquals(Optional.empty(), network.recording().get(0).delay());
            network.runUntilIdle();
            List<RecordedPacket> packets = network.recording();
            RecordedPacket first = packets.get(0);
            assertEquals(3_000_000, first.sentAt());
            assertEquals(Optional.of(Duration.ofMillis(7)), first.delay());
            assertEquals(RecordedPacket.Protocol.UDP, first.protocol());
            assertEquals(a.address(), first.from());
            assertEquals(a.address(), first.to());
            assertEquals(4, first.length());
            assertEquals("text", US_ASCII.decode(first.payload()).toString());
            assertThrows(ReadOnlyBufferException.class, () -> first.payload().put((byte) 1));
            assertEquals(first, packets.get(1));
            assertEquals(first.hashCode(), packets.get(1).hashCode());
            assertNotEquals(first, packets.get(2));
            assertThrows(UnsupportedOperationException.class, packets::clear);
        }
    }

    @Test
    @DisplayName("it can be switched off and forgotten")
    void off() {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            Talk a = new Talk(network, "192.0.2.1", 5060);
            a.send("recorded", a);
            network.runUntilIdle();
            network.record(false);
            a.send("not recorded", a);
            network.runUntilIdle();
            assertEquals(1, network.recording().size());
            network.clearRecording();
            assertEquals(List.of(), network.recording());
            assertEquals(2, a.heard.size());
        }
    }

    @Test
    @DisplayName("streams are recorded too: their opening, their bytes, their end")
    void streams() throws IOException {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            var loop = network.openLoop("a");
            var ear = new StreamContract.StreamEar();
            loop.listen(new InetSocketAddress("127.0.0.1", 80), (accepted, now) -> ear.accepted(accepted));
            var stream = loop.connect(new InetSocketAddress("127.0.0.1", 80), ear);
            loop.execute(() -> stream.send(ByteBuffer.wrap(new byte[2000])));
            network.runUntilIdle();
            stream.close();
            network.runUntilIdle();
            assertEquals(
                    List.of(0, 1448, 552, 0, 0),
                    network.recording().stream().map(RecordedPacket::length).toList());
            assertTrue(
                    network.recording().stream().allMatch(packet -> packet.protocol() == RecordedPacket.Protocol.TCP));
        }
    }

    @Test
    @DisplayName("the same seed gives the same bytes, on every JDK; another seed others")
    void golden() {
        String text = run(20260101);
        assertEquals(text, run(20260101));
        assertNotEquals(text, run(20260102));
        assertEquals(1536, text.lines().count());
        assertEquals(
                1_802_760_259, Arrays.hashCode(text.getBytes(US_ASCII)), "as it was on JDK 17 when this was written");
    }
}
