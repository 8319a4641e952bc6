// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the values: rtpmap, fmtp, addresses, builders")
class ValuesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0 PCMU/8000,0,PCMU,8000,1",
        "111 opus/48000/2,111,opus,48000,2",
        "97 L16/16000/1,97,L16,16000,1",
        "98  H264/90000,98,H264,90000,1",
        "99 x/8000/abc,99,x,8000,1"
    })
    @DisplayName("RFC 8866 6.6: rtpmap")
    void rtpMap(String value, int payloadType, String name, int clockRate, int channels) {
        assertEquals(Optional.of(new RtpMap(payloadType, name, clockRate, channels)), RtpMap.parse(value));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0 ",
                "0 PCMU",
                "0 PCMU/",
                "128 PCMU/8000",
                "x PCMU/8000",
                "0 /8000",
                "0 PCMU/0",
                "0 PC MU/8000",
                "0 PCMU/99999999999",
                "9999999999999 PCMU/8000",
                "0 PCMU/8000/0",
                "/",
                "0/ "
            })
    @DisplayName("W12: a malformed rtpmap is no mapping and no exception")
    void malformedRtpMap(String value) {
        assertEquals(Optional.empty(), RtpMap.parse(value));
    }

    @Test
    @DisplayName("channels are written when there is more than one")
    void rtpMapAttribute() {
        assertEquals(
                "a=rtpmap:111 opus/48000/2",
                new RtpMap(111, "opus", 48000, 2).toAttribute().toString());
        assertEquals(
                "a=rtpmap:0 PCMU/8000",
                new RtpMap(0, "PCMU", 8000, 1).toAttribute().toString());
    }

    @ParameterizedTest(name = "{0} is {1}/{2}/{3}")
    @CsvSource({
        "0,PCMU,8000,1",
        "3,GSM,8000,1",
        "4,G723,8000,1",
        "5,DVI4,8000,1",
        "6,DVI4,16000,1",
        "7,LPC,8000,1",
        "8,PCMA,8000,1",
        "9,G722,8000,1",
        "10,L16,44100,2",
        "11,L16,44100,1",
        "12,QCELP,8000,1",
        "13,CN,8000,1",
        "14,MPA,90000,1",
        "15,G728,8000,1",
        "16,DVI4,11025,1",
        "17,DVI4,22050,1",
        "18,G729,8000,1",
        "25,CelB,90000,1",
        "26,JPEG,90000,1",
        "28,nv,90000,1",
        "31,H261,90000,1",
        "32,MPV,90000,1",
        "33,MP2T,90000,1",
        "34,H263,90000,1"
    })
    @DisplayName("RFC 3551 section 6: static payload types need no rtpmap")
    void staticPayloadTypes(int payloadType, String name, int clockRate, int channels) {
        var media = MediaDescription.builder("audio", 1, "RTP/AVP")
                .format(Integer.toString(payloadType))
                .build();
        assertEquals(
                Optional.of(new RtpMap(payloadType, name, clockRate, channels)),
                media.rtpMap(Integer.toString(payloadType)));
    }

    @Test
    @DisplayName("dynamic and unassigned numbers mean nothing without rtpmap; neither do other texts")
    void unmapped() {
        var media = MediaDescription.builder("audio", 1, "RTP/AVP").format("96").build();
        for (String format : List.of("1", "2", "19", "24", "35", "96", "127", "128", "00", "wb", "9999")) {
            assertEquals(Optional.empty(), media.rtpMap(format), format);
        }
    }

    @Test
    @DisplayName("an rtpmap is found by the whole number, wherever it stands")
    void rtpMapByNumber() {
        var media = Sdp.media("m=audio 1 RTP/AVP 9 96\na=rtpmap:96 opus/48000/2\na=rtpmap:9 G722/8000\n")
                .media()
                .get(0);
        assertEquals("G722", media.rtpMap("9").orElseThrow().encodingName());
        assertEquals("opus", media.rtpMap("96").orElseThrow().encodingName());
    }

    @Test
    @DisplayName("RFC 8866 6.15: fmtp, raw and by name")
    void formatParameters() {
        var parameters = FormatParameters.parse("111 minptime=10; UseInbandFec=1;x;y=a=b")
                .orElseThrow();
        assertEquals(Optional.of("10"), parameters.parameter("MINPTIME"));
        assertEquals(Optional.of("1"), parameters.parameter("useinbandfec"));
        assertEquals(Optional.of(""), parameters.parameter("x"));
        assertEquals(Optional.of("a=b"), parameters.parameter("y"));
        assertEquals(Optional.empty(), parameters.parameter("min"));
        assertEquals(
                "a=fmtp:101 0-16",
                new FormatParameters("101", "0-16").toAttribute().toString());
        for (String bad : List.of("", "101", "101 ", " 0-16", "a b", "a:b c")) {
            assertEquals(bad.equals("a b"), FormatParameters.parse(bad).isPresent(), bad);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "::1,0:0:0:0:0:0:0:1",
        "2001:db8::20,2001:db8:0:0:0:0:0:20",
        "::,0:0:0:0:0:0:0:0",
        "1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8",
        "fe80::1:2,fe80:0:0:0:0:0:1:2",
        "1::,1:0:0:0:0:0:0:0",
        "::ffff:192.0.2.2,192.0.2.2",
        "64:ff9b::192.0.2.33,64:ff9b:0:0:0:0:c000:221"
    })
    @DisplayName("IP literals are read without asking a name service")
    void literals(String text, String expected) {
        assertEquals(expected, IpLiteral.parse(text).orElseThrow().getHostAddress());
        assertEquals(false, IpLiteral.endpoint(text, 5).isUnresolved());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.0004",
                "1.2.3.4 ",
                "a.example",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "fe80::1%eth0",
                "::g",
                "1:",
                "1:2:3:4:5:6:7:8::"
            })
    @DisplayName("what is no literal stays a name")
    void names(String text) {
        assertEquals(Optional.empty(), IpLiteral.parse(text));
        assertTrue(IpLiteral.endpoint(text, 5).isUnresolved());
    }

    @Test
    @DisplayName("CR, LF and NUL cannot enter through any constructor or builder")
    void injection() {
        for (String bad : List.of("a\rb", "a\nb", "a\0b")) {
            var session = SessionDescription.builder(Origin.of(1, 1, "192.0.2.1"));
            var media = MediaDescription.builder("audio", 1, "RTP/AVP");
            for (Runnable attempt : List.<Runnable>of(
                    () -> Attribute.of("x", bad),
                    () -> Attribute.property(bad),
                    () -> Origin.of(1, 1, bad),
                    () -> new Bandwidth(bad, 1),
                    () -> Connection.of(bad),
                    () -> new TimeDescription(0, 0, List.of(bad)),
                    () -> new MediaFormat(96, "x", 8000, 1, bad),
                    () -> new FormatParameters("1", bad),
                    () -> session.sessionName(bad),
                    () -> session.information(bad),
                    () -> session.uri(bad),
                    () -> session.email(bad),
                    () -> session.phone(bad),
                    () -> session.timeZones(bad),
                    () -> session.key(bad),
                    () -> media.format(bad),
                    () -> media.information(bad),
                    () -> media.key(bad),
                    () -> MediaDescription.builder(bad, 1, "x"),
                    () -> MediaDescription.builder("x", 1, bad))) {
                assertThrows(IllegalArgumentException.class, attempt::run);
            }
        }
    }

    @Test
    @DisplayName("values that could not be read back are refused")
    void unwritable() {
        assertThrows(IllegalArgumentException.class, () -> new Connection("IN", "IP4", "224.0.0.1", -1, 3));
        assertThrows(IllegalArgumentException.class, () -> new Connection("IN", "IP6", "ff15::1", 4, 3));
        assertThrows(IllegalArgumentException.class, () -> Connection.of("1.2.3.4/5"));
        assertThrows(IllegalArgumentException.class, () -> Origin.of(-1, 1, "h"));
        assertThrows(
                IllegalStateException.class,
                () -> MediaDescription.builder("audio", 1, "RTP/AVP").build());
        assertThrows(IllegalArgumentException.class, () -> new TimeDescription(-1, 0, List.of()));
    }

    @Test
    @DisplayName("toBuilder copies everything and changes nothing of its origin")
    void toBuilder() {
        var session = Sdp.media("m=audio 1 RTP/AVP 0\na=sendonly\nm=video 2 RTP/AVP 31\n");
        var audio = session.media().get(0);
        var held = session.toBuilder()
                .media(0, audio.toBuilder().direction(Direction.INACTIVE).build())
                .build();
        assertEquals(session, session.toBuilder().build());
        assertEquals(session.hashCode(), session.toBuilder().build().hashCode());
        assertEquals(Optional.of(Direction.SENDONLY), session.media().get(0).direction());
        assertEquals(Optional.of(Direction.INACTIVE), held.media().get(0).direction());
        assertEquals(1, held.media().get(0).attributes().size());
        assertEquals(session.media().get(1), held.media().get(1));
    }
}
