// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.LinkConditions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("whole voice calls with a blocking handler over a bad line, a call for each seed")
class VoiceCallsSimulationTest {
    private static final int SEEDS = 200;

    /** SHA-256 of the recordings of all seeds, on every JDK. Whoever changes what is sent, or when, writes the new one here. */
    private static final String RECORDING = "1df5cc434076cce9a62d04a375805ba40bfbf573a2bc3d2e54abceba7090957d";

    /** 10 % lost, some overtaken, some doubled, each way. */
    private static final LinkConditions LINE = LinkConditions.builder()
            .latency(Duration.ofMillis(30))
            .jitter(Duration.ofMillis(10))
            .loss(0.10)
            .reordering(0.02, Duration.ofMillis(25))
            .duplication(0.01)
            .build();

    @Test
    @DisplayName("each side has one outcome, all tables are empty, nothing is left; the same bytes on every JDK")
    void everyCallEnds() throws NoSuchAlgorithmException {
        Map<String, Integer> outcomes = new TreeMap<>();
        var digest = MessageDigest.getInstance("SHA-256");
        for (long seed = 1; seed <= SEEDS; seed++) {
            outcomes.merge(call(seed, digest), 1, Integer::sum);
        }
        System.out.println("outcomes of " + SEEDS + " seeds: " + outcomes);
        assertEquals(
                RECORDING, HexFormat.of().formatHex(digest.digest()), "a change of what is sent changes this digest");
        int good = outcomes.getOrDefault("LOCAL_HANG_UP / REMOTE_HANG_UP", 0);
        assertTrue(good >= SEEDS * 99 / 100, outcomes::toString);
    }

    @Test
    @DisplayName("the same seed gives the same bytes")
    void reproducible() throws NoSuchAlgorithmException {
        assertEquals(recorded(7), recorded(7));
    }

    private static String recorded(long seed) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        call(seed, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String call(long seed, MessageDigest digest) {
        try (var line = new SimulatedLine(seed)) {
            line.network.conditionsEverywhere(LINE);
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            talk(line);
            line.assertIdle();
            digest.update(line.network.recordingText().getBytes(StandardCharsets.UTF_8));
            assertEquals(1, line.callerEnds.size(), "seed " + seed + ": " + line.callerEnds);
            assertTrue(line.calleeEnds.size() <= 1, "seed " + seed + ": " + line.calleeEnds);
            String callee = line.calleeEnds.isEmpty() ? "never seen" : reason(line.calleeEnds.get(0));
            return reason(line.callerEnds.get(0)) + " / " + callee;
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    private static void talk(SimulatedLine line) {
        try {
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.sendDtmf("1");
            session.play(VoiceCallTest.tone(8_000), 8_000).await();
            session.disconnect();
        } catch (CallFailedException failed) {
            line.network.runFor(Duration.ofSeconds(1));
        }
    }

    private static String reason(String disconnection) {
        int space = disconnection.indexOf(' ');
        return space < 0 ? disconnection : disconnection.substring(0, space);
    }
}
