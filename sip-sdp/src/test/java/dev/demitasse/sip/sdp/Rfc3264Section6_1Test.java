// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 3264 6.1: directions of unicast streams")
class Rfc3264Section6_1Test {
    @ParameterizedTest(name = "offered {0}, wanted {1}: answer {2}")
    @CsvSource({
        "sendrecv,sendrecv,sendrecv", "sendrecv,sendonly,sendonly", "sendrecv,recvonly,recvonly",
        "sendrecv,inactive,inactive", "sendonly,sendrecv,recvonly", "sendonly,sendonly,inactive",
        "sendonly,recvonly,recvonly", "sendonly,inactive,inactive", "recvonly,sendrecv,sendonly",
        "recvonly,sendonly,sendonly", "recvonly,recvonly,inactive", "recvonly,inactive,inactive",
        "inactive,sendrecv,inactive", "inactive,sendonly,inactive", "inactive,recvonly,inactive",
        "inactive,inactive,inactive"
    })
    @DisplayName("all sixteen pairs, by the algebra and through two machines")
    void pairs(String offeredName, String wantedName, String answerName) {
        var offered = Direction.fromAttribute(offeredName).orElseThrow();
        var wanted = Direction.fromAttribute(wantedName).orElseThrow();
        var expected = Direction.fromAttribute(answerName).orElseThrow();
        assertEquals(expected, wanted.answerTo(offered));

        var offerer = Sdp.machine(Sdp.telephone());
        var answerer = Sdp.machine(Sdp.telephone());
        offerer.direction(offered);
        answerer.direction(wanted);
        var offer = offerer.createOffer();
        assertEquals(offered, offer.directionOf(offer.media().get(0)));
        assertEquals(expected, Sdp.first(answerer.takeOffer(offer)).direction());
        var answer = answerer.createAnswer();
        assertEquals(expected, answer.directionOf(answer.media().get(0)));
        assertEquals(expected.mirrored(), Sdp.first(offerer.takeAnswer(answer)).direction());
    }

    @Test
    @DisplayName("the algebra: mirroring twice changes nothing, `and` is what both allow, names map back")
    void algebra() {
        for (Direction one : Direction.values()) {
            assertEquals(one, one.mirrored().mirrored());
            assertEquals(one, Direction.of(one.sends(), one.receives()));
            assertEquals(one, Direction.fromAttribute(one.attributeName()).orElseThrow());
            for (Direction other : Direction.values()) {
                assertEquals(one.sends() && other.sends(), one.and(other).sends());
                assertEquals(one.receives() && other.receives(), one.and(other).receives());
            }
        }
        assertTrue(Direction.fromAttribute("SendRecv").isEmpty());
    }

    @Test
    @DisplayName("RFC 8866 6.7: a direction at the session level holds for every stream without its own")
    void sessionLevel() {
        var session = Sdp.media("a=recvonly\nm=audio 1 RTP/AVP 0\nm=video 2 RTP/AVP 31\na=inactive\n");
        assertEquals(Direction.RECVONLY, session.directionOf(session.media().get(0)));
        assertEquals(Direction.INACTIVE, session.directionOf(session.media().get(1)));
        assertEquals(
                Direction.SENDONLY,
                Sdp.first(Sdp.machine(Sdp.telephone()).takeOffer(session)).direction());
    }

    @Test
    @DisplayName("an answer that claims more than was offered gets no more")
    void greedyAnswer() {
        var offerer = Sdp.machine(Sdp.telephone());
        offerer.direction(Direction.SENDONLY);
        offerer.createOffer();
        var answer = Sdp.media("m=audio 1 RTP/AVP 0\na=sendrecv\n");
        assertEquals(Direction.SENDONLY, Sdp.first(offerer.takeAnswer(answer)).direction());
    }
}
