// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("values: formats, frames, digits, codecs, parameters")
class ValuesTest {
    private static final AudioPayload PCMU = AudioPayload.of(0, Pair.CODECS.named("pcmu"));
    private static final AudioPayload PCMA = AudioPayload.of(8, Pair.CODECS.named("PCMA"));

    @Test
    @DisplayName("formats count samples of all channels")
    void formats() {
        var stereo = new AudioFormat(48_000, 2);
        assertEquals(1_920, stereo.samples(20));
        assertEquals(20_000_000L, stereo.nanos(1_920));
        assertEquals(20, stereo.millis(1_920));
        assertEquals(3_600_000, AudioFormat.NARROWBAND.millis(28_800_000L));
        assertThrows(IllegalArgumentException.class, () -> new AudioFormat(7_000, 1));
        assertThrows(IllegalArgumentException.class, () -> new AudioFormat(8_000, 0));
    }

    @Test
    @DisplayName("a frame is immutable: neither the array it came from nor the one it gives changes it")
    void frames() {
        short[] pcm = {1, 2, 3};
        var frame = AudioFrame.of(AudioFormat.NARROWBAND, pcm);
        pcm[0] = 9;
        frame.samples()[1] = 9;
        assertArrayEquals(new short[] {1, 2, 3}, frame.samples());
        assertEquals(3, frame.length());
        assertEquals(2, frame.sample(1));
        assertEquals(Duration.ofNanos(375_000), frame.duration());
        assertEquals(AudioFrame.of(AudioFormat.NARROWBAND, (short) 1, (short) 2, (short) 3), frame);
        assertEquals(
                AudioFrame.of(AudioFormat.NARROWBAND, (short) 1, (short) 2, (short) 3)
                        .hashCode(),
                frame.hashCode());
        assertNotEquals(AudioFrame.of(AudioFormat.NARROWBAND, (short) 1), frame);
        assertThrows(IllegalArgumentException.class, () -> AudioFrame.of(new AudioFormat(8_000, 2), (short) 1));
    }

