// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipUri;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the ladder of a call's messages")
class LadderTest extends CallScene {
    @Test
    @DisplayName("the ladder shows the call's messages and names nobody")
    void ladder() {
        OutgoingCall call = established();
        call.hangUp();
        line.run(500);
        assertEquals(
                List.of("INVITE (91 bytes)", "100 Trying", "200 OK (89 bytes)", "ACK", "BYE", "200 OK"), lines(call));
        assertFalse(call.ladder().toString().contains("bob"), call.ladder().toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("whoever is told that this side has hung up finds the BYE in the ladder")
    void byeBeforeTheNews(boolean caller) {
        var hooked = new FaultyNetwork(line.network.host("192.0.2.5"));
        List<IncomingCall> taken = new ArrayList<>();
        try (UserAgent carol = UserAgent.builder(hooked.network())
                .onCall(call -> {
                    taken.add(call);
                    call.answer(TwoAgents.sdp("carol"));
                })
                .build()) {
            TwoAgents.start(carol);
            line.handler(CallScene::answer);
            Call call = caller
                    ? carol.invite(
                            Invitation.to(TwoAgents.BOB_URI, TwoAgents.sdp("c")).build())
                    : line.call(Invitation.to(SipUri.parse("sip:carol@192.0.2.5"), TwoAgents.sdp("alice"))
                            .build());
            line.run(500);
            Call carols = caller ? call : taken.get(0);
            List<String> told = new ArrayList<>();
            hooked.beforeTelling(() -> told.add(carols.state() + ": " + lines(carols)));
            carols.hangUp();
            line.run(500);
            assertEquals(CallOutcome.Cause.LOCAL_HANG_UP, carols.awaitEnd().cause());
            assertFalse(told.isEmpty());
            assertTrue(
                    told.stream().allMatch(news -> news.startsWith("ENDED") && news.endsWith("BYE]")), told::toString);
        }
    }

    private static List<String> lines(Call call) {
        return call.ladder().entries().stream().map(Ladder.Entry::line).toList();
    }
}
