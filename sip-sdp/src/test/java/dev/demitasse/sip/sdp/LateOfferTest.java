// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 13.2.1 and 14.2: the offer comes late, in the 200 or a reliable provisional")
class LateOfferTest {
    private static final String SAME = "m=audio 5000 RTP/AVP 0\n";

    private final OfferAnswer us = Sdp.machine(Sdp.telephone());

    private static String version(SessionDescription description) {
        return description.origin().sessionVersion();
    }

    @Test
    @DisplayName("an INVITE without a body: everything is offered in the 200, the ACK says what is agreed")
    void initial() {
        var offer = us.createOffer();
        assertEquals(List.of("0", "8", "101"), offer.media().get(0).formats());
        assertTrue(us.media().isEmpty());
        var agreed = Sdp.first(us.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 8\na=sendonly\n")));
        assertEquals(Direction.RECVONLY, agreed.direction());
        assertEquals(Optional.of(offer), us.localDescription());
    }

    @Test
    @DisplayName("an ACK without an answer, or with another number of lines: nothing is agreed, and there is no stream")
    void noAnswer() {
        us.createOffer();
        var result = us.takeAnswer(Sdp.media(SAME + SAME));
        assertEquals(Negotiation.Reason.MEDIA_LINES_DIFFER, Sdp.reason(result));
        assertEquals(OfferAnswer.State.NO_DESCRIPTION, us.state());
        assertEquals(Optional.empty(), us.localDescription());
        us.createOffer();
        us.rollback();
        assertEquals(OfferAnswer.State.NO_DESCRIPTION, us.state());
    }

    @Test
    @DisplayName("an answer that takes nothing is an answer: the session stays, without a stream")
    void emptyAnswer() {
        us.createOffer();
        assertEquals(Negotiation.Reason.ALL_REJECTED, Sdp.reason(us.takeAnswer(Sdp.media("m=audio 0 RTP/AVP 0\n"))));
        assertEquals(OfferAnswer.State.STABLE, us.state());
        assertFalse(us.media().get(0).isAccepted());
    }

    @Nested
    @DisplayName("in an established session")
    class Established {
        @BeforeEach
        void established() {
            us.takeOffer(Sdp.media(SAME));
            us.createAnswer();
        }

        @Test
        @DisplayName("14.2: the offer has every codec again, not only what was agreed; the number of streams is kept")
        void everything() {
            var offer = us.createOffer();
            assertEquals(List.of("0", "8", "101"), offer.media().get(0).formats());
            assertEquals("2", version(offer));
            assertEquals(1, offer.media().size());
        }

        @Test
        @DisplayName("14.2: a peer that holds by a bodyless re-INVITE and sendonly in the ACK is heard, not sent to")
        void heldByAnswer() {
            us.createOffer();
            var held = Sdp.first(us.takeAnswer(Sdp.media(SAME + "a=sendonly\n")));
            assertEquals(Direction.RECVONLY, held.direction());
            assertEquals(Direction.SENDRECV, us.direction(), "what this side wants is not changed by it");
            us.createOffer();
            assertEquals(
                    Direction.SENDRECV,
                    Sdp.first(us.takeAnswer(Sdp.media(SAME))).direction());
        }

        @Test
        @DisplayName("14.1: an offer of ours that comes to nothing leaves the old agreement, and its version is spent")
        void failed() {
            var before = us.media();
            var spent = us.createOffer();
            us.rollback();
            assertEquals(before, us.media());
            us.direction(Direction.SENDONLY);
            var next = us.createOffer();
            assertEquals(Long.parseLong(version(spent)) + 1, Long.parseLong(version(next)));
            us.rollback();
            us.direction(Direction.SENDRECV);
            assertEquals("4", version(us.createOffer()), "what was sent last differs, though it was agreed never");
        }

        @Test
        @DisplayName("14.1: an offer of the peer that cannot be had leaves the old agreement and no pending offer")
        void refused() {
            var before = us.media();
            var refused = us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 18\n"));
            assertEquals(Negotiation.Reason.NO_COMMON_FORMAT, Sdp.reason(refused));
            assertEquals(OfferAnswer.State.STABLE, us.state());
            assertEquals(before, us.media());
            var fewer = us.takeOffer(Sdp.media(""));
            assertEquals(Negotiation.Reason.MEDIA_LINES_DIFFER, Sdp.reason(fewer));
            assertEquals(OfferAnswer.State.STABLE, us.state());
        }

        @Test
        @DisplayName("RFC 3264 8: an offer that changes nothing is answered with the same version")
        void sessionRefresh() {
            for (int refresh = 0; refresh < 3; refresh++) {
                us.takeOffer(Sdp.media(SAME));
                assertEquals("1", version(us.createAnswer()));
            }
        }

        @Test
        @DisplayName("RFC 3264 8: the version goes up by one for direction, address, port, codec and packet time")
        void versions() {
            List<String> changes =
                    List.of(SAME + "a=sendonly\n", "m=audio 5000 RTP/AVP 8\n", "m=audio 5000 RTP/AVP 8\na=ptime:30\n");
            long expected = 1;
            for (String change : changes) {
                us.takeOffer(Sdp.media(change));
                assertEquals(++expected, Long.parseLong(version(us.createAnswer())), change);
            }
            us.takeOffer(Sdp.media("m=audio 6000 RTP/AVP 8\nc=IN IP4 192.0.2.99\na=ptime:30\n"));
            assertEquals(expected, Long.parseLong(version(us.createAnswer())), "the peer moved; this side has not");
            var moved = us.capabilities().toBuilder()
                    .advertisedAddress("198.51.100.77")
                    .build();
            us.capabilities(moved);
            var offer = us.createOffer();
            assertEquals(++expected, Long.parseLong(version(offer)));
            assertEquals("198.51.100.77", offer.connection().orElseThrow().address());
            assertEquals("198.51.100.1", offer.origin().address(), "o= stays what it was");
        }
    }
}
