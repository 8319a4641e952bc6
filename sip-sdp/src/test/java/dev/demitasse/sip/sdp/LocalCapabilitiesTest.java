// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what this side brings: checked when it is made")
class LocalCapabilitiesTest {
    private static List<String> formats(LocalMedia media) {
        return media.formats().stream()
                .map(format -> format.payloadType() + " " + format.encodingName() + "/" + format.clockRateHz())
                .toList();
    }

    @Test
    @DisplayName("RFC 4733 2.1: one telephone-event for each clock rate, under free numbers")
    void telephoneEvents() {
        var media = LocalMedia.audio(4000)
                .format(MediaFormat.G722)
                .format(MediaFormat.of(102, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .format(MediaFormat.COMFORT_NOISE)
                .telephoneEvents(101)
                .build();
        assertEquals(
                List.of(
                        "9 G722/8000",
                        "102 opus/48000",
                        "0 PCMU/8000",
                        "13 CN/8000",
                        "101 telephone-event/8000",
                        "103 telephone-event/48000"),
                formats(media));
    }

    @Test
    @DisplayName("RFC 4733 2.1: none for the clock rate of comfort noise alone")
    void eventsForCodecs() {
        var media = LocalMedia.audio(4000)
                .format(MediaFormat.of(102, "opus", 48_000, 2))
                .format(MediaFormat.COMFORT_NOISE)
                .telephoneEvents(101)
                .build();
        assertEquals(List.of("102 opus/48000", "13 CN/8000", "101 telephone-event/48000"), formats(media));
    }

    @Test
    @DisplayName("the numbers for events wrap round from 127 to 96")
    void eventsWrap() {
        var media = LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .telephoneEvents(127)
                .build();
        assertEquals(
                List.of("127 telephone-event/8000", "97 telephone-event/48000"),
                formats(media).subList(2, 4));
    }

    @Test
    @DisplayName("a format twice, by number or by encoding, is a mistake")
    void twice() {
        var media = LocalMedia.audio(4000).format(MediaFormat.PCMU);
        assertThrows(IllegalArgumentException.class, () -> media.format(MediaFormat.of(0, "x", 8000, 1)));
        assertThrows(IllegalArgumentException.class, () -> media.format(MediaFormat.of(96, "pcmu", 8000, 1)));
    }

    @Test
    @DisplayName("ports, times, profiles and addresses are checked")
    void checks() {
        var media = LocalMedia.audio(4000);
        assertThrows(IllegalStateException.class, media::build);
        assertThrows(IllegalArgumentException.class, () -> LocalMedia.audio(0));
        assertThrows(IllegalArgumentException.class, () -> media.port(65_536));
        assertThrows(IllegalArgumentException.class, () -> media.rtcpPort(0));
        assertThrows(IllegalArgumentException.class, () -> media.ptimeMillis(0));
        assertThrows(IllegalArgumentException.class, () -> media.maxptimeMillis(1001));
        assertThrows(IllegalArgumentException.class, () -> media.telephoneEvents(95));
        assertThrows(IllegalArgumentException.class, () -> media.protocol("TCP"));
        for (String profile : List.of("RTP/SAVP", "UDP/TLS/RTP/SAVPF")) {
            var keyless = LocalMedia.audio(4000).format(MediaFormat.PCMU).protocol(profile);
            assertThrows(IllegalStateException.class, keyless::build, "no keys were given");
        }
        for (String address : List.of("0.0.0.0", "::", "host.example", "")) {
            assertThrows(IllegalArgumentException.class, () -> LocalCapabilities.builder(address));
        }
        assertThrows(IllegalArgumentException.class, () -> new OfferAnswer(Sdp.telephone(), -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new OfferAnswer(Sdp.telephone(), 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new OfferAnswer(Sdp.telephone(), 1, 1L << 62));
    }

    @Test
    @DisplayName("one address of each family; a second of a family replaces the first")
    void addresses() {
        var both = LocalCapabilities.builder("192.0.2.1")
                .advertisedAddress("2001:db8::1")
                .advertisedAddress("192.0.2.2")
                .build();
        assertEquals(List.of("192.0.2.2", "2001:db8::1"), both.advertisedAddresses());
    }

    @Test
    @DisplayName("values: equal when their parts are, and toBuilder copies all of them")
    void values() {
        var media = LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .ptimeMillis(30)
                .maxptimeMillis(60)
                .rtcpMux(true)
                .rtcpPort(4444)
                .protocol("RTP/AVPF")
                .direction(Direction.RECVONLY)
                .build();
        assertEquals(media, media.toBuilder().build());
        assertEquals(media.hashCode(), media.toBuilder().build().hashCode());
        assertNotEquals(media, media.toBuilder().port(4002).build());
        var capabilities = LocalCapabilities.builder("192.0.2.1")
                .username("bot")
                .sessionName("Demitasse")
                .codecPreference(CodecPreference.OFFERER)
                .media(media)
                .build();
        assertEquals(capabilities, capabilities.toBuilder().build());
        assertEquals(capabilities.hashCode(), capabilities.toBuilder().build().hashCode());
        assertNotEquals(capabilities, capabilities.toBuilder().media(media).build());
        assertTrue(capabilities.toString().contains("192.0.2.1"));
        var offer = new OfferAnswer(capabilities, 1, 1).createOffer();
        assertEquals("bot", offer.origin().username());
        assertEquals("Demitasse", offer.sessionName());
        var line = offer.media().get(0);
        assertEquals("RTP/AVPF", line.protocol());
        assertEquals("60", line.attribute("maxptime").orElseThrow().value());
        assertEquals("30", line.attribute("ptime").orElseThrow().value());
    }
}