    @Test
    @DisplayName("RFC 4733 3.2: digits and their codes")
    void digits() {
        String digits = "0123456789*#ABCD!";
        for (int code = 0; code < digits.length(); code++) {
            assertEquals(digits.charAt(code), DtmfEvent.ofCode(code, 100, -5).digit());
            assertEquals(code, DtmfEvent.of(digits.charAt(code)).code());
        }
        assertEquals('B', DtmfEvent.of('b').digit());
        assertEquals(160, DtmfEvent.of('1').durationMillis());
        assertEquals(-10, DtmfEvent.of('1').volumeDbm0());
        assertThrows(IllegalArgumentException.class, () -> DtmfEvent.of('E'));
        assertThrows(IllegalArgumentException.class, () -> DtmfEvent.ofCode(17, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> DtmfEvent.ofCode(-1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new DtmfEvent('1', -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new DtmfEvent('1', 1, -64));
    }

    @Test
    @DisplayName("codecs are found by name in any case, clock rate and channels")
    void codecs() {
        assertEquals("PCMU", Pair.CODECS.find("pcmu", 8_000, 1).orElseThrow().encodingName());
        assertTrue(Pair.CODECS.find("PCMU", 16_000, 1).isEmpty());
        assertEquals(
                List.of("PCMU", "PCMA", "G722", "L16"),
                Pair.CODECS.all().stream()
                        .map(AudioCodec::encodingName)
                        .distinct()
                        .toList());
        var missing = assertThrows(NoSuchElementException.class, () -> Pair.CODECS.named("iLBC"));
        assertTrue(missing.getMessage().contains("[PCMU, PCMA, G722, L16]"), missing.getMessage());
    }

    @Test
    @DisplayName(
            "of two providers of a codec the one of higher priority wins; the same priority is an error naming both")
    void providers() {
        AudioCodec pcmu = PCMU.codec();
        AudioCodec pcma = PCMA.codec();
        assertEquals(
                List.of(pcma, pcmu),
                AudioCodecs.of(List.of(provider("a", 0, pcmu), provider("b", 5, pcma, pcma)))
                        .all());
        var clash = assertThrows(
                IllegalStateException.class,
                () -> AudioCodecs.of(List.of(provider("one", 3, pcmu), provider("two", 3, pcmu))));
        assertTrue(clash.getMessage().contains("one and two"), clash.getMessage());
    }

    private static AudioCodecProvider provider(String name, int priority, AudioCodec... codecs) {
        return new AudioCodecProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int priority() {
                return priority;
            }

            @Override
            public List<AudioCodec> codecs() {
                return List.of(codecs).subList(0, 1);
            }
        };
    }

    @Test
    @DisplayName("RTCP goes to the next port, to the same when multiplexed, or where the peer has said")
    void rtcpAddress() {
        var rtp = new InetSocketAddress("10.0.0.1", 4_000);
        var rtcp = new InetSocketAddress("10.0.0.9", 9_999);
        assertEquals(
                4_001,
                RtpParameters.builder(PCMU)
                        .remote(rtp)
                        .build()
                        .remoteRtcp()
                        .orElseThrow()
                        .getPort());
        assertEquals(
                rtp,
                RtpParameters.builder(PCMU)
                        .remote(rtp)
                        .rtcpMux(true)
                        .build()
                        .remoteRtcp()
                        .orElseThrow());
        assertEquals(
                rtcp,
                RtpParameters.builder(PCMU)
                        .remote(rtp)
                        .remoteRtcp(rtcp)
                        .build()
                        .remoteRtcp()
                        .orElseThrow());
        assertTrue(RtpParameters.builder(PCMU).build().remoteRtcp().isEmpty());
    }

    @Test
    @DisplayName("parameters are copied by their builder, and changed in it")
    void parameters() {
        RtpParameters parameters = RtpParameters.builder(PCMU)
                .receive(PCMA)
                .telephoneEvent(101)
                .receiveComfortNoise(13)
                .ptimeMillis(30)
                .direction(MediaDirection.SENDONLY)
                .remote(new InetSocketAddress("10.0.0.1", 4_000))
                .build();
        RtpParameters copy =
                parameters.toBuilder().send(PCMA).sendTelephoneEvent(96).build();
        assertEquals(PCMA, copy.send());
        assertEquals(List.of(PCMU, PCMA), copy.receive());
        assertEquals(OptionalInt.of(96), copy.sendTelephoneEvent());
        assertEquals(List.of(101), copy.receiveTelephoneEvents());
        assertEquals(List.of(13), copy.receiveComfortNoise());
        assertEquals(30, copy.ptimeMillis());
        assertEquals(MediaDirection.SENDONLY, copy.direction());
        assertEquals(parameters.remote(), copy.remote());
        assertFalse(copy.rtcpMux());
    }

    @Test
    @DisplayName("parameters that contradict themselves are refused")
    void misuse() {
        assertThrows(
                IllegalStateException.class, () -> RtpParameters.sending(PCMU).build());
        assertThrows(
                IllegalStateException.class,
                () -> RtpParameters.builder(PCMU).receiveTelephoneEvent(0).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> RtpParameters.builder(PCMU).ptimeMillis(5));
        assertThrows(
                IllegalArgumentException.class,
                () -> RtpParameters.builder(PCMU).telephoneEvent(128));
        assertThrows(IllegalArgumentException.class, () -> AudioPayload.of(-1, PCMU.codec()));
        var unresolved = InetSocketAddress.createUnresolved("example.com", 4_000);
        assertThrows(
                IllegalArgumentException.class,
                () -> RtpParameters.builder(PCMU).remote(unresolved));
    }

    @Test
    @DisplayName("RFC 9143 15.2: a MID has 1 to 255 bytes, and a number of header extensions")
    void mids() {
        var mid = new MidExtension(255, "\u00e4".repeat(127));
        var parameters = Pair.pcmu().mid(mid).build();
        assertEquals(Optional.of(mid), parameters.toBuilder().build().mid());
        assertEquals(Optional.empty(), Pair.pcmu().build().mid());
        for (int id : new int[] {-1, 0, 256}) {
            assertThrows(IllegalArgumentException.class, () -> new MidExtension(id, "a"));
        }
        for (String name : List.of("", "\u00e4".repeat(128))) {
            assertThrows(IllegalArgumentException.class, () -> new MidExtension(1, name));
        }
    }
}
