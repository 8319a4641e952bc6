// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3264 section 6: generating the answer")
class Rfc3264Section6Test {
    private final OfferAnswer answerer = Sdp.machine(Sdp.telephone());

    private NegotiatedMedia offered(String lines) {
        return Sdp.first(answerer.takeOffer(Sdp.media(lines)));
    }

    @Test
    @DisplayName("every m= line has its counterpart in order; what this side has not gets port 0")
    void mirrorsLines() {
        answerer.takeOffer(Sdp.media("""
                m=video 5004 RTP/AVP 31
                m=audio 5000 RTP/AVP 0
                m=audio 5002 RTP/AVP 8
                m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                a=mid:data
                m=audio 0 RTP/AVP 8
                """));
        var answer = answerer.createAnswer();
        assertTrue(answer.toString().endsWith(Sdp.crlf("""
                        m=video 0 RTP/AVP 31
                        m=audio 4000 RTP/AVP 0
                        a=rtpmap:0 PCMU/8000
                        a=ptime:20
                        a=sendrecv
                        m=audio 0 RTP/AVP 8
                        m=application 0 UDP/DTLS/SCTP webrtc-datachannel
                        a=mid:data
                        m=audio 0 RTP/AVP 8
                        """)));
        assertEquals(
                List.of(false, true, false, false, false),
                answerer.media().stream().map(NegotiatedMedia::isAccepted).toList());
    }

