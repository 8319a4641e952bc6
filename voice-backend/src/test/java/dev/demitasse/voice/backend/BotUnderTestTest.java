// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.event.loop.Network;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.Nat;
import dev.demitasse.testkit.SimulatedNetwork;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BotUnderTestTest {
    @Test
    void servesACallerBehindNatOverALineThatLosesFivePercent() {
        var pressed = new StringBuffer();
        var network = SimulatedNetwork.withSeed(42);
        network.conditionsEverywhere(LinkConditions.lossy(0.05));
        network.nat("10.0.0.2", "203.0.113.77", Nat.Kind.PORT_RESTRICTED);
        try (var bot = on(network.host("198.51.100.20"));
                var phone = on(network.host("10.0.0.2"))) {
            bot.onDtmfReceived((session, key) -> pressed.append(key.digit()));
            bot.onCall(this::onCall).start();
            VoiceSession call = phone.start().dial("sip:bot@198.51.100.20");
            call.sendDtmf("42#");
            call.play(new short[16_000], 8_000).await();
            assertEquals("42#", pressed.toString());
            assertEquals(EndReason.LOCAL_HANG_UP, call.disconnect().reason());
        }
        network.runFor(Duration.ofSeconds(1));
        network.assertNothingPending();
    }

    private static SipVoiceBackend on(Network host) {
        return SipVoiceBackend.builder().network(host).build();
    }

    private void onCall(VoiceSession session) { // the bot: the user's own handler
        session.play(new short[4_000], 8_000).await();
        session.awaitEnd();
    }
}
