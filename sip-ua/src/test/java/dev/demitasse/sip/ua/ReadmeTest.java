// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.sdp.SessionDescription;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The snippet of README.md, compiled and run. */
class ReadmeTest {
    static String callOnce(Network network, Uri target, SessionDescription offer) throws IOException {
        try (UserAgent agent = UserAgent.builder(network)
                .bind(new InetSocketAddress(5070))
                .onCall(call -> call.reject(SipStatus.BUSY_HERE))
                .build()) {
            agent.start();
            OutgoingCall call = agent.invite(
                    Invitation.to(target, MediaNegotiator.fixed(offer)).build());
            call.onEvent(event -> System.out.println(event));
            call.awaitAnswer();
            call.hangUp();
            call.awaitEnd();
            return call.ladder().toString();
        } catch (CallException failed) {
            return failed.outcome().toString();
        }
    }

    @Test
    void itRuns() throws IOException {
        try (var line = new TwoAgents(1)) {
            line.handler(call -> call.answer(TwoAgents.sdp("bob")));
            String ladder =
                    callOnce(line.network.host("192.0.2.5"), TwoAgents.BOB_URI, TwoAgents.description("readme"));
            assertTrue(ladder.contains("--> BYE"), ladder);
        }
    }

    @Test
    void itIsTheSnippet() throws IOException {
        String readme = words(Files.readString(Path.of("README.md")));
        String source = Files.readString(Path.of("src/test/java/dev/demitasse/sip/ua/ReadmeTest.java"));
        String method = source.substring(source.indexOf("    static String callOnce"), source.indexOf("    @Test"));
        assertTrue(readme.contains(words(method)));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
