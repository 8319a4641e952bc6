// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what a media layer is told")
class NegotiatedMediaTest {
    private static NegotiatedMedia agreed(String lines) {
        return Sdp.first(Sdp.machine(Sdp.telephone()).takeOffer(Sdp.media(lines)));
    }

    @Test
    @DisplayName("everything about a stream, without SDP")
    void stream() {
        var audio = agreed("m=audio 5000 RTP/AVPF 101 8\na=rtpmap:101 telephone-event/8000\na=maxptime:40\na=mid:a1\n");
        assertEquals(0, audio.index());
        assertEquals("audio", audio.media());
        assertEquals("RTP/AVPF", audio.protocol());
        assertEquals(Optional.of("a1"), audio.mid());
        assertTrue(audio.isAccepted());
        assertEquals(OptionalInt.of(40), audio.maxptimeMillis());
        assertEquals(Optional.of(MediaFormat.PCMA), audio.sendFormat());
        assertEquals("audio sendrecv PCMA :4000 -> /192.0.2.1:5000", audio.toString());
    }

    @Test
    @DisplayName("a rejected stream has neither codecs nor addresses")
    void rejected() {
        var machine = Sdp.machine(Sdp.telephone());
        machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\nm=video 6000 RTP/AVP 31\na=mid:v1\n"));
        machine.createAnswer();
        var video = machine.media().get(1);
        assertFalse(video.isAccepted());
        assertEquals(1, video.index());
        assertEquals(Optional.of("v1"), video.mid());
        assertEquals(0, video.localPort());
        assertEquals(0, video.remote().getPort());
        assertEquals(0, video.remoteRtcp().getPort());
        assertEquals(Optional.empty(), video.sendFormat());
        assertEquals(Optional.empty(), video.sendTelephoneEvent());
        assertEquals(List.of(), video.receiveFormats());
    }

    @Test
    @DisplayName("two agreements are equal exactly when nothing changed for the media layer")
    void equality() {
        String lines = "m=audio 5000 RTP/AVP 0\n";
        assertEquals(agreed(lines), agreed(lines));
        assertEquals(agreed(lines).hashCode(), agreed(lines).hashCode());
        for (String other : List.of(
                "m=audio 5002 RTP/AVP 0\n",
                "m=audio 5000 RTP/AVP 8\n",
                "m=audio 5000 RTP/AVP 0\na=sendonly\n",
                "m=audio 5000 RTP/AVP 0\na=ptime:30\n",
                "m=audio 5000 RTP/AVP 0\na=maxptime:30\n",
                "m=audio 5000 RTP/AVP 0\na=rtcp:7000\n",
                "m=audio 5000 RTP/AVP 0\na=mid:x\n",
                "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.2\n")) {
            assertNotEquals(agreed(lines), agreed(other), other);
        }
    }

    @Test
    @DisplayName("video by codec name, beside audio")
    void video() {
        var vp8 = MediaFormat.of(100, "VP8", 90_000, 1);
        var machine = Sdp.machine(Sdp.capabilities(
                Sdp.telephone().media().get(0),
                LocalMedia.builder("video", 4002).format(vp8).build()));
        machine.takeOffer(Sdp.media(
                "m=video 6000 RTP/AVP 98 97\na=rtpmap:98 H264/90000\na=rtpmap:97 vp8/90000\nm=audio 5000 RTP/AVP 0\n"));
        assertEquals(List.of("97"), machine.createAnswer().media().get(0).formats());
        assertEquals(4002, machine.media().get(0).localPort());
        assertEquals(4000, machine.media().get(1).localPort());
        assertEquals(97, machine.media().get(0).sendFormat().orElseThrow().payloadType());
    }
}
