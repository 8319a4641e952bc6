// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.HeaderExtensions;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.nio.ByteBuffer;

/**
 * Any payload in any codec: as much audio as there is room for, or none; decoded again after a reset, as much. Any header extension: elements within it, or none.
 */
class RtpPayloadFuzzTest {
    private final AudioCodecs codecs = AudioCodecs.installed();

    @FuzzTest(maxDuration = "3s")
    void payload(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        AudioCodec codec = codecs.all().get((bytes[0] & 0xFF) % codecs.all().size());
        int room = codec.sampleRateHz() / 1_000 * 120 * codec.channels();
        short[] window = new short[room];
        try (AudioDecoder decoder = codec.newDecoder("")) {
            int samples = decoder.decode(bytes, 1, bytes.length - 1, window);
            assertTrue(samples == AudioDecoder.MALFORMED || samples >= 0 && samples <= room, samples + " samples");
            decoder.conceal(window, 0, room / 6);
            decoder.reset();
            assertTrue(decoder.decode(bytes, 1, bytes.length - 1, window) == samples);
        }
        elements(bytes);
    }

    private static void elements(byte[] bytes) {
        var packet = new RtpPacket();
        var extensions = new HeaderExtensions();
        if (packet.parse(ByteBuffer.wrap(bytes)) == RtpPacket.Result.VALID
                && extensions.parse(packet) == HeaderExtensions.Result.VALID) {
            int found = 0;
            for (int id = 1; id <= 255; id++) {
                found += extensions.has(id) ? 1 : 0;
                for (int i = 0; extensions.has(id) && i < extensions.length(id); i++) {
                    extensions.byteAt(id, i);
                }
            }
            assertTrue(found <= extensions.count(), found + " of " + extensions.count());
        }
    }
}
