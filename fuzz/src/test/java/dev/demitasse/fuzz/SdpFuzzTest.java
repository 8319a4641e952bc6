// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.LocalMedia;
import dev.demitasse.sip.sdp.MediaFormat;
import dev.demitasse.sip.sdp.Negotiation;
import dev.demitasse.sip.sdp.OfferAnswer;
import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import dev.demitasse.sip.sdp.SessionDescription;

/** Any body: it is a description, or rejected; what is written is read as the same; as an offer it is answered in its order. */
class SdpFuzzTest {
    private static final SdpParser PARSER = SdpParser.create();
    private static final LocalCapabilities CAPABILITIES = LocalCapabilities.builder("198.51.100.1")
            .media(LocalMedia.audio(4000)
                    .format(MediaFormat.PCMU)
                    .format(MediaFormat.PCMA)
                    .telephoneEvents(101)
                    .build())
            .build();

    @FuzzTest(maxDuration = "3s")
    void description(byte[] bytes) throws SdpParseException {
        SessionDescription description;
        try {
            description = PARSER.parse(bytes);
        } catch (SdpParseException rejected) {
            return;
        }
        description.toString();
        assertEquals(description, PARSER.parse(description.toBytes()));
        answer(description);
        answered(description);
    }

    private static void answer(SessionDescription offer) throws SdpParseException {
        var session = new OfferAnswer(CAPABILITIES, 1, 1);
        if (session.takeOffer(offer) instanceof Negotiation.Failed) {
            return;
        }
        SessionDescription answer = session.createAnswer();
        assertEquals(offer.media().size(), answer.media().size());
        assertEquals(offer.media().size(), session.media().size());
        assertEquals(answer, PARSER.parse(answer.toBytes()));
    }

    private static void answered(SessionDescription answer) {
        var session = new OfferAnswer(CAPABILITIES, 1, 1);
        int lines = session.createOffer().media().size();
        if (session.takeAnswer(answer) instanceof Negotiation.Agreed) {
            assertTrue(answer.media().size() == lines && session.media().size() == lines);
        }
    }
}
