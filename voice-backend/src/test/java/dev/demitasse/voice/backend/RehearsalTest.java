// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.testkit.SimulatedNetwork;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("what the first call needs is gone through at the start")
class RehearsalTest {
    private static MediaPlan plan(Network network, String... codecs) {
        VoiceOptions options =
                SipVoiceBackend.builder().network(network).codecs(codecs).options();
        return new MediaPlan(options, network, AudioCodecs.installed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "PCMA"})
    @DisplayName("all the way to a 200 with an answer, whatever codec the backend has")
    void answers(String codec) {
        try (var network = SimulatedNetwork.withSeed(1)) {
            Optional<byte[]> answer = Rehearsal.of(plan(network.host("192.0.2.1"), codec));
            String text = new String(answer.orElseThrow(), StandardCharsets.UTF_8);
            assertTrue(text.startsWith("SIP/2.0 200 OK\r\n"), text);
            assertTrue(text.contains(" " + codec + "/8000\r\n"), text);
            assertTrue(text.contains("m=audio 4000 RTP/AVP "), text);
        }
    }

    @Test
    @DisplayName("regression: a codec that throws kept the backend from starting, and encoders were left open")
    void codecThatThrows() {
        var broken = new BrokenCodecs();
        try (var network = SimulatedNetwork.withSeed(3)) {
            VoiceOptions options = SipVoiceBackend.builder().network(network).options();
            var plan = new MediaPlan(options, network, AudioCodecs.of(List.of(broken)));
            String logged = Logged.during(() -> assertTrue(Rehearsal.of(plan).isPresent()));
            assertTrue(logged.contains("PCMU has failed before the first call"), logged);
            assertEquals(0, broken.open.get());
        }
    }

    @Test
    @DisplayName("it sends nothing, takes no time and draws no random number")
    void unseen() {
        try (var network = SimulatedNetwork.withSeed(2);
                var same = SimulatedNetwork.withSeed(2)) {
            var host = network.host("192.0.2.1");
            Rehearsal.of(plan(host, "PCMU", "PCMA"));
            assertEquals(0, network.now());
            assertEquals(
                    same.host("192.0.2.1").random().nextLong(), host.random().nextLong());
            network.assertNothingPending();
        }
    }
}
