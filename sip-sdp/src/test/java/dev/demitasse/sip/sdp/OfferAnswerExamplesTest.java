// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole exchanges in the manner of RFC 4317, whose scenarios the names repeat; the descriptions are this project's. */
@DisplayName("whole exchanges, offer and answer as text")
class OfferAnswerExamplesTest {
    private final OfferAnswer bob = new OfferAnswer(Sdp.telephone(), 808, 3);

    private void exchange(String offer, String answer) {
        var result =
                bob.takeOffer(Sdp.parse("v=0\no=alice 5 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n" + offer));
        Sdp.first(result);
        assertEquals(Sdp.crlf(answer), bob.createAnswer().toString());
    }

    @Test
    @DisplayName("2.1: audio and video offered, three codecs; audio taken, video rejected; then the stream is held")
    void audioAndVideo() {
        exchange("""
                m=audio 49170 RTP/AVP 97 8 0
                a=rtpmap:97 iLBC/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:0 PCMU/8000
                m=video 51372 RTP/AVP 31
                a=rtpmap:31 H261/90000
                """, """
                v=0
                o=- 808 3 IN IP4 198.51.100.1
                s=-
                c=IN IP4 198.51.100.1
                t=0 0
                m=audio 4000 RTP/AVP 0 8
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=ptime:20
                a=sendrecv
                m=video 0 RTP/AVP 31
                """);
        exchange("""
                m=audio 49170 RTP/AVP 0
                a=sendonly
                m=video 0 RTP/AVP 31
                """, """
                v=0
                o=- 808 4 IN IP4 198.51.100.1
                s=-
                c=IN IP4 198.51.100.1
                t=0 0
                m=audio 4000 RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                a=ptime:20
                a=recvonly
                m=video 0 RTP/AVP 31
                """);
    }

    @Test
    @DisplayName("2.4: two audio lines, the second for digits: this side, with one stream, takes the first")
    void secondAudioForDigits() {
        exchange("""
                m=audio 49170 RTP/AVP 0
                m=audio 49172 RTP/AVP 98
                a=rtpmap:98 telephone-event/8000
                a=sendonly
                """, """
                v=0
                o=- 808 3 IN IP4 198.51.100.1
                s=-
                c=IN IP4 198.51.100.1
                t=0 0
                m=audio 4000 RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                a=ptime:20
                a=sendrecv
                m=audio 0 RTP/AVP 98
                """);
    }

    @Test
    @DisplayName("a phone of today: G.729 first, digits at 96, 30 ms packets")
    void phone() {
        exchange("""
                m=audio 16384 RTP/AVP 18 8 96
                a=rtpmap:18 G729/8000
                a=fmtp:18 annexb=no
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-15
                a=ptime:30
                """, """
                v=0
                o=- 808 3 IN IP4 198.51.100.1
                s=-
                c=IN IP4 198.51.100.1
                t=0 0
                m=audio 4000 RTP/AVP 8 96
                a=rtpmap:8 PCMA/8000
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-16
                a=ptime:30
                a=sendrecv
                """);
    }
}