    @Test
    @DisplayName("the time of the answer equals the offer's")
    void sameTime() {
        answerer.takeOffer(Sdp.parse("v=0\no=- 1 1 IN IP4 h\ns=-\nc=IN IP4 192.0.2.1\nt=5 6\nm=audio 1 RTP/AVP 0\n"));
        assertEquals(
                List.of(new TimeDescription(5, 6, List.of())),
                answerer.createAnswer().times());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"LOCAL,0 8", "OFFERER,8 0"})
    @DisplayName("order: ours among what was offered by default, the offerer's when configured")
    void preference(CodecPreference preference, String formats) {
        var machine = Sdp.machine(
                Sdp.telephone().toBuilder().codecPreference(preference).build());
        var audio = Sdp.first(machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 18 8 0\n")));
        var line = machine.createAnswer().media().get(0);
        assertEquals(List.of(formats.split(" ")), line.formats());
        assertEquals(
                line.formats().get(0), "" + audio.sendFormat().orElseThrow().payloadType());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF"})
    @DisplayName("a profile that needs keys is never accepted without them")
    void secureProfiles(String profile) {
        var refused = answerer.takeOffer(Sdp.media("m=audio 5000 " + profile + " 0\na=crypto:1 X inline:y\n"));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(refused));
        assertEquals(OfferAnswer.State.NO_DESCRIPTION, answerer.state());

        answerer.takeOffer(Sdp.media("m=audio 5000 " + profile + " 0\nm=audio 5002 RTP/AVP 0\n"));
        var answer = answerer.createAnswer();
        assertEquals(0, answer.media().get(0).port());
        assertEquals(4000, answer.media().get(1).port());
    }

    @Test
    @DisplayName("RTP/AVPF is accepted and repeated")
    void feedbackProfile() {
        offered("m=audio 5000 RTP/AVPF 0\n");
        assertEquals("RTP/AVPF", answerer.createAnswer().media().get(0).protocol());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "m=audio 5000 RTP/AVP 18,NO_COMMON_FORMAT,305", "m=audio 5000 RTP/AVP 101,NO_COMMON_FORMAT,305",
        "m=video 5000 RTP/AVP 31,MEDIA_TYPE_NOT_AVAILABLE,304", "m=audio 5000 TCP 0,INCOMPATIBLE_TRANSPORT,302",
        "m=audio 5000 RTP/SAVP 0,NO_KEYS_FOR_SECURE_PROFILE,302", "m=audio 0 RTP/AVP 0,ALL_REJECTED,399"
    })
    @DisplayName("nothing in common is a typed result that says what to answer")
    void failures(String line, Negotiation.Reason reason, int warning) {
        assertEquals(reason, Sdp.reason(answerer.takeOffer(Sdp.media(line + "\n"))));
        assertEquals(488, reason.suggestedStatus());
        assertEquals(warning, reason.warningCode());
        assertFalse(reason.safeMessage().isEmpty());
        assertEquals(OfferAnswer.State.NO_DESCRIPTION, answerer.state());
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "audio 0 RTP/AVP 0,video 5000 RTP/AVP 31,MEDIA_TYPE_NOT_AVAILABLE",
        "video 5000 RTP/AVP 31,audio 0 RTP/AVP 0,MEDIA_TYPE_NOT_AVAILABLE",
        "video 5000 RTP/AVP 31,audio 5000 RTP/AVP 18,MEDIA_TYPE_NOT_AVAILABLE",
        "audio 5000 RTP/AVP 18,video 5000 RTP/AVP 31,NO_COMMON_FORMAT",
        "audio 0 RTP/AVP 0,video 0 RTP/AVP 31,ALL_REJECTED"
    })
    @DisplayName("of several reasons the first counts of a line that was asked for")
    void firstReason(String first, String second, Negotiation.Reason reason) {
        var result = answerer.takeOffer(Sdp.media("m=" + first + "\nm=" + second + "\n"));
        assertEquals(reason, Sdp.reason(result));
    }

    @Test
    @DisplayName("no address, a multicast or broadcast address, an address of a family this side has not")
    void addresses() {
        var nowhere = Sdp.parse("v=0\no=- 1 1 IN IP4 h\ns=-\nt=0 0\nm=audio 1 RTP/AVP 0\n");
        assertEquals(Negotiation.Reason.NO_CONNECTION_ADDRESS, Sdp.reason(answerer.takeOffer(nowhere)));
        for (String c :
                List.of("IN IP4 224.2.1.1/127", "IN IP4 255.255.255.255", "IN IP6 2001:db8::1", "IN IP6 ff15::1")) {
            assertEquals(
                    Negotiation.Reason.INCOMPATIBLE_ADDRESS,
                    Sdp.reason(answerer.takeOffer(Sdp.media("m=audio 1 RTP/AVP 0\nc=" + c + "\n"))));
        }
    }

    @Test
    @DisplayName("with both families the answer carries the offer's; a media-level c= wins over the session's")
    void bothFamilies() {
        var machine = Sdp.machine(
                Sdp.telephone().toBuilder().advertisedAddress("2001:db8::9").build());
        var audio = Sdp.first(machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\nc=IN IP6 2001:db8::1\n")));
        assertEquals(new InetSocketAddress("2001:db8::1", 5000), audio.remote());
        var answer = machine.createAnswer();
        assertEquals("c=IN IP6 2001:db8::9", answer.connection().orElseThrow().toString());
        assertEquals("198.51.100.1", answer.origin().address());
    }

    @Test
    @DisplayName("two streams of different families get a c= line each as needed")
    void mixedFamilies() {
        var both = Sdp.capabilities(
                        Sdp.telephone().media().get(0),
                        LocalMedia.builder("video", 4002)
                                .format(MediaFormat.of(96, "VP8", 90_000, 1))
                                .build())
                .toBuilder()
                .advertisedAddress("2001:db8::9")
                .build();
        var machine = Sdp.machine(both);
        machine.takeOffer(
                Sdp.media("m=audio 1 RTP/AVP 0\nm=video 2 RTP/AVP 96\nc=IN IP6 2001:db8::1\na=rtpmap:96 VP8/90000\n"));
        var answer = machine.createAnswer();
        assertEquals(
                "198.51.100.1",
                answer.connectionOf(answer.media().get(0)).orElseThrow().address());
        assertEquals(
                "2001:db8::9",
                answer.connectionOf(answer.media().get(1)).orElseThrow().address());
    }

    @Test
    @DisplayName("a host name is passed on unresolved")
    void hostName() {
        var audio = offered("m=audio 5000 RTP/AVP 0\nc=IN IP4 media.example\n");
        assertTrue(audio.remote().isUnresolved());
        assertEquals("media.example", audio.remote().getHostString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a=rtcp:6001,192.0.2.1,6001",
        "a=rtcp:6001 IN IP4 192.0.2.7,192.0.2.7,6001",
        "a=rtcp:x,192.0.2.1,5001",
        "a=rtcp:6001 IN IP6 2001:db8::7,2001:db8::7,6001",
        "a=rtcp:6001 IN IP4 rtcp.example,rtcp.example,6001",
        "a=rtcp:53020 IN IP6 2001:db8::1 x,192.0.2.1,5001",
        "a=rtcp:53020 IN IP4 2001:db8::1,192.0.2.1,5001",
        "a=rtcp:53020 IN IP6 192.0.2.7,192.0.2.1,5001",
        "a=rtcp:53020 IN IP4,192.0.2.1,5001",
        "a=rtcp:53020 ATM IP4 192.0.2.7,192.0.2.1,5001",
        "a=rtcp:53020x,192.0.2.1,5001",
        "a=rtcp:65536,192.0.2.1,5001",
        "a=rtcp:1 IN IP7 X,192.0.2.1,5001",
        "a=rtcp:0,192.0.2.1,5001",
        "a=x:y,192.0.2.1,5001",
        "a=rtcp-mux,192.0.2.1,5001"
    })
    @DisplayName(
            "RFC 3605 2.1: where RTCP goes; a malformed attribute says nothing, nor does an address of no known type")
    void rtcp(String attribute, String host, int port) {
        assertEquals(
                IpLiteral.endpoint(host, port),
                offered("m=audio 5000 RTP/AVP 0\n" + attribute + "\n").remoteRtcp());
    }

    @Test
    @DisplayName("RFC 5761: rtcp-mux only where both have it; then RTCP goes to the RTP port")
    void rtcpMux() {
        var muxing = Sdp.telephone().media().get(0).toBuilder().rtcpMux(true).build();
        var machine = Sdp.machine(Sdp.capabilities(muxing));
        var audio = Sdp.first(machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\na=rtcp-mux\n")));
        assertTrue(audio.rtcpMux());
        assertEquals(audio.remote(), audio.remoteRtcp());
        assertTrue(machine.createAnswer().media().get(0).attribute("rtcp-mux").isPresent());

        var apart = Sdp.first(machine.copy().takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n")));
        assertFalse(apart.rtcpMux());
        assertEquals(5001, apart.remoteRtcp().getPort());

        assertFalse(offered("m=audio 5000 RTP/AVP 0\na=rtcp-mux\n").rtcpMux());
        assertTrue(answerer.createAnswer().media().get(0).attribute("rtcp-mux").isEmpty());
        assertTrue(machine.createOffer().media().get(0).attribute("rtcp-mux").isPresent());
    }

    @Test
    @DisplayName("RFC 3605: an RTCP port that is not the next one is told")
    void ownRtcpPort() {
        var odd = Sdp.telephone().media().get(0).toBuilder().rtcpPort(4010).build();
        var offer = Sdp.machine(Sdp.capabilities(odd)).createOffer();
        assertEquals(
                "4010", offer.media().get(0).attribute("rtcp").orElseThrow().value());
        assertEquals(4010, Sdp.first(answerer.takeOffer(offer)).remoteRtcp().getPort());
    }

    @ParameterizedTest(name = "{0}: send {1}, answer {2}")
    @CsvSource({
        "a=ptime:30,30,30",
        "a=ptime:60,60,60",
        "a=ptime:10,10,10",
        "a=ptime:1,10,20",
        "a=ptime:1000,1000,20",
        "a=ptime:200,200,20",
        "a=ptime:5,10,20",
        "a=ptime:0,20,20",
        "a=ptime:99999999999,20,20",
        "a=ptime:x,20,20",
        "a=maxptime:10,10,20",
        "a=maxptime:5,10,20",
        "a=x:y,20,20"
    })
    @DisplayName("RFC 8866 6.4: the packet time asked for is used; a sensible one is echoed")
    void ptime(String attribute, int send, String answered) {
        var audio = offered("m=audio 5000 RTP/AVP 0\n" + attribute + "\n");
        assertEquals(send, audio.ptimeMillis());
        assertEquals(
                answered,
                answerer.createAnswer()
                        .media()
                        .get(0)
                        .attribute("ptime")
                        .orElseThrow()
                        .value());
    }

    @Test
    @DisplayName("a port bound only after the offer was taken is in the answer")
    void latePort() {
        offered("m=audio 5000 RTP/AVP 0\n");
        var bound = Sdp.telephone().media().get(0).toBuilder().port(7777).build();
        answerer.capabilities(Sdp.capabilities(bound));
        assertEquals(7777, answerer.createAnswer().media().get(0).port());
        assertEquals(7777, answerer.media().get(0).localPort());
    }

    @Test
    @DisplayName("telephone-event stands beside a codec of its clock rate; another clock only where there is no choice")
    void eventClocks() {
        var machine = Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.of(111, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .telephoneEvents(101)
                .build()));
        String events =
                "a=rtpmap:96 opus/48000/2\na=rtpmap:97 telephone-event/8000\na=rtpmap:98 telephone-event/48000\n";
        var narrow = Sdp.first(machine.copy().takeOffer(Sdp.media("m=audio 1 RTP/AVP 0 97 98\n" + events)));
        assertEquals(
                List.of(0, 97),
                narrow.sendFormats().stream().map(MediaFormat::payloadType).toList());
        var wide = Sdp.first(machine.copy().takeOffer(Sdp.media("m=audio 1 RTP/AVP 96 97\n" + events)));
        assertEquals(97, wide.sendTelephoneEvent().orElseThrow().payloadType());
        var both = Sdp.first(machine.copy().takeOffer(Sdp.media("m=audio 1 RTP/AVP 0 96 97 98\n" + events)));
        assertEquals(96, both.sendFormat().orElseThrow().payloadType());
        assertEquals(98, both.sendTelephoneEvent().orElseThrow().payloadType());
        assertEquals(2, both.receiveTelephoneEvents().size());
    }

    @Test
    @DisplayName("an offer without streams is answered without streams")
    void noStreams() {
        assertEquals(new Negotiation.Agreed(List.of()), answerer.takeOffer(Sdp.media("")));
        assertEquals(List.of(), answerer.createAnswer().media());
    }
}
